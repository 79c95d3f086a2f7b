import { randomBytes } from 'node:crypto'
import type { Message } from './frames'

type Metas = { metas: Record<string, unknown>[] }
type State = Record<string, Metas>

/** Who is present on one topic, by key; one entry per channel that tracks. */
class Roster {
	#tracked = new Map<object, { key: string; meta: Record<string, unknown> }>()

	get empty(): boolean {
		return this.#tracked.size === 0
	}

	state(): State {
		const state: State = {}
		for (const { key, meta } of this.#tracked.values()) {
			const entry = state[key] ?? { metas: [] }
			entry.metas.push(meta)
			state[key] = entry
		}
		return state
	}

	/** The `presence_diff` that says so. */
	track(channel: object, key: string, payload: Record<string, unknown>): Message {
		const leaves = this.#remove(channel)
		const meta = { phx_ref: randomBytes(12).toString('base64url'), ...payload }
		this.#tracked.set(channel, { key, meta })
		return diff({ [key]: { metas: [meta] } }, leaves)
	}

	/** Null when the channel tracked nothing. */
	untrack(channel: object): Message | null {
		const leaves = this.#remove(channel)
		return Object.keys(leaves).length > 0 ? diff({}, leaves) : null
	}

	#remove(channel: object): State {
		const entry = this.#tracked.get(channel)
		this.#tracked.delete(channel)
		return entry ? { [entry.key]: { metas: [entry.meta] } } : {}
	}
}

function diff(joins: State, leaves: State): Message {
	return { form: 'map', event: 'presence_diff', payload: { joins, leaves } }
}

/** The rosters of all topics, by the hub's key. */
export class Presence {
	#rosters = new Map<string, Roster>()

	state(key: string): State {
		return this.#rosters.get(key)?.state() ?? {}
	}

	track(key: string, channel: object, name: string, payload: Record<string, unknown>): Message {
		const roster = this.#rosters.get(key) ?? new Roster()
		this.#rosters.set(key, roster)
		return roster.track(channel, name, payload)
	}

	untrack(key: string, channel: object): Message | null {
		const roster = this.#rosters.get(key)
		const message = roster?.untrack(channel) ?? null
		if (roster?.empty) this.#rosters.delete(key)
		return message
	}
}
