import type { DateOrder, Field, FileType } from '../types'

/**
 * How an app writes a transfer between two of its accounts: a payee with the other account behind a word, a payee that is the other
 * account's name where no category stands, or a category, with both accounts in the description if the app writes them there.
 */
export type AppTransfers =
	| { payee: RegExp }
	| 'payee_is_account'
	| { category: RegExp; description: RegExp | null }

/** `Transferência de Itaú para Carteira`. No public file of an app has it: plain words, under a category that says the same. */
export const FROM_TO = /^transfer[êe]ncia de (.+) para (.+)$/i

/** One bank's or app's own export, where its header alone would not say enough. */
export interface Profile {
	name: string
	/** Where the format is known from. A profile guesses nothing. */
	evidence: string
	type: FileType
	/** Header cells that must all be there, as `normalise` gives them. */
	header: readonly string[]
	/** Columns that general names would not find, or find wrongly; null: the column is not that field. */
	columns?: Partial<Record<Field, string | null>>
	/** What an amount without a minus is, where the file itself cannot prove it. */
	positive?: 'expense' | 'income'
	/** The type column only says again what the signs say: where the two disagree it is asked which way money went. */
	typeChecks?: boolean
	/** The bank, proposed as the name of the source. */
	bank?: string
	/**
	 * The id column is the bank's own id: `unique` of a line, `shared` where a purchase, its fee and its refund may have one, `if_long`
	 * where besides some banks only number the lines of a file. An unknown format's is none: whether it is one could be told
	 * from the file's other lines only, and the next file has others.
	 */
	ownIds?: 'unique' | 'shared' | 'if_long'
	/** How the format writes days, where a file may not prove it. */
	order?: DateOrder
	/** Few names, but nobody else's: other columns may stand beside them. */
	telling?: boolean
	/** Any table may have its names: it is this one only if its days have the year first, and what the household knows of its account counts more. */
	common?: boolean
	/** The account stands in `source` where money went out, in `to_source` where it came in; the other is who it was. */
	places?: 'both'
	/** Painel's own file: a line says all that it is, and nothing is told from its description. */
	isOurs?: boolean
	/** How the app writes a transfer between two of its accounts. */
	transfers?: AppTransfers
	/** The description, as `normalise` gives it, of what an account began with or was set to: no income. */
	opening?: RegExp
	/** What a line without a description is called by. */
	unnamed?: Field
}
