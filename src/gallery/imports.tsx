import { type Component, createEffect, untrack } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { type ImportInbox, ImportStopped, type InboxAnswer, type RecordedPurchase } from '../import/index'
import { ImportSteps } from '../import-page/ImportPage'
import { ImportState } from '../import-page/state'
import { DAY_MS } from '../ledger/day'
import { LONG_NAME } from './fixtures'

/** The import of a file at each of its steps, over an inbox that answers as the state wants it. */

const never = <T,>(): Promise<T> => new Promise(() => {})

/** Where a line of a file stands in the ledger, or what becomes of it. */
interface Answers {
	/** What the ledger has of the last lines of the file, the last first. */
	last?: ('here' | 'undone' | 'refused')[]
	/** What was recorded by chat; null: nobody may look. */
	recorded?: RecordedPurchase[] | null
	/** The accounts that earlier imports of this form were told, the newest first. */
	account?: string | string[]
	/** Asked what it has, the inbox does not answer. */
	isSlow?: boolean
	/** Asked what it has, it is not reached. */
	isCut?: boolean
	/** What posting rows does; unsaid: each is recorded. */
	posting?: 'half' | 'cut' | 'refuses some'
}

class GalleryInbox implements ImportInbox {
	private posts = 0
	constructor(private readonly answers: Answers) {}

	async post(rows: { message_id: string }[]): Promise<InboxAnswer[]> {
		const { posting } = this.answers
		if (posting === 'cut') throw new ImportStopped('Failed to fetch', 'no_answer')
		if (posting === 'half' && this.posts++ > 0) return never()
		return rows.map(({ message_id }, at) => {
			const isRefused = posting === 'refuses some' && at % 7 === 5
			return answer(message_id, isRefused ? 'refused' : 'here')
		})
	}
	async find(ids: string[]): Promise<InboxAnswer[]> {
		if (this.answers.isSlow) return never()
		if (this.answers.isCut) throw new ImportStopped('Failed to fetch', 'no_answer')
		const { last = [] } = this.answers
		return ids.toReversed().flatMap((id, at) => (last[at] ? [answer(id, last[at])] : []))
	}
	async toldOf() {
		const accounts = [this.answers.account ?? []].flat().map((account) => ({ account, person: null }))
		return accounts.length > 0
			? { ...accounts[0]!, type: null, order: null, until: null, by: 'form' as const, accounts }
			: null
	}
	async earlierLines() {
		return { lines: [], isWhole: true }
	}
	async otherForms() {
		return []
	}
	async transactionsHere() {
		return []
	}
	async undone(ids: string[]) {
		return ids.filter((id) => id.startsWith('undone')).map((id) => ({ transaction_id: id, revision: 7 }))
	}
	async correct(rows: { message_id: string }[]): Promise<InboxAnswer[]> {
		return rows.map(({ message_id }) => answer(message_id, 'here'))
	}
	async recorded() {
		return this.answers.recorded === undefined ? [] : this.answers.recorded
	}
}

const answer = (message_id: string, what: 'here' | 'undone' | 'refused'): InboxAnswer => ({
	message_id,
	status: what === 'refused' ? 'rejected' : 'accepted',
	reason: what === 'refused' ? 'occurred_at_out_of_range' : null,
	transaction_id: what === 'refused' ? null : `${what} ${message_id}`,
	person: null,
	bytes: null,
})

const iso = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
/** A day of some days ago, as a statement writes it. */
const ago = (days: number): string => iso(days).split('-').reverse().join('/')

const STATEMENT = [
	`${ago(66)};Uber *Trip;-23,90`,
	`${ago(60)};Salário;6.400,00`,
	`${ago(52)};PIX ENVIADO MERCADO SAO JOSE;-184,32`,
	`${ago(41)};Uber *Trip;-18,90`,
	`${ago(33)};PAGAMENTO FATURA CARTAO;-2.310,45`,
	`${ago(32)};Mensalidade da escola;-980,00`,
	`${ago(30)};Salário;6.400,00`,
	`${ago(24)};Padaria Bela Vista;-27,80`,
	`${ago(22)};Estorno Livraria da Vila;59,90`,
	`${ago(20)};Farmácia do Bairro;-96,45`,
	`${ago(19)};Uber *Trip;-31,20`,
	`${ago(17)};Saldo do dia;4.112,07`,
	`${ago(15)};Sem valor;abc`,
	`${ago(14)};Conta de luz;-211,38`,
	`${ago(13)};Cinema no shopping;-68,00`,
	`${ago(12)};Ração da Mel;-129,90`,
]
/** A card's bill, as Nubank writes it. */
const BILL: string[] = [
	[40, 'Mercado Sao Jose', '184.32'],
	[38, 'Geladeira nova - Parcela 3/10', '289.00'],
	[36, 'Uber *Trip', '23.90'],
	[33, 'Pagamento recebido', '-2310.45'],
	[30, 'Estorno de "Livraria da Vila"', '-59.90'],
	[28, 'Posto Ipe', '210.00'],
].map(([days, title, amount]) => `${iso(Number(days))},${title},${amount}`)

