/** Runs one statement and answers its rows. */
export type Query = <Row extends object>(sql: string, params?: unknown[]) => Promise<Row[]>

/** What the endpoint needs of the database. Nothing here takes the mutex by itself: callers wrap with `exclusive`. */
export interface RealtimeDatabase {
	/** Holds whatever lock keeps two users of the one connection apart. Not re-entrant. */
	exclusive<T>(work: () => Promise<T>): Promise<T>
	query: Query
	/** Rolls back when `work` throws. */
	transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
	listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
}
