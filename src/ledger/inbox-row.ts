/** One item as an agent posts it to the inbox; every column but `message_id` may be left out. */
export interface InboxRow {
	message_id: string
	item?: number | null
	action?: string | null
	target_message_id?: string | null
	target_item?: number | null
	kind?: string | null
	/** ISO 8601 with an offset. */
	occurred_at?: string | null
	description?: string | null
	/** A JSON number or a string, as the agent understood it. */
	amount?: unknown
	category?: string | null
	source?: string | null
	person?: string | null
	installments?: number | null
	/** Anything else worth keeping. The page shows the person's words from it: see `original-message.ts`. */
	payload?: unknown
}
