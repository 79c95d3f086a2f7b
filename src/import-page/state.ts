import { batch, createSignal } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { BackendError } from '../backend/types'
import { createRest } from '../feed/browser'
import {
	allMatches,
	type Change,
	type Compared,
	changed,
	compareWithInbox,
	eachOf,
	type FileProblem,
	factsOf,
	fileFingerprint,
	ImportFileError,
	type ImportInbox,
	type ImportSent,
	ImportStopped,
	type KnownLedger,
	type LineMatch,
	lookForMatches,
	MatchChoices,
	type Memory,
	type Plan,
	type PlanItem,
	type PlanOptions,
	planWithMemory,
	type QuestionId,
	type RecordedPurchase,
	type RememberedPlan,
	sendImport,
	takeBack,
} from '../import/index'
import { normalise } from '../ledger/name'
import type { BillMonth, LedgerSettings } from '../ledger/types'
import { countAttempt } from '../ui/form'

/** Where an import stands. `reading`: the file is planned and compared with the ledger. */
export type Step = 'choose' | 'reading' | 'plan' | 'sending' | 'done'

/** What went wrong, for the page's words: with the file, or on the way. */
export type Trouble =
	| { file: FileProblem; detail: string }
	| { way: 'network' | 'refused' | 'not_allowed'; detail: string }

/** What became of the lines that were sent, and whether it was taken back. */
export type Outcome = ImportSent & { undone: boolean }

/** One import on the page: a file, its plan, what a person changes of it, and its sending. */
export class ImportState {
	private readonly stepSignal = createSignal<Step>('choose')
	readonly step = this.stepSignal[0]
	private readonly fileNameSignal = createSignal<string>('')
	readonly fileName = this.fileNameSignal[0]
	private readonly planSignal = createSignal<Plan | null>(null)
	readonly plan = this.planSignal[0]
	private readonly comparedSignal = createSignal<Compared | null>(null)
	/** Null until the ledger was asked what it has already. */
	readonly compared = this.comparedSignal[0]
	private readonly comparingSignal = createSignal(false)
	/** Lines of another kind than before are looked for in what the ledger has: nothing is sent meanwhile. */
	readonly isComparing = this.comparingSignal[0]
	private readonly choicesSignal = createSignal<MatchChoices | null>(null)
	private readonly choices = this.choicesSignal[0]
	private readonly troubleSignal = createSignal<Trouble | null>(null)
	readonly trouble = this.troubleSignal[0]
	private readonly progressSignal = createSignal<{ done: number; all: number }>({ done: 0, all: 0 })
	/** Lines sent, of how many. */
	readonly progress = this.progressSignal[0]
	private readonly outcomeSignal = createSignal<Outcome | null>(null)
	readonly outcome = this.outcomeSignal[0]
	private readonly rememberedSignal = createSignal<string | null>(null)
	/** The account that an earlier import was told. */
	readonly remembered = this.rememberedSignal[0]
	private readonly sentAsSignal = createSignal<string | null>(null)
	/** The very file was sent as of this account and still counts, whatever is said now. */
	readonly sentAs = this.sentAsSignal[0]
	private readonly accountsSignal = createSignal<string[]>([])
	/** Accounts of earlier files that it may be of. */
	readonly accounts = this.accountsSignal[0]
	private readonly accountlessSignal = createSignal(false)
	/** Somebody said that it is of no account. */
	readonly isAccountless = this.accountlessSignal[0]
	private readonly missingSignal = createSignal(false)
	/** It was to be sent before anybody said whose file it is. */
	readonly isAccountMissing = this.missingSignal[0]
	private readonly optionsSignal = createSignal<Pick<PlanOptions, 'answers' | 'columns'>>({})
	readonly options = this.optionsSignal[0]
	private readonly changedSignal = createSignal<number>(0)
	/** Increases whenever a person changed a text's kind or category. */
	readonly changed = this.changedSignal[0]
	private readonly inbox: ImportInbox
	private readonly changes = new Map<string, Change>()
	/** Which bill a payment pays, where a person said so: by the line's message id. */
	private readonly bills = new Map<string, BillMonth>()
	/** Lines as the plan judged them, by what was made of them. */
	private readonly judged = new WeakMap<PlanItem, PlanItem>()
	private readonly keys = new Map<string, string>()
	private readonly rest = createRest()
	private undoneAt: number | null = null
	private bytes = new Uint8Array()
	private fingerprint = ''
	/** A later reading makes earlier ones pointless. */
	private reading = 0
	/** The same of looking for matches anew. */
	private matching = 0

