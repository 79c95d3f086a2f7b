import { isSameName, type Told, withTold } from './earlier-answers'
import type { EarlierLines, ImportInbox } from './inbox'
import { daysOf } from './other-form'
import { planImport } from './plan'
import type { Plan, PlanItem, PlanOptions } from './types'
import { whoseFile } from './whose-file'

/** What of an inbox tells how a file was read before. */
export type Memory = Pick<ImportInbox, 'toldOf' | 'earlierLines' | 'find' | 'undone'>

export interface RememberedPlan {
	plan: Plan
	/** How it was read: with what earlier imports were told. */
	options: PlanOptions
	/** The account that an earlier import was told, in place of the question. */
	remembered: string | null
	/** The very file was sent as of this account and still counts: another one is not taken. */
	sentAs: string | null
	/** Accounts of earlier files that it may be of. */
	choices: string[]
}

/**
 * Reads a file as earlier imports were told, where nobody says otherwise now.
 *
 * @param fingerprint of its bytes
 * @param inbox null: nobody is asked
 */
export async function planWithMemory(
	bytes: Uint8Array,
	fingerprint: string,
	options: PlanOptions,
	inbox: Memory | null,
): Promise<RememberedPlan> {
	const plan = await planImport(bytes, options)
	const { form, number } = plan.file
	if (!inbox) return { plan, options, remembered: null, sentAs: null, choices: [] }
	const told = await inbox.toldOf({ bytes: fingerprint, form, number })
	const read = (known: PlanOptions) => (known === options ? plan : planImport(bytes, known))
	const choices = (told?.accounts ?? []).flatMap(({ account }) => account || [])
	const plain = { options, remembered: null, sentAs: null, choices }
	const said = options.answers?.account
	if (plan.file.namesAccounts) return { ...plain, plan: await read(withTold(options, told)) }
	if (said !== undefined) {
		const other = told?.by === 'bytes' && !isSameName(told.account, said) ? told : null
		const known = withTold(options, told)
		const plan = await read(known)
		return other
			? sentBefore(plan, { ...plain, options: known }, other, { bytes, inbox })
			: { ...plain, options: known, plan }
	}
	const isKnown = told?.by === 'bytes' || (told?.by === 'number' && told.account !== '')
	const whose = isKnown ? told : whoseFile(await unnamed(plan, told, options, inbox))
	if (whose && 'proposed' in whose) {
		const known = { ...withTold(options, told, null), account: whose }
		return { ...plain, options: known, plan: await read(known), choices: whose.choices }
	}
	const known = withTold(options, told, whose?.account ?? null)
	const isAsked = plan.questions.some(({ id }) => id === 'account')
	const remembered = isAsked ? (known.answers?.account ?? null) : null
	return { ...plain, options: known, plan: await read(known), remembered }
}

/**
 * The very file was sent as of another account than is said now. Whatever of it still counts would count twice: so it stays that
 * account's, until it is taken back. What of it somebody else recorded stays where it is even then.
 */
async function sentBefore(
	now: Plan,
	said: Omit<RememberedPlan, 'plan'>,
	told: Told,
	{ bytes, inbox }: { bytes: Uint8Array; inbox: Memory },
): Promise<RememberedPlan> {
	const known = withTold(said.options, told, told.account)
	const then = await planImport(bytes, known)
	const ids = new Map(then.items.map(({ line, message_id }) => [line, message_id]))
	const hasMoved = now.items.some(({ line, message_id }) => ids.get(line) !== message_id)
	if (!hasMoved) return { ...said, plan: now }
	const found = await inbox.find([...ids.values()])
	const answers = new Map(
		found.flatMap((answer) => (answer.transaction_id ? [[answer.message_id, answer]] : [])),
	)
	const undone = await inbox.undone([...answers.values()].map(({ transaction_id }) => transaction_id!))
	const gone = new Set(undone.map(({ transaction_id }) => transaction_id))
	const counting = [...answers.values()].filter(({ transaction_id }) => !gone.has(transaction_id!))
	if (counting.some(({ action }) => action !== 'amend'))
		return { ...said, options: known, plan: then, remembered: told.account, sentAs: told.account }
	const kept = new Set(counting.map(({ message_id }) => message_id))
	const items = now.items.map((item): PlanItem => {
		const before = ids.get(item.line)
		return before !== undefined && kept.has(before) ? { ...item, message_id: before } : item
	})
	return { ...said, plan: { ...now, items } }
}

async function unnamed(
	{ items, file }: Plan,
	told: Told | null,
	{ ledger, constants }: PlanOptions,
	inbox: Memory,
) {
	return {
		items,
		hasNewNumber: file.number !== null,
		accounts: told?.accounts ?? [],
		earlier: await linesAbout(items, inbox, ledger.timezone),
		person: constants?.person ?? null,
		bank: file.account,
	}
}

async function linesAbout(items: PlanItem[], inbox: Memory, timezone: string): Promise<EarlierLines> {
	const days = daysOf(items)
	return days ? inbox.earlierLines({ ...days, timezone }) : { lines: [], isWhole: true }
}
