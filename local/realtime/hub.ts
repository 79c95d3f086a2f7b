import { encodeMessage, type Message, type Version } from './frames'

/** A channel as the hub sees it. */
export interface Member {
	readonly version: Version
	/** With its `realtime:`. */
	readonly topic: string
	deliver(encoded: string | Buffer | null, message: Message): void
}

/** Public and private channels of one name never hear each other. */
export const hubKey = (topic: string, isPrivate: boolean): string =>
	`${isPrivate ? 'private' : 'public'}:${topic}`

/** Who listens to what; hands every message to all members of its topic. */
export class Hub {
	#members = new Map<string, Set<Member>>()

	/** The answer takes the member out again. */
	join(key: string, member: Member): () => void {
		const members = this.#members.get(key) ?? new Set()
		this.#members.set(key, members.add(member))
		return () => {
			members.delete(member)
			if (members.size === 0 && this.#members.get(key) === members) this.#members.delete(key)
		}
	}

	size(key: string): number {
		return this.#members.get(key)?.size ?? 0
	}

	/** Each version's bytes are made once, however many receive them. */
	publish(key: string, message: Message, except?: Member): void {
		const encoded = new Map<Version, string | Buffer | null>()
		for (const member of [...(this.#members.get(key) ?? [])]) {
			if (member === except) continue
			if (!encoded.has(member.version)) {
				encoded.set(member.version, encodeMessage(member.version, member.topic, message))
			}
			member.deliver(encoded.get(member.version) ?? null, message)
		}
	}
}
