import type { Change } from './stryker'

/** Changes of one line after which everything is as before: no test can notice them. */
export interface Equal {
	path: string
	/** The line as it stands, without its indentation; where it stands several times, each of them. */
	line: string
	/** As a run prints them: what stands there, and what would. */
	changes: readonly string[]
	/** Why nobody can tell. */
	why: string
}

/** What `npm run mutate` does not count. Better than a new entry: code of which there is no such change. */
export const EQUAL: readonly Equal[] = [
	...[
		'for (let row = 0; row < values.length; row++) {',
		'for (let row = 0; row < values.length; row++) memory[row] = KINDS.indexOf(values[row]!)',
		'for (let row = 0; row < values.length; row++) memory[row] = rememberedMonthNumber(values[row]!)',
		'for (let row = 0; row < values.length; row++) memory[row] = values[row] ?? -1',
		'for (let row = 0; row < values.length; row++) memory[row] = values[row] ?? 0',
		'for (let row = 0; row < values.length; row++) memory[row] = values[row] ? 1 : 0',
	].map((line) => ({
		path: 'src/ledger/columns.ts',
		line,
		changes: ['row < values.length → row <= values.length'],
		why: 'a typed array takes nothing behind its end',
	})),
	{
		path: 'src/ledger/calendar.ts',
		line: 'if (number !== step) {',
		changes: ['number !== step → true'],
		why: 'it reads the same two remembered ends again',
	},
	{
		path: 'src/metrics/store/store.ts',
		line: 'if (hasGap(parts)) this.gapped.add(slot)',
		changes: ['hasGap(parts) → true'],
		why: 'a purchase without a gap is looked at, and not counted',
	},
	{
		path: 'src/metrics/live/recurrences.ts',
		line: 'if (day >= this.from) return',
		changes: ['day >= this.from → false', 'day >= this.from → day > this.from'],
		why: 'it reads the same transactions again',
	},
	...[
		['src/metrics/figures/days.ts', 'const sums = new Float64Array((last - first + 1) * DAY_WIDTH)'],
		['src/metrics/filter/sums.ts', 'this.sums = new Float64Array((last - first + 1) * DAY_WIDTH)'],
	].map(([path, line]) => ({
		path: path!,
		line: line!,
		changes: ['last - first → last + first'],
		why: 'days behind the last one, on which nothing is',
	})),
	{
		path: 'src/feed/catch-up.ts',
		line: 'private isWanted = true',
		changes: ['true → false'],
		why: 'start says so before anything is asked',
	},
	{
		path: 'src/feed/channel.ts',
		line: 'if (this.epoch === null || epoch > this.epoch || this.isDenied) this.epoch = epoch',
		changes: ['epoch > this.epoch → epoch >= this.epoch'],
		why: 'the same epoch again',
	},
	{
		path: 'src/feed/device-cache/index.ts',
		line: 'if (this.generation === null) return false',
		changes: ['this.generation === null → false'],
		why: 'a copy that was given up takes no rows anyway: they are only packed in vain',
	},
	{
		path: 'src/feed/device-cache/index.ts',
		line: 'this.wipes += 1',
		changes: ['this.wipes += 1 → this.wipes -= 1'],
		why: 'it only has to be another number than before',
	},
	{
		path: 'src/feed/wire.ts',
		line: 'const length = Array.isArray(source.id) ? source.id.length : -1',
		changes: ['-1 → +1'],
		why: 'without a list of ids nothing is taken, whatever the length of the others',
	},
	{
		path: 'src/feed/wire.ts',
		line: "moves: (values, texts) => values.every((value) => value === -1 || areMovesText(texts[value] ?? '')),",
		changes: ['\'\' → "Stryker was here!"'],
		why: 'one text that is no moves or another',
	},
	{
		path: 'src/app/choose-ledger.ts',
		line: 'if (lost.length === 0) return',
		changes: ['lost.length === 0 → false'],
		why: 'nothing is added, and nothing said',
	},
	{
		path: 'src/feed/feed.ts',
		line: 'if (epoch === null) return',
		changes: ['epoch === null → false'],
		why: 'no epoch is no newer one: the channel stays with its own',
	},
	{
		path: 'supabase/migrations/20261130001105_large_ledgers.sql',
		line: "if exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then",
		changes: ['exists → not exists'],
		why: 'without pg_cron, as in every test, its call fails, and that is only noticed',
	},
	{
		path: 'src/metrics/filter/sums.ts',
		line: 'sums[at + FRESH + 1]! += sign',
		changes: ['sums[at + FRESH + 1]! += sign → sums[at + FRESH + 1]! -= sign'],
		why: 'only whether it is 0 is read',
	},
	{
		path: 'src/metrics/live/top-list.ts',
		line: 'private complete = true',
		changes: ['true → false'],
		why: 'a list begins stale, and is built before it is read',
	},
	{
		path: 'src/metrics/live/top-list.ts',
		line: 'private ids: ItemId[] = []',
		changes: ['[] → ["Stryker was here"]'],
		why: 'a list begins stale, and is built before it is read',
	},
	...(
		[
			["if (name === 'imported') continue", ["name === 'imported' → false", '\'imported\' → ""']],
			['if (Array.isArray(values)) {', ['Array.isArray(values) → false', 'Array.isArray(values) → true']],
			[
				'for (let row = 0; row < rows; row++) if ((values[row] || null) !== null) found[row] = 1',
				[
					'row < rows → row <= rows',
					'(values[row] || null) !== null → true',
					'values[row] || null → true',
					'values[row] || null → false',
				],
			],
		] as const
	).map(([line, changes]) => ({
		path: 'src/metrics/store/details.ts',
		line,
		changes,
		why: 'a row more is read in full, which takes longer and finds nothing said',
	})),
	{
		path: 'src/metrics/live/amounts.ts',
		line: 'while (below + counts[first]! <= lower) below += counts[first++]!',
		changes: [
			'below + counts[first]! <= lower → false',
			'below + counts[first]! <= lower → below + counts[first]! < lower',
		],
		why: 'more of the least amounts are kept than need be',
	},
	...(
		[
			[
				'const time = store.transactions.occurredAt[slotOf(id)]! - day * DAY_MS + FARTHEST_ZONE_MS',
				[
					'store.transactions.occurredAt[slotOf(id)]! - day * DAY_MS + FARTHEST_ZONE_MS → store.transactions.occurredAt[slotOf(id)]! - day * DAY_MS - FARTHEST_ZONE_MS',
					'store.transactions.occurredAt[slotOf(id)]! - day * DAY_MS → store.transactions.occurredAt[slotOf(id)]! + day * DAY_MS',
					'day * DAY_MS → day / DAY_MS',
				],
			],
			['return day * TIMES + Math.min(TIMES - 1, Math.max(0, time))', ['TIMES - 1 → TIMES + 1']],
		] as const
	).map(([line, changes]) => ({
		path: 'src/metrics/live/sorting.ts',
		line,
		changes,
		why: 'items of one key are compared by all that the key is made of',
	})),
	{
		path: 'src/metrics/live/sorting.ts',
		line: 'const distinct = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1))',
		changes: ['a < b → a <= b'],
		why: 'no two of them are equal',
	},
	{
		path: 'src/metrics/live/sorting.ts',
		line: 'if (a === b) return 0',
		changes: ['a === b → false'],
		why: 'an item beside itself differs in nothing that is compared below',
	},
	...(
		[
			['if (this.byDay) return this.byDay', ['this.byDay → false']],
			['const count = among === null ? this.items.length : among.length', ['among === null → true']],
			['const count = among === null ? length : among.length', ['among === null → true']],
			[
				'if (scratch.length < count) scratch = new Uint32Array(count * 2)',
				['scratch.length < count → true', 'scratch.length < count → scratch.length <= count'],
			],
		] as const
	).map(([line, changes]) => ({
		path: 'src/metrics/filter/filtered-month.ts',
		line,
		changes,
		why: 'what is kept is made anew, or places that do not exist are asked about, which adds nothing',
	})),
	{
		path: 'src/metrics/filter/filtered.ts',
		line: 'if (this.rangeSums) return this.rangeSums',
		changes: ['this.rangeSums → false'],
		why: 'what is kept is made anew',
	},
	{
		path: 'src/metrics/index.ts',
		line: "this.derive('months', ({ store }) =>",
		changes: ['\'months\' → ""'],
		why: 'any name that no other figure has does',
	},
	{
		path: 'src/metrics/index.ts',
		line: 'store.months.flatMap((items) => (items?.length ? monthName(items.month + FIRST_MONTH) : [])),',
		changes: ['items?.length → items.length'],
		why: 'months that hold nothing are holes, which are left out anyway',
	},
	{
		path: 'src/metrics/store/descriptions.ts',
		line: 'for (let id = 0, at = joined.indexOf(query); at >= 0 && id < found.length; ) {',
		changes: ['id < found.length → id <= found.length'],
		why: 'nothing is found behind the last one',
	},
	{
		path: 'src/metrics/store/store.ts',
		line: 'this.months = new Array(MONTHS)',
		changes: ['new Array(MONTHS) → new Array()'],
		why: 'a month that nothing was put in is none, within the length or behind it',
	},
	{
		path: 'src/metrics/store/transactions.ts',
		line: 'if (slot >= this.revisions.length) this.reserve(slot + 1)',
		changes: ['slot >= this.revisions.length → true'],
		why: 'room that is there is not made again',
	},
	{
		path: 'src/metrics/index.ts',
		line: "return this.memo.read('top', largest.version, () => ids.map((id) => store.item(id)))",
		changes: ['\'top\' → ""'],
		why: 'any name that no other figure has',
	},
	{
		path: 'src/feed/device-cache/writer.ts',
		line: 'const isSaved = await this.cache.save(taken, header).catch(() => false)',
		changes: ['() => false → () => undefined'],
		why: 'no answer is as little as false',
	},
	{
		path: 'src/feed/device-cache/writer.ts',
		line: 'this.drops += 1',
		changes: ['this.drops += 1 → this.drops -= 1'],
		why: 'it only has to be another number than before',
	},
	...(['generation', 'invalidations', 'headUpdates'] as const).map((count) => ({
		path: 'src/feed/freshness.ts',
		line: `this.moment = { ...this.moment, ${count}: this.moment.${count} + 1 }`,
		changes: [`this.moment.${count} + 1 → this.moment.${count} - 1`],
		why: 'it only has to be another number than before',
	})),
	{
		path: 'src/ledger/budgets.ts',
		line: 'if (!held || budget.month > held.month) latest.set(budget.category_id, budget)',
		changes: ['budget.month > held.month → budget.month >= held.month'],
		why: 'a category has one budget a month: the database has a unique index on them',
	},
]

export function isEqual({ path, text, change }: Change, list: readonly Equal[] = EQUAL): boolean {
	return list.some((one) => one.path === path && one.line === text && one.changes.includes(change))
}
