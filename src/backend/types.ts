import type { FeedEvents, LedgerFeed } from '../feed/types'
import type { ImportInbox } from '../import/inbox'
import type { CorrectionItem } from '../ledger/correction'
import type { ReminderSettings } from '../ledger/reminders'
import type {
	Basis,
	BillClosing,
	BillMonth,
	Budget,
	Category,
	InboxItem,
	Ledger,
	Person,
	QuietAgent,
	Recurring,
	RejectReason,
	Role,
	Source,
	SourceCycle,
	ToldTwice,
	UndeliveredReply,
	UnknownText,
} from '../ledger/types'

/** A signed-in person. */
export interface Session {
	userId: string
	email: string
}

/** Closed set of what can go wrong with a request; words and remedy in the catalogues. */
export type BackendErrorCode =
	| 'network'
	| 'invalid_credentials'
	| 'email_not_confirmed'
	| 'session_expired'
	| 'clocks_differ'
	| 'not_allowed'
	| 'corrections_off'
	/** A 403 that is neither the database's nor the auth service's. */
	| 'blocked'
	| 'not_found'
	| 'invalid_input'
	| 'duplicate'
	| 'last_owner'
	| 'rate_limited'
	| 'schema_outdated'
	| 'plan_limit'
	| 'project_paused'
	| 'server'

/** What keeps the server from being asked, as opposed to having said no: it may pass by itself. */
export const PASSING_TROUBLE: ReadonlySet<BackendErrorCode> = new Set([
	'network',
	'server',
	'rate_limited',
	'plan_limit',
	'project_paused',
	'session_expired',
	'clocks_differ',
	'blocked',
])

/** What every `Backend` call rejects with. `field` names the input at fault; `detail` is the server's own sentence. */
export class BackendError extends Error {
	override name = 'BackendError'
	constructor(
		readonly code: BackendErrorCode,
		readonly detail = '',
		readonly field: string | null = null,
	) {
		super(detail || code)
	}
}

/** What an e-mail's code or link is for. */
export type LinkPurpose = 'email' | 'signup' | 'magiclink' | 'recovery' | 'invite' | 'email_change'

/** `one_of_two`: one of two addresses agreed to a change, and nobody is signed in by that. */
export type Used = 'signed_in' | 'one_of_two'

/** Ways in and changes of an account. Rejects with `AuthRefusal` when the auth service says no. Loaded by its first use. */
export interface AccountPort {
	signIn(email: string, password: string): Promise<void>
	/** `known`: it has an account, and nothing was sent. `confirm_again`: so it has, unconfirmed; its first password stays. */
	signUp(email: string, password: string): Promise<'signed_in' | 'confirm' | 'confirm_again' | 'known'>
	/** Sends a code and a link: to sign in with, or to confirm an address with. */
	sendCode(email: string): Promise<void>
	/** The same for a forgotten password. */
	recover(email: string): Promise<void>
	useCode(email: string, code: string, purpose: LinkPurpose): Promise<Used>
	useLink(tokenHash: string, purpose: LinkPurpose): Promise<Used>
	/** Whether this browser has asked for an e-mail that a link of the platform's own may answer. */
	askedHere(): Promise<boolean>
	/** Signs in with what such a link brought back. */
	exchange(code: string): Promise<void>
	/** `nonce`: a code from an e-mail, which a session of yesterday needs. */
	setPassword(password: string, nonce?: string): Promise<void>
	sendNonce(): Promise<void>
	/** Sends an e-mail to the old address and one to the new; both must agree. */
	setEmail(email: string): Promise<void>
	/** Deletes the account for good; rejects with `last_owner` while a ledger has no other owner. `email` repeats its address. */
	deleteAccount(email: string): Promise<void>
}

export interface SessionPort {
	current(): Session | null
	onChange(listener: (session: Session | null) => void): () => void
	/** How somebody comes in, and what they change of their account; null in the demo, which has none. */
	readonly account: AccountPort | null
	/** Whether nobody is signed in because the server ended the session, as opposed to somebody leaving. */
	endedByServer(): boolean
	/** How far this device's clock is ahead of the server's, in ms, as far as is known; negative: behind. */
	clockAhead(): number
	/** Here, or everywhere this person is signed in. Wipes their copy on this device too. */
	signOut(scope?: 'local' | 'global'): Promise<void>
}

