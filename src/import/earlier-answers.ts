import type { LocalDay } from '../ledger/types'
import type { FileFacts } from './inbox-rows'
import type { DateOrder, Plan, PlanOptions } from './types'

/** What an earlier import was told of a file: it is part of what makes its lines those lines. */
export interface Told {
	/** Empty: nothing was said. */
	account: string
	order: DateOrder | null
	until: LocalDay | null
	/** Of these very bytes. */
	sameFile: boolean
}

/** What is kept of a file with each of its lines. */
export const factsOf = (
	file: string,
	bytes: string,
	{ form, account, order, until }: Plan['file'],
): FileFacts => ({
	file,
	bytes,
	form,
	account: account ?? '',
	order,
	until,
})

/** The same, as a payload gives it back. */
export const toldBy = (
	{ account, order, until }: Partial<Record<'account' | 'order' | 'until', string | null>>,
	sameFile: boolean,
): Told => ({
	account: account ?? '',
	order: order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : null,
	until: until ?? null,
	sameFile,
})

/**
 * The options of reading a file, or others with what an earlier import was told where nobody says otherwise now. The very file that was sent before
 * keeps its account, whatever is said: else each of its lines would be another.
 */
export function withTold<Options extends Pick<PlanOptions, 'answers' | 'until'>>(
	options: Options,
	told: Told | null,
): Options {
	if (!told) return options
	const { account, order } = options.answers ?? {}
	const answers = {
		...options.answers,
		account: told.sameFile ? told.account : (account ?? told.account),
		...(told.order && order === undefined ? { order: told.order } : {}),
	}
	const until = told.sameFile && told.until !== null ? { until: told.until } : {}
	const isNews = answers.account !== account || answers.order !== order || 'until' in until
	return isNews ? { ...options, answers, ...until } : options
}

/** Whether the account of an earlier import stands in for the question that a plan asked: a file that names its accounts asks none. */
export const isAccountRemembered = (
	{ questions }: Plan,
	{ answers }: Pick<PlanOptions, 'answers'>,
	known: Pick<PlanOptions, 'answers'>,
): boolean =>
	known.answers?.account !== answers?.account &&
	(answers?.account !== undefined || questions.some(({ id }) => id === 'account'))
