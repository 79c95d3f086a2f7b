import { normalise } from '../ledger/name'
import type { LocalDay } from '../ledger/types'
import type { FileFacts } from './inbox-rows'
import type { DateOrder, FileType, Plan, PlanOptions } from './types'

/** An account that an earlier file was said to be of; empty: nobody named it. */
export interface EarlierAccount {
	account: string
	/** Whose its lines were said to be. */
	person: string | null
}

/** What an earlier import was told of a file: it is part of what makes its lines those lines. */
export interface Told extends EarlierAccount {
	/** What it was said to be, an account's or a card's. */
	type: FileType | null
	order: DateOrder | null
	until: LocalDay | null
	/** Which file that was: these very bytes, one of the account whose number this file has, or only one of this form. */
	by: 'bytes' | 'number' | 'form'
	/** Of a form: all accounts that its files were said to be of, the newest first. */
	accounts: EarlierAccount[]
}

/** What is kept of a file with each of its lines. */
export const factsOf = (
	file: string,
	bytes: string,
	{ form, typeSaid, account, number, order, until }: Plan['file'],
): FileFacts => ({
	file,
	bytes,
	form,
	...(typeSaid === null ? {} : { type: typeSaid }),
	account: account ?? '',
	...(number === null ? {} : { number }),
	order,
	until,
})

/** As a payload gives it back, with the person of its line. */
export type KeptAnswers = Partial<Record<'account' | 'type' | 'order' | 'until' | 'person', string | null>>

const earlierAccount = ({ account, person }: KeptAnswers): EarlierAccount => ({
	account: account ?? '',
	person: person ?? null,
})

/** @param kept of the newest file first; of a form one for each account */
export function toldBy([newest, ...others]: KeptAnswers[], by: Told['by']): Told | null {
	if (!newest) return null
	const { type, order, until } = newest
	return {
		...earlierAccount(newest),
		type: type === 'account' || type === 'card' ? type : null,
		order: order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : null,
		until: until ?? null,
		by,
		accounts: by === 'form' ? [newest, ...others].map(earlierAccount) : [],
	}
}

/**
 * How a file is read: as somebody says now, else as an earlier import was told. Days without a year are those of the very file that
 * was sent.
 *
 * @param account null: a person is asked for it
 */
export function withTold<Options extends Pick<PlanOptions, 'answers' | 'until'>>(
	options: Options,
	told: Told | null,
	account: string | null = options.answers?.account ?? told?.account ?? null,
): Options {
	if (!told) return options
	const { account: said, order, type } = options.answers ?? {}
	const answers = {
		...options.answers,
		...(account === null ? {} : { account }),
		...(told.order && order === undefined ? { order: told.order } : {}),
		...(told.type && type === undefined ? { type: told.type } : {}),
	}
	const until = told.by === 'bytes' && told.until !== null ? { until: told.until } : {}
	const isNews =
		answers.account !== said || answers.order !== order || answers.type !== type || 'until' in until
	return isNews ? { ...options, answers, ...until } : options
}

export const isSameName = (a: string | null, b: string | null): boolean =>
	normalise(a ?? '') === normalise(b ?? '')
