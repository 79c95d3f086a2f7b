import { type Broadcast, encodeBroadcast } from './frames'

/** A channel as the hub sees it. */
export interface Member {
	/** With its `realtime:`. */
	readonly topic: string
	deliver(bytes: Buffer): void
}

/** Public and private channels of one name never hear each other. */
export const hubKey = (topic: string, isPrivate: boolean): string =>
	`${isPrivate ? 'private' : 'public'}:${topic}`

/** Who listens to what; hands every broadcast to all members of its topic. */
export class Hub {
	private readonly members = new Map<string, Set<Member>>()

	/** The answer takes the member out again. */
	join(key: string, member: Member): () => void {
		const members = this.members.get(key) ?? new Set()
		this.members.set(key, members.add(member))
		return () => {
			members.delete(member)
			if (members.size === 0 && this.members.get(key) === members) this.members.delete(key)
		}
	}

	size(key: string): number {
		return this.members.get(key)?.size ?? 0
	}

	/** The bytes are made once, however many receive them. */
	publish(key: string, broadcast: Broadcast): void {
		const members = [...(this.members.get(key) ?? [])]
		const bytes = members[0] ? encodeBroadcast(members[0].topic, broadcast) : null
		if (bytes) for (const member of members) member.deliver(bytes)
	}
}
