/** Runs one statement and answers its rows. */
export type Query = <Row extends object>(sql: string, params?: unknown[]) => Promise<Row[]>

/** The endpoint's view of the database. None of these takes a lock by itself: callers wrap them with `exclusive`. */
export interface RealtimeDatabase {
	/** Runs work alone on the one connection. Not re-entrant. */
	exclusive<T>(work: () => Promise<T>): Promise<T>
	query: Query
	/** Rolls back when `work` throws. */
	transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
	listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
}
