import type { settings } from '../source/settings.ts'

/** What the model understood, as its schema has it; what is left out is null. */
export interface UnderstoodItem {
	action?: 'record' | 'amend' | 'void' | 'restore'
	target?: number
	of?: string
	kind?: 'expense' | 'income' | 'refund' | 'transfer'
	description?: string
	amount?: string | number
	currency?: string
	per_installment?: boolean
	installments?: number
	category?: string
	source?: string
	to_source?: string
	person?: string
	date?: string
	bill?: string
	parts?: 'forward' | 'cancel'
	from_part?: number
	last_parts?: number
}

export interface Question {
	/** Goes on from the question before. */
	follows?: boolean
	about: 'spending' | 'budget' | 'bill'
	from?: string
	to?: string
	category?: string
	source?: string
	person?: string
	text?: string
}

/** The model's answer to one message; an HTTP status, or a text that is no JSON, where it fails. */
export type Understood =
	| { intent: 'record'; items: UnderstoodItem[] }
	| { intent: 'question'; question: Question }
	| { intent: 'other' }
	| { status: number }
	| { words: string }

export type DoorName = 'meta' | 'evolution' | 'waha' | 'telegram' | 'plain'

/** One message of one person, and what must come of it. */
export interface Turn {
	/** Ana and Bruno are known by their numbers; Zé is a stranger, and so is Bia, who has a username and no number. */
	from?: 'ana' | 'bruno' | 'zé' | 'bia'
	door?: DoorName
	/** What is said: the text, the caption, or what the recording says. */
	says?: string
	kind?:
		| 'text'
		| 'audio'
		| 'image'
		| 'document'
		| 'sticker'
		| 'edit'
		| 'unreadable edit'
		| 'revoke'
		| 'undelivered'
	/** Answers the n-th message of the dialogue (from 0): a person's own, or the agent's reply to it; or one that nobody knows. */
	answers?: { message: number } | { reply: number } | { unknown: string }
	/** Presses a button, or chooses from the list, of the agent's reply to the n-th message. */
	presses?: { of: number; title: string }
	/** The edited or deleted message. */
	of?: number
	forwarded?: boolean
	/** Written in a group, not to the agent. */
	inGroup?: boolean
	/** Of the file; what its kind usually has unless said. */
	mime?: string
	/** The door's id of this message is as long as they come. */
	longId?: boolean
	/** Minutes before now, by the message's own time. */
	ago?: number
	/** Brings the n-th message again, as a door does that got no answer. */
	again?: number
	/** The model's answer; without one, asking the model is a mistake. */
	model?: Understood
	/** What the model is told, each of these; `[file]` stands for a photo or document. */
	told?: string[]
	/** What breaks on the way, this once. */
	breaks?:
		| 'acknowledging'
		| 'download'
		| 'transcription'
		| 'model'
		| 'answer lost'
		| 'database down'
		| 'sending'
	/** What the reply says, each of these; null: no reply. */
	reply: (string | RegExp)[] | null
	/** And what it must not say. */
	never?: (string | RegExp)[]
	/** What its choices are pressed in, and that they are these, by their titles. */
	offers?: { form: 'button' | 'list'; titles: string[] }
	/** Of the door's answer; 200 unless said. */
	status?: number
}

/** A conversation, and what stands in the ledger after it. */
export interface Dialogue {
	name: string
	/** Of the replies; Portuguese unless said. */
	language?: 'en'
	/** Settings that are other ones. */
	settings?: Partial<typeof settings>
	turns: Turn[]
	/** Every purchase that counts: "mercado 52,90", with what else is to be checked: "mercado 52,90 Pix Ana". */
	ledger: string[]
	/** How many items wait under "a conferir". */
	waiting?: number
	/** The replies that people see as not delivered: to whom, and how they begin. */
	undelivered?: string[]
}

export const record = (...items: UnderstoodItem[]): Understood => ({ intent: 'record', items })
export const asks = (question: Question): Understood => ({ intent: 'question', question })
export const other: Understood = { intent: 'other' }

/** A purchase, with the description and amount that nearly all have. */
export const bought = (description: string, amount: string, more: UnderstoodItem = {}): UnderstoodItem => ({
	description,
	amount,
	kind: 'expense',
	...more,
})
export const amend = (more: UnderstoodItem): UnderstoodItem => ({ action: 'amend', ...more })