	constructor(private readonly session: LedgerSession) {
		this.inbox = session.backend.imports(session.ledger())
	}

	/** Says why nothing is taken of a file that a viewer dropped. */
	refuseFile(): void {
		this.troubleSignal[1]({ way: 'not_allowed', detail: '' })
	}

	/** Begins anew. */
	reset(): void {
		this.reading++
		this.changes.clear()
		this.bills.clear()
		this.keys.clear()
		// First, since what is shown at each step reads what that step has.
		this.stepSignal[1]('choose')
		this.optionsSignal[1]({})
		this.planSignal[1](null)
		this.comparedSignal[1](null)
		this.comparingSignal[1](false)
		this.choicesSignal[1](null)
		this.troubleSignal[1](null)
		this.outcomeSignal[1](null)
		this.rememberedSignal[1](null)
		this.sentAsSignal[1](null)
		this.accountsSignal[1]([])
		this.accountlessSignal[1](false)
		this.missingSignal[1](false)
	}

	async choose(file: File): Promise<void> {
		this.reset()
		this.fileNameSignal[1](file.name)
		this.stepSignal[1]('reading')
		this.bytes = new Uint8Array(await file.arrayBuffer())
		this.fingerprint = await fileFingerprint(this.bytes, this.rest)
		await this.read()
	}

	/** Whether nobody and nothing says whose file it is, which is part of what makes a line that line. Reactive. */
	needsAccount(): boolean {
		const question = this.plan()?.questions.find(({ id }) => id === 'account')
		return question?.reason === 'account_unsaid' && !this.isAccountless()
	}

	/** Whether something of it is planned and not sent, or on its way. Reactive. */
	isUnsent(): boolean {
		if (this.step() === 'sending') return true
		return this.step() === 'plan' && (this.newItems().length > 0 || this.matchedCount() > 0)
	}

	/** Says that it is of no account. */
	leaveWithoutAccount(): void {
		this.accountlessSignal[1](true)
		this.missingSignal[1](false)
	}

	/** Answers a question, and reads the file again by it. */
	async answer(id: QuestionId, value: string): Promise<void> {
		if (id === 'account') this.missingSignal[1](false)
		this.optionsSignal[1]({ ...this.options(), answers: { ...this.options().answers, [id]: value } })
		await this.read()
	}

	/** Reads the file again as it was told, after something went wrong on the way. */
	async again(): Promise<void> {
		this.troubleSignal[1](null)
		await this.read()
	}

	/** Takes a column for a field; null: as found. */
	async setColumn(field: keyof NonNullable<PlanOptions['columns']>, position: number | null): Promise<void> {
		const columns = { ...this.options().columns }
		if (position === null) delete columns[field]
		else columns[field] = this.plan()?.file.header[position] || String(position + 1)
		this.optionsSignal[1]({ ...this.options(), columns })
		await this.read()
	}

	/** Lines with one key have the same text. */
	keyOf(description: string): string {
		let key = this.keys.get(description)
		if (key === undefined) {
			key = normalise(description)
			this.keys.set(description, key)
		}
		return key
	}

	/** Changes the kind or category of all lines with a text. Of another kind, a line may be another purchase of the ledger. */
	change(description: string, change: Change): void {
		const key = this.keyOf(description)
		this.changes.set(key, { ...this.changes.get(key), ...change })
		this.changedSignal[1](this.changed() + 1)
		// Where the ledger has not answered yet, the reading looks when it has.
		if (change.kind && this.compared()) void this.matchAnew()
	}

	/** Says which bill a payment pays. Of another bill, a line may be another payment of the ledger. */
	payBill({ message_id }: PlanItem, bill: BillMonth): void {
		this.bills.set(message_id, bill)
		this.changedSignal[1](this.changed() + 1)
		if (this.compared()) void this.matchAnew()
	}

	/** A line as it will be sent, with what a person changed. Reactive. */
	shown(item: PlanItem): PlanItem {
		this.changed()
		if (this.changes.size === 0 && this.bills.size === 0) return item
		const judged = this.judged.get(item) ?? item
		const change = this.changes.get(this.keyOf(item.description))
		const bill = this.bills.get(item.message_id)
		if (!change && bill === undefined) return item
		const shown = { ...changed(judged, change ?? {}, this.plan()!.file), message_id: item.message_id }
		if (bill !== undefined && shown.kind === 'transfer') shown.bill_month = bill
		this.judged.set(shown, judged)
		return shown
	}

