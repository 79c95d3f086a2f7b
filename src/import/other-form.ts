import { normalise } from '../ledger/name'
import type { LocalDay } from '../ledger/types'
import { assign, byCost, type Edge } from './assignment'
import { isSameName } from './earlier-answers'
import { type DatedAmount, keyOf, likenessOf } from './likeness'
import { type LineMatch, type RecordedPurchase, wordsInCommon } from './matching'
import { eachOf, type Rest } from './rest'
import type { ImportKind, Plan, PlanItem } from './types'

/** A line that a file of another form brought: the CSV and the OFX of one account write each line in their own words. */
export interface FormLine extends DatedAmount {
	/** The account that its file was said to be of; empty: nobody named it. */
	account: string
	/** Of two lines one key means one line. */
	key: string
	kind: ImportKind
	source: string | null
	to_source: string | null
	description: string
}

/** The same, of an earlier import. */
export interface RecordedFormLine extends FormLine {
	purchase: RecordedPurchase
}

/** A line of a file, and those of the other form that it may be. */
export interface Pair<Line> {
	item: PlanItem
	/** The likeliest first. */
	candidates: Line[]
	/** Null: as it seems it is one of its own. */
	proposed: Line | null
	/** Its words tell nothing, nor do the other lines: a person should look. */
	asked: boolean
}

/** More of one day and amount than so many are not compared by their words. */
const MOST_CANDIDATES = 24

/**
 * Pairs lines of a file with lines that files of other forms of its account had: of one day and amount, and the same way. Each is at most one,
 * so of two equal purchases in a file the second is one of its own.
 *
 * @param items lines that nothing has under their own id
 * @param all of the file's lines: by all of them it is told whether the two have the same to say
 */
export async function pairForms<Line extends FormLine>(
	items: PlanItem[],
	lines: Line[],
	{ account, all, rest }: { account: string; all: PlanItem[]; rest?: Rest },
): Promise<Pair<Line>[]> {
	const dated = all.map(datedAmount)
	const likeness = (of: Line[]) => likenessOf(dated, of).likeness
	const own = lines.filter((line) => line.account !== '' && isSameName(line.account, account))
	const ofNobody = lines.filter((line) => line.account === '')
	const ofOwn = likeness(own)
	const isAlike = ofOwn === 'same'
	const isOther = ofOwn === 'other'
	const book = new Map<string, Line[]>()
	// Where nobody said whose the lines are, they are this account's only if it has them all.
	for (const line of likeness(ofNobody) === 'same' ? [...own, ...ofNobody] : own) add(book, keyOf(line), line)
	const edges: Edge<Line>[] = []
	const alike = new Map<string, PlanItem[]>()
	/** Days and amounts of which some line's words tell which line it is. */
	const told = new Set<string>()
	await eachOf(items, rest, (item, at) => {
		const key = keyOf(datedAmount(item))
		const there = book.get(key)
		if (!there) return
		const turn = alike.get(key)?.length ?? 0
		add(alike, key, item)
		const found: Edge<Line>[] = []
		for (let step = 0; step < Math.min(there.length, MOST_CANDIDATES); step++) {
			const line = there[(turn + step) % there.length]!
			if (!agree(item, line, account)) continue
			const words = wordsInCommon(item.description, line.description)
			if (words > 0) told.add(key)
			found.push({
				line: at,
				slot: line,
				name: line.key,
				isSure: words > 0 || !isOther,
				cost: [item.kind === line.kind ? 0 : 1, -words],
				lineLook: normalise(item.description),
				slotLook: normalise(line.description),
			})
		}
		edges.push(...found.sort(byCost))
	})
	return assign(edges).map(({ line, edges: own, chosen }) => {
		const item = items[line]!
		const key = keyOf(datedAmount(item))
		const others = alike.get(key)!
		const isTooFew = others.length > book.get(key)!.length
		const isUnclear =
			isTooFew &&
			!told.has(key) &&
			others.some(({ description }) => !isSameName(description, item.description))
		const words = chosen ? -chosen.cost[1]! : 0
		return {
			item,
			candidates: own.map(({ slot }) => slot),
			proposed: chosen?.slot ?? null,
			// One that is left over, as many as could be having found theirs, is new.
			asked: chosen
				? isUnclear || (words === 0 && !isAlike && chosen.slot.account !== '')
				: isOther || isUnclear,
		}
	})
}

/** Lines that are recorded already from files of another form, to be confirmed as such. */
export async function matchForms(
	items: PlanItem[],
	lines: RecordedFormLine[],
	of: { account: string; all: PlanItem[]; rest?: Rest },
): Promise<LineMatch[]> {
	const pairs = (await pairForms(items, lines, of)).filter(({ proposed, asked }) => proposed || asked)
	return pairs.map(({ item, candidates, proposed, asked }) => ({
		item,
		candidates: candidates.map(({ purchase }) => purchase),
		proposed: proposed?.purchase ?? null,
		asked,
	}))
}

/** Whether a file is of one account, which its own lines do not name. */
export const isOfOneAccount = ({ type, namesAccounts }: Plan['file']): boolean =>
	type !== 'app' && !namesAccounts

export const datedAmount = ({ day, amount_cents, part }: PlanItem): DatedAmount => ({
	day,
	cents: amount_cents,
	part,
})

/** The first and the last day of some lines. */
export function daysOf(items: PlanItem[]): { from: LocalDay; to: LocalDay } | null {
	if (items.length === 0) return null
	let [from, to] = [items[0]!.day, items[0]!.day]
	for (const { day } of items) {
		if (day < from) from = day
		if (day > to) to = day
	}
	return { from, to }
}

function add<Value>(book: Map<string, Value[]>, key: string, value: Value): void {
	const there = book.get(key)
	if (there) there.push(value)
	else book.set(key, [value])
}

function agree(item: PlanItem, line: FormLine, account: string): boolean {
	if (item.part !== null && line.part !== null && item.part !== line.part) return false
	const [way, other] = [wayOf(item, account), wayOf(line, account)]
	return way === null || other === null || way === other
}

/** Where the money went, seen from the account; null: a transfer does not say. */
function wayOf(
	{ kind, source, to_source }: Pick<PlanItem, 'kind' | 'source' | 'to_source'>,
	account: string,
): 'in' | 'out' | null {
	if (kind !== 'transfer') return kind === 'expense' ? 'out' : 'in'
	if (source === null && to_source === null) return null
	if (source === null || isSameName(to_source, account)) return 'in'
	return 'out'
}
