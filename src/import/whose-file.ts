import { type EarlierAccount, isSameName } from './earlier-answers'
import type { EarlierLine, EarlierLines } from './inbox'
import { type Alike, likenessOf } from './likeness'
import { datedAmount } from './other-form'
import type { AccountProposal, PlanItem } from './types'

/** What is known of a file that does not say whose it is. */
export interface Unnamed {
	items: PlanItem[]
	/** It has a number of an account, of which none was sent before. */
	hasNewNumber: boolean
	/** Accounts that files of its form were said to be of, the newest first. */
	accounts: EarlierAccount[]
	/** What was recorded of any account in its days. */
	earlier: EarlierLines
	/** Whose lines they are said to be. */
	person: string | null
	bank: string | null
}

/**
 * Whose file it is, as far as earlier imports tell: the one account that its form was ever sent for, as long as nothing speaks against
 * it, stands for the answer. Else a person is asked: the account whose lines the file has is proposed, else that of the same person, else the newest.
 *
 * @returns null where nothing is known
 */
export function whoseFile(file: Unnamed): { account: string } | AccountProposal | null {
	const { accounts, person, hasNewNumber } = file
	const alike = likenesses(file)
	const names = new Set([...accounts.map(({ account }) => account), ...alike.keys()])
	const choices = [...names].filter(Boolean)
	const [common] = [...alike]
		.filter(([, { likeness }]) => likeness === 'same')
		.sort(([, a], [, b]) => b.found - a.found)
	const ask = (proposed: string, reason: AccountProposal['reason']): AccountProposal => ({
		proposed: proposed || null,
		reason,
		choices: proposed && !choices.includes(proposed) ? [proposed, ...choices] : choices,
	})
	const newest = accounts[0]
	if (hasNewNumber || !newest) return common ? ask(common[0], 'lines_in_common') : null
	if (accounts.length > 1) {
		if (common) return ask(common[0], 'lines_in_common')
		const own = person ? accounts.find((one) => isSameName(one.person, person)) : undefined
		if (own) return ask(own.account, 'same_person')
		if (person) return ask(newName(file, choices), 'another_person')
		const likely = accounts.find(({ account }) => alike.get(account)?.likeness !== 'other')
		return likely ? ask(likely.account, 'newest_account') : ask(newName(file, choices), 'other_lines')
	}
	const { likeness = 'none' } = alike.get(newest.account) ?? {}
	if (common && likeness !== 'same') return ask(common[0], 'lines_in_common')
	const isOfAnother = person !== null && !isSameName(newest.person, person)
	if (isOfAnother)
		return likeness === 'same' && newest.person === null
			? { account: newest.account }
			: ask(likeness === 'same' ? newest.account : newName(file, choices), 'another_person')
	if (likeness === 'other') return ask(newName(file, choices), 'other_lines')
	return likeness === 'unclear' ? ask(newest.account, 'newest_account') : { account: newest.account }
}

function likenesses({ items, earlier }: Unnamed): Map<string, Alike> {
	const byAccount = new Map<string, EarlierLine[]>()
	for (const line of earlier.lines) {
		const own = byAccount.get(line.account)
		if (own) own.push(line)
		else byAccount.set(line.account, [line])
	}
	const lines = items.map(datedAmount)
	return new Map([...byAccount].map(([account, own]) => [account, likenessOf(lines, own, earlier.isWhole)]))
}

/** A name that no account has yet, for a person to put right. */
function newName({ bank, person }: Unnamed, taken: string[]): string {
	const base = bank ?? 'Conta'
	if (person) return `${base} de ${person}`
	let number = 2
	while (taken.some((name) => isSameName(name, `${base} ${number}`))) number++
	return `${base} ${number}`
}