export interface Member {
	user_id: string
	email: string
	/** By which the others know them; null: not said yet. */
	name: string | null
	role: Role
	you: boolean
}

export interface Invitation {
	id: string
	email: string
	role: Role
	created_at: number
}

/** An invitation as the invited person sees it. */
export interface MyInvitation {
	id: string
	/** The ledger's name. */
	ledger: string
	/** The name or address of who invited; null: they have no account any more. */
	invited_by: string | null
	role: Role
}

/** Invitations to whoever is signed in: they are asked, and nobody is put into a ledger without saying yes. */
export interface InvitationsPort {
	mine(): Promise<MyInvitation[]>
	/** Joins by the name that the others will see. Answers the ledger's id. */
	accept(id: string, name: string): Promise<string>
	decline(id: string): Promise<void>
}

export interface Agent {
	id: string
	name: string
	created_at: number
	last_used_at: number | null
	revoked_at: number | null
}

export type LabelKind = UnknownText['what']

/** What became of purchases when a label went, and how it is undone. */
export interface LabelChange {
	changed: number
	undo: string
}

/** What a version of a card's cycle would do. */
export interface CycleChange {
	/** How many purchases go to another bill. */
	moves: number
	/** Bills that would be left between two closings without a day of their own. */
	bills_without_days: BillMonth[]
}

/** Settings of one ledger. Reading happens through the feed's directory; these change it. */
export interface SettingsPort {
	renameLedger(name: string): Promise<void>
	setTimezone(timezone: string): Promise<void>
	setBasis(basis: Basis): Promise<void>
	/** Whether editors and owners may put right on the page what agents recorded. */
	setCorrections(allowed: boolean): Promise<void>
	saveCategory(category: Omit<Category, 'id'> & { id?: number }): Promise<number>
	saveSource(source: Omit<Source, 'id'> & { id?: number }): Promise<number>
	/** A version of a card's cycle, valid from its bill on until the next version; in place of one from the same bill. */
	setCycle(cycle: SourceCycle): Promise<void>
	/** What `setCycle` would do, asked before. */
	previewCycle(cycle: SourceCycle): Promise<CycleChange>
	/** Takes one version away: the version before it holds for its bills then. */
	removeCycle(cycle: Pick<SourceCycle, 'source_id' | 'from_month'>): Promise<void>
	savePerson(person: Omit<Person, 'id'> & { id?: number }): Promise<number>
	/** How many purchases are filed under a label: what would follow it into another. */
	labelUses(what: LabelKind, id: number): Promise<number>
	/** All names of the first become names of the second, and past purchases follow. */
	mergeLabels(what: LabelKind, from: number, into: number): Promise<LabelChange>
	/** What was filed under it goes to `moveTo`, or is filed by its texts only. */
	removeLabel(what: LabelKind, id: number, moveTo: number | null): Promise<LabelChange>
	/** Undoes one of these two, exactly, for ten minutes. */
	undoLabelChange(undo: string): Promise<void>
	/** Addresses by which a person writes to the agent; editors and owners only. */
	contacts(personId: number): Promise<string[]>
	addContact(personId: number, address: string): Promise<void>
	removeContact(address: string): Promise<void>
	/** Sent to the agent within a day, it makes its sender a contact of this person. It is in this answer and nowhere else. */
	createJoinCode(personId: number): Promise<{ code: string }>
	/** `closing_date` null removes the override. */
	setBillClosing(closing: Omit<BillClosing, 'closing_date'> & { closing_date: string | null }): Promise<void>
	setBudget(budget: Budget): Promise<void>
	/** Without an id it is a new one. */
	saveRecurring(recurring: Omit<Recurring, 'id'> & { id?: string | undefined }): Promise<void>
	removeRecurring(id: string): Promise<void>
	/** Adds `text` as an alias; every past transaction with it follows. Answers how many changed. */
	mapText(what: LabelKind, text: string, id: number): Promise<number>
	/** Takes the alias away again. */
	unmapText(what: LabelKind, text: string, id: number): Promise<void>

	members(): Promise<{ members: Member[]; invitations: Invitation[] }>
	/** Answers the invitation's id. */
	invite(email: string, role: Role): Promise<string>
	/** By which name the others know whoever is signed in. */
	renameMember(name: string): Promise<void>
	revokeInvitation(id: string): Promise<void>
	setRole(userId: string, role: Role): Promise<void>
	removeMember(userId: string): Promise<void>

