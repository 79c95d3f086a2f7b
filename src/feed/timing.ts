/** Every wait of the feed, in milliseconds, in one place. */
export const timing = {
	/** Head check while live: a lost last message has no successor that would betray it. */
	headCheck: 30_000,
	/** The same in a hidden tab. */
	headCheckHidden: 120_000,
	/** Polling without a channel: first and longest wait. */
	poll: [4_000, 30_000],
	/** After a failed request. */
	retry: [1_000, 60_000],
	/** After a refusal that asking again does not change soon. */
	refused: [60_000, 600_000],
	/** Between the first answer and the first join: the figures are painted before the channel's code is even asked for. */
	figuresFirst: 150,
	/** Before a gap is asked about: time for a late broadcast to come by itself, and so that many pages do not ask at once. */
	gap: [60, 240],
	/** After a channel that was closed. */
	rejoin: [1_000, 60_000],
	/** After a channel that was denied or limited; tried this often, then not before something changes. */
	denied: [10_000, 600_000],
	deniedTries: 3,
	/** A denied channel is not tried again sooner than this, whatever happens. */
	deniedRest: 60_000,
	/** How long a joined channel may take to say that the database's broadcasts flow, before polling stands in for it. */
	readiness: 4_000,
	/** A socket that failed and did not come back within this time is called blocked. */
	blocked: 15_000,
	/** A request without an answer. The server itself gives up after 8 s. */
	request: 15_000,
	/** A request older than this may have died while the page slept. */
	stale: 3_000,
	/** Hidden for less than this: nothing can have slept. */
	glance: 5_000,
	/** Live rows wait this long for company before they go to the device's cache. */
	save: 2_000,
	/** The device's cache must have answered by then, and each part of it must follow the last one within it. */
	cache: 3_000,
} as const
