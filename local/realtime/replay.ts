import type { RealtimeDatabase } from './database'

/** What a join may ask for: the newest messages of the topic since a moment. */
export interface ReplayWish {
	/** Milliseconds since the epoch, compared with the start of the sending transaction. */
	since: number
	limit: number
}

export interface ReplayedMessage {
	id: string
	event: string
	payload: unknown
}

const MOST_REPLAYED = 25

/** Reads `broadcast.replay` of a join; null: nothing wished; `'invalid'`: the join is refused. */
export function readReplayWish(replay: unknown): ReplayWish | null | 'invalid' {
	if (replay === undefined || replay === null) return null
	if (typeof replay !== 'object') return 'invalid'
	const { since, limit = MOST_REPLAYED } = replay as { since?: unknown; limit?: unknown }
	if (typeof since !== 'number' || !Number.isInteger(since)) return 'invalid'
	if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) return 'invalid'
	return { since, limit: Math.min(limit, MOST_REPLAYED) }
}

/** The newest at most 25 private broadcasts since then, oldest first; older ones are cut without a word. */
export function replayed(
	database: RealtimeDatabase,
	topic: string,
	{ since, limit }: ReplayWish,
): Promise<ReplayedMessage[]> {
	return database.exclusive(async () => {
		const rows = await database.query<{ id: string; event: string; payload: string }>(
			`select id::text as id, event, payload::text as payload
			from realtime.messages
			where topic = $1 and private and extension = 'broadcast' and event is not null and payload is not null
				and inserted_at >= to_timestamp($2::float8 / 1000) at time zone 'UTC'
			order by inserted_at desc, ctid desc
			limit $3::int`,
			[topic, since, limit],
		)
		return rows.reverse().map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
	})
}