	/** What the agent tells people by itself, and when it does not. */
	reminders(): Promise<ReminderSettings>
	saveReminders(settings: ReminderSettings): Promise<void>

	agents(): Promise<Agent[]>
	/** The token is in this answer and nowhere else, ever again. */
	createAgent(name: string): Promise<{ agent: Agent; token: string }>
	revokeAgent(id: string): Promise<void>

	/** Everything of the ledger as one JSON document (owners). */
	exportAll(onProgress?: (rows: number) => void): Promise<unknown>
	/** Blanks what a person or a contact wrote, for good; amounts and days stay (owners). Answers how many messages. */
	eraseTexts(
		of: { person: number } | { contact: string },
		onProgress?: (messages: number) => void,
	): Promise<number>
	/** Deletes the ledger and all that belongs to it; `name` must repeat its name. */
	deleteLedger(name: string): Promise<void>
}

/** "A conferir" and the audit trail. */
export interface ReviewPort {
	/** Rejected items not yet dismissed or amended, newest first. */
	pending(): Promise<InboxItem[]>
	dismiss(id: string): Promise<void>
	/** Puts a dismissed item back. */
	undismiss(id: string): Promise<void>
	unknownTexts(): Promise<UnknownText[]>
	/** Every inbox item that made or changed a transaction, oldest first. */
	history(transactionId: string): Promise<InboxItem[]>
	/** Purchases that may have been told twice, by another sender or door; newest first. */
	toldTwice(): Promise<ToldTwice[]>
	/** Says that such a purchase is one of its own. */
	keepRepeat(transactionId: string): Promise<void>
	/** The agent's replies that did not arrive, newest first. */
	undelivered(): Promise<UndeliveredReply[]>
	/** Takes one of them off the list, or puts it back. */
	dismissUndelivered(id: string, dismissed: boolean): Promise<void>
	/** Agents that used to write and have not for three times their usual gap. */
	quietAgents(): Promise<QuietAgent[]>
	/** Files a correction in the name of whoever is signed in. Sent twice, it counts once, and answers the same. */
	correct(item: CorrectionItem): Promise<CorrectionAnswer>
}

/** What became of a correction. */
export interface CorrectionAnswer {
	/** Of its row in the inbox. */
	id: string
	status: 'accepted' | 'rejected'
	reason: RejectReason | null
	/** The revision that it made; null: none, it changed nothing. */
	revision: number | null
}

/** How `insert` answered; the self-check and "try it" use it. */
export interface InsertAnswer {
	status: number
	body: unknown
}

/**
 * All that the page asks of the outside world. Two implementations: Supabase, and the in-memory demo that needs no network.
 */
export interface Backend {
	readonly kind: 'supabase' | 'demo'
	/** Where agents post, for the ready `curl` line; null in the demo. */
	readonly endpoint: { url: string; publishableKey: string } | null
	readonly session: SessionPort
	/**
	 * The ledgers of whoever is signed in. Where this device remembers them and the server is slow, or out of reach, they come
	 * from its memory; `onLater` hears what the server says after that.
	 */
	ledgers(onLater?: (ledgers: Ledger[]) => void): Promise<Ledger[]>
	/** Those that this device remembers of whoever is signed in. */
	knownLedgers(): readonly Ledger[]
	/** `member_name`: by which the others will know whoever creates it. */
	createLedger(input: {
		name: string
		currency: string
		timezone: string
		member_name?: string
	}): Promise<Ledger>
	readonly invitations: InvitationsPort
	/**
	 * Opens the live feed. `months` is the window to be right first; by default the bill months of today and of the
	 * one before, with what is already committed after them.
	 */
	openFeed(ledger: Ledger, events: FeedEvents, months?: { from: BillMonth; to: BillMonth }): LedgerFeed
	settings(ledger: Ledger): SettingsPort
	review(ledger: Ledger): ReviewPort
	/** The inbox as an import of a file uses it. */
	imports(ledger: Ledger): ImportInbox
	/** Posts to the inbox as an agent would. */
	insertAsAgent(token: string, rows: object | object[]): Promise<InsertAnswer>
}
