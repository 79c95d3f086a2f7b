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