	/** Which recorded purchase a line is; null: it is one of its own. Reactive. */
	purchaseOf(match: LineMatch): RecordedPurchase | null {
		this.changed()
		return this.choices()?.of(match) ?? null
	}

	/** Says which purchase a line is; null: one of its own. */
	take(match: LineMatch, purchase: RecordedPurchase | null): void {
		this.choices()?.choose(match, purchase)
		this.changedSignal[1](this.changed() + 1)
	}

	/** Says it of all lines. */
	takeAll(answer: (match: LineMatch) => RecordedPurchase | null): void {
		for (const match of this.choices()?.matches ?? []) this.choices()!.choose(match, answer(match))
		this.changedSignal[1](this.changed() + 1)
	}

	/** Lines to record: new ones, those that a person says are new, and undone ones that come back. Reactive. */
	newItems(): PlanItem[] {
		this.changed()
		const compared = this.compared()
		if (!compared) return this.plan()!.items
		const own = [...compared.fresh, ...(this.choices()?.fresh() ?? [])]
		return [...own, ...this.comingBack(compared).map(({ item }) => item)]
	}

	/** Whether this import would change something that is recorded, and may not. Reactive. */
	leavesAsIs(): boolean {
		this.changed()
		const changes = (this.choices()?.confirmed().length ?? 0) + (this.compared()?.undone.length ?? 0)
		return changes > 0 && !this.mayCorrect()
	}

	/** Whether what is recorded may be changed: an owner can switch that off. Then an import only records what is new. Reactive. */
	mayCorrect(): boolean {
		return this.session.ledger().corrections
	}

	private comingBack({ undone }: Compared): Compared['undone'] {
		return this.mayCorrect() ? undone : []
	}

	/** How many lines are purchases that are recorded already. Reactive. */
	matchedCount(): number {
		this.changed()
		return this.mayCorrect() ? (this.choices()?.confirmed().length ?? 0) : 0
	}

	/** Sends what is new, brings back what was undone, and confirms what was recorded by chat. Cut off, it can be sent again. */
	async send(): Promise<void> {
		const compared = this.compared()
		const plan = this.plan()
		if (!compared || !plan || this.isComparing() || this.step() !== 'plan') return
		if (this.needsAccount()) {
			countAttempt()
			this.missingSignal[1](true)
			return
		}
		const matches = this.mayCorrect() ? (this.choices()?.confirmed() ?? []) : []
		const fresh = [...compared.fresh, ...(this.choices()?.fresh() ?? [])].map((item) => this.shown(item))
		const undone = this.comingBack(compared)
		const all = fresh.length + undone.length + matches.length
		const file = factsOf(this.fileName(), this.fingerprint, plan.file)
		this.troubleSignal[1](null)
		this.progressSignal[1]({ done: 0, all })
		this.stepSignal[1]('sending')
		try {
			const sent = await sendImport(
				[{ file, fresh, undone, matches, hereBefore: compared.hereBefore }],
				this.inbox,
				this.session.ledger().timezone,
				{ onProgress: (done) => this.progressSignal[1]({ done, all }), rest: this.rest },
			)
			this.undoneAt = null
			this.outcomeSignal[1]({
				...sent,
				hereBefore: compared.hereBefore.length + sent.hereBefore,
				undone: false,
			})
			this.stepSignal[1]('done')
		} catch (error) {
			this.troubleSignal[1](wayTrouble(error))
			// What was recorded before the cut is here before now.
			await this.read()
		}
	}

	/** Takes back all that this import did. */
	async undo(): Promise<void> {
		const outcome = this.outcome()
		if (!outcome || outcome.undone) return
		// One name for all tries: what a cut one undid counts once.
		this.undoneAt ??= Date.now()
		const rows = outcome.undo(this.undoneAt)
		this.progressSignal[1]({ done: 0, all: rows.length })
		this.stepSignal[1]('sending')
		try {
			await takeBack(rows, this.inbox, (done) => this.progressSignal[1]({ done, all: rows.length }))
			this.outcomeSignal[1]({ ...outcome, undone: true })
		} catch (error) {
			this.troubleSignal[1](wayTrouble(error))
		}
		this.stepSignal[1]('done')
	}