const file = (lines: string[], name = 'extrato-outubro-novembro.csv', header = 'Data;Descrição;Valor') =>
	new File([[header, ...lines].join('\n')], name)

const purchase = (
	description: string,
	reais: number,
	days: number,
	source: string | null,
): RecordedPurchase => ({
	transaction_id: description,
	message_id: description,
	item: 0,
	kind: 'expense',
	amount_cents: Math.round(reais * 100),
	occurred_at: Date.now() - days * DAY_MS,
	description,
	source,
	to_source: null,
	person: 'Ana',
	installments: 1,
	part: null,
	parts: null,
	bill_month: null,
	given_month: null,
	moves: null,
	taken: [],
})

const BY_CHAT = [
	purchase('mercado', 184.32, 52, 'Pix'),
	purchase('pão e leite', 27.8, 24, null),
	purchase('remédio', 96.45, 21, null),
]

/** Walks an import as far as a state shows it, over an inbox of its own. */
function importAt(
	answers: Answers,
	walk: (state: ImportState, place: HTMLElement) => Promise<unknown> | undefined,
	corrections = true,
): Component {
	return () => {
		const session = useLedgerSession()
		let place!: HTMLDivElement
		const state = new ImportState({
			...session,
			backend: { ...session.backend, imports: () => new GalleryInbox(answers) },
			ledger: () => ({ ...session.ledger(), corrections }),
		})
		// A file is read by what the ledger has.
		createEffect(() => session.directory() && untrack(() => void walk(state, place)))
		return (
			<div ref={place} data-page="import">
				<ImportSteps state={state} />
			</div>
		)
	}
}

const readPlan =
	(lines = STATEMENT, name?: string) =>
	(state: ImportState) =>
		state.choose(file(lines, name))
const send = async (state: ImportState) => {
	await state.choose(file(STATEMENT))
	state.leaveWithoutAccount()
	await state.send()
}

/** By the names of their states. */
export const IMPORTS: Record<string, Component> = {
	'choose a file': importAt({}, () => undefined),
	'reading it': importAt({}, (state) =>
		state.choose(Object.assign(file(STATEMENT), { arrayBuffer: () => never<ArrayBuffer>() })),
	),
	'no table in it': importAt({}, (state) => state.choose(new File(['nada'], 'foto.csv'))),
	'an old workbook': importAt({}, (state) =>
		state.choose(new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])], 'velho.xls')),
	),
	'asking the ledger': importAt({ isSlow: true }, readPlan()),
	'no answer from it': importAt({ isCut: true }, readPlan()),
	'a plan': importAt({ recorded: BY_CHAT, last: ['here', 'undone', 'refused'] }, readPlan()),
	'sent without an account': importAt({}, async (state) => {
		await state.choose(file(STATEMENT))
		await state.send()
	}),
	"a card's bill": importAt({ account: 'Visa 4417' }, (state) =>
		state.choose(file(BILL, 'Nubank_2026-11.csv', 'date,title,amount')),
	),
	'two accounts of one form': importAt({ account: ['Conta Nubank', 'Conta da Ana'] }, readPlan()),
	'long names': importAt(
		{},
		readPlan(STATEMENT.map((line) => line.replace(/;(?=[^;]*$)/, ` ${LONG_NAME};`))),
	),
	'nothing new': importAt({ last: STATEMENT.map(() => 'here' as const) }, readPlan()),
	'not looked for by chat': importAt({ recorded: null }, readPlan()),
	'corrections off': importAt({ recorded: BY_CHAT }, readPlan(), false),
	'on its way': importAt({ posting: 'half' }, async (state) => {
		await state.choose(file(Array.from({ length: 900 }, (_, at) => `${ago(40)};Compra ${at};-${at + 1},00`)))
		state.leaveWithoutAccount()
		await state.send()
	}),
	'cut off': importAt({ posting: 'cut' }, send),
	done: importAt({ recorded: BY_CHAT, last: ['here'] }, send),
	'done, some refused': importAt({ posting: 'refuses some' }, send),
	'asked to undo': importAt({}, async (state, place) => {
		await send(state)
		place.querySelector<HTMLButtonElement>('.btn-danger')?.click()
	}),
	undone: importAt({}, async (state) => {
		await send(state)
		await state.undo()
	}),
}