	private async read(): Promise<void> {
		const mine = ++this.reading
		const isCurrent = () => mine === this.reading
		this.comparingSignal[1](false)
		try {
			const { plan, remembered, sentAs, choices } = await this.planned()
			if (!isCurrent()) return
			// The page counts lines of one text as soon as it has the plan.
			await eachOf(plan.items, this.rest, ({ description }) => this.keyOf(description))
			if (!isCurrent()) return
			this.comparedSignal[1](null)
			this.choicesSignal[1](null)
			this.rememberedSignal[1](remembered)
			this.sentAsSignal[1](sentAs)
			if (choices.length > 0) this.accountsSignal[1](choices)
			this.planSignal[1](plan)
			this.stepSignal[1]('plan')
			const compared = await compareWithInbox(plan.items, this.fingerprint, this.inbox, {
				ledger: this.knownLedger(),
				file: plan.file,
				rest: this.rest,
			})
			if (!isCurrent()) return
			batch(() => {
				this.choicesSignal[1](new MatchChoices(allMatches(compared)))
				this.comparedSignal[1](compared)
			})
			if (this.bills.size > 0 || [...this.changes.values()].some(({ kind }) => kind)) await this.matchAnew()
		} catch (error) {
			if (!isCurrent()) return
			this.troubleSignal[1](
				error instanceof ImportFileError ? { file: error.problem, detail: error.detail } : wayTrouble(error),
			)
			if (!this.plan()) this.stepSignal[1]('choose')
		}
	}

	/** Looks for the lines that are new, as they are now, among what was recorded by chat. What a person said of a line still holds. */
	private async matchAnew(): Promise<void> {
		const compared = this.compared()
		const before = this.choices()
		if (!compared || !before) return
		const { reading } = this
		const mine = ++this.matching
		const isCurrent = () => mine === this.matching && reading === this.reading
		const lines = [...compared.fresh, ...(compared.matches ?? []).map(({ item }) => item)]
		this.comparingSignal[1](true)
		const shown: PlanItem[] = []
		await eachOf(lines, this.rest, (item) => shown.push(this.shown(item)))
		if (!isCurrent()) return
		const found = await lookForMatches(
			shown.sort((a, b) => a.line - b.line),
			compared.recorded,
			{ ledger: this.knownLedger(), rest: this.rest },
		)
		if (!isCurrent()) return
		batch(() => {
			const again = { ...compared, ...found }
			this.choicesSignal[1](new MatchChoices(allMatches(again), before))
			this.comparedSignal[1](again)
		})
		this.comparingSignal[1](false)
	}

	private planned(): Promise<RememberedPlan> {
		const options = {
			ledger: this.knownLedger(),
			fileName: this.fileName(),
			...this.options(),
			rest: this.rest,
		}
		return planWithMemory(this.bytes, this.fingerprint, options, whereAnswered(this.inbox))
	}

	/** What of the ledger helps to read a file. Reactive. */
	knownLedger(): KnownLedger {
		return knownLedger(this.session.directory(), this.session.ledger().timezone, this.session.today())
	}
}

/** Without an answer the file is read as it stands; comparing it, which nothing is sent without, tells what went wrong. */
const whereAnswered = (inbox: ImportInbox): Memory => ({
	toldOf: (file) => inbox.toldOf(file).catch(() => null),
	earlierLines: (days) => inbox.earlierLines(days).catch(() => ({ lines: [], isWhole: true })),
	find: (ids) => inbox.find(ids),
	undone: (ids) => inbox.undone(ids),
})

/** What of the ledger helps to read a file. */
export function knownLedger(directory: LedgerSettings | null, timezone: string, today: string): KnownLedger {
	return {
		timezone,
		today,
		isWhole: directory !== null,
		sources: (directory?.sources ?? []).map(({ id, name, aliases }) => ({
			name,
			aliases,
			cycles: directory!.cycles.filter(({ source_id }) => source_id === id),
			closings: directory!.bill_closings.filter(({ source_id }) => source_id === id),
		})),
	}
}

/** Who became a viewer since the page was opened may read what there is, and record nothing. */
const isNotAllowed = (error: unknown): boolean =>
	(error instanceof ImportStopped && error.why === 'not_allowed') ||
	(error instanceof BackendError && error.code === 'not_allowed')

function wayTrouble(error: unknown): Trouble {
	const detail = error instanceof Error ? error.message : String(error)
	if (isNotAllowed(error)) return { way: 'not_allowed', detail: '' }
	const noAnswer =
		(error instanceof ImportStopped && error.why === 'no_answer') ||
		(error instanceof BackendError && error.code === 'network')
	return { way: noAnswer ? 'network' : 'refused', detail }
}
