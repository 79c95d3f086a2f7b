import { type ReminderKind, type ReminderSettings, USUAL_REMINDERS } from '../../ledger/reminders'
import type { Basis, Ledger, Role, SourceCycle } from '../../ledger/types'
import type { Database } from '../database.types'
import { BackendError, type CycleChange, type LabelChange, type LabelKind, type SettingsPort } from '../types'
import type { Client } from './client'
import { LargeLedger } from './large-ledger'
import { answered, moment, momentOrNull } from './request'

type PreviewArguments = Database['public']['Functions']['preview_cycle']['Args']
type LabelTable = 'categories' | 'sources' | 'people'
/** What a method of the port is given. */
type Given<Name extends keyof SettingsPort> = Parameters<SettingsPort[Name]>[0]

/** The settings of one ledger, written under row level security, or by functions where a rule spans tables. */
export class SupabaseSettings implements SettingsPort {
	private readonly ledgerId: string
	private readonly whole: LargeLedger

	constructor(
		private readonly client: Client,
		ledger: Ledger,
	) {
		this.ledgerId = ledger.id
		this.whole = new LargeLedger(client, ledger.id)
		// The database erases the rest by itself too, only later.
		void this.whole.eraseUnfinished().catch(() => {})
	}

	renameLedger(name: string): Promise<void> {
		return this.updateLedger({ name })
	}

	setTimezone(timezone: string): Promise<void> {
		return this.updateLedger({ timezone })
	}

	setBasis(basis: Basis): Promise<void> {
		return this.updateLedger({ basis })
	}

	setCorrections(allowed: boolean): Promise<void> {
		return this.updateLedger({ corrections: allowed })
	}

	saveCategory({ id, name, aliases, color }: Given<'saveCategory'>): Promise<number> {
		return this.saveLabel('categories', id, { name, aliases, color })
	}

	saveSource({ id, name, aliases, archived }: Given<'saveSource'>): Promise<number> {
		return this.saveLabel('sources', id, { name, aliases, archived })
	}

	async setCycle({ source_id, from_month, closing_day, due_day }: Given<'setCycle'>): Promise<void> {
		const version = { ...this.versionKey({ source_id, from_month }), closing_day, due_day }
		await answered(
			this.client.from('cycles').upsert(version, { onConflict: 'ledger_id,source_id,from_month' }),
		)
	}

	async previewCycle(cycle: Given<'previewCycle'>): ReturnType<SettingsPort['previewCycle']> {
		// The generated types know no argument that may be null.
		const asked = { ledger_id: this.ledgerId, ...cycle } as PreviewArguments
		return (await answered(this.client.rpc('preview_cycle', asked))) as unknown as CycleChange
	}

	async removeCycle(cycle: Given<'removeCycle'>): Promise<void> {
		const { from_month, ...key } = this.versionKey(cycle)
		const removal = this.client.from('cycles').delete().match(key)
		const version =
			from_month === null ? removal.is('from_month', null) : removal.eq('from_month', from_month)
		mustHaveChanged(await answered(version.select('source_id')))
	}

	savePerson({ id, name, aliases }: Given<'savePerson'>): Promise<number> {
		return this.saveLabel('people', id, { name, aliases })
	}

	labelUses(what: LabelKind, id: number): Promise<number> {
		return answered(this.client.rpc('label_uses', { ledger_id: this.ledgerId, what, id }))
	}

	async mergeLabels(what: LabelKind, from_id: number, into_id: number): Promise<LabelChange> {
		const pair = { ledger_id: this.ledgerId, what, from_id, into_id }
		return (await answered(this.client.rpc('merge_labels', pair))) as unknown as LabelChange
	}

	async removeLabel(what: LabelKind, id: number, moveTo: number | null): Promise<LabelChange> {
		const label = { ledger_id: this.ledgerId, what, id, ...(moveTo === null ? {} : { move_to: moveTo }) }
		return (await answered(this.client.rpc('delete_label', label))) as unknown as LabelChange
	}

	async undoLabelChange(undo: string): Promise<void> {
		await answered(this.client.rpc('undo_label', { ledger_id: this.ledgerId, undo }))
	}

	async contacts(person_id: number): Promise<string[]> {
		const rows = await answered(
			this.client
				.from('contacts')
				.select('address')
				.match({ ledger_id: this.ledgerId, person_id })
				.order('created_at')
				.order('address'),
		)
		return rows.map(({ address }) => address)
	}

	async addContact(person_id: number, address: string): Promise<void> {
		await answered(this.client.from('contacts').insert({ ledger_id: this.ledgerId, person_id, address }))
	}

	async removeContact(address: string): Promise<void> {
		await answered(this.client.from('contacts').delete().match({ ledger_id: this.ledgerId, address }))
	}

	async createJoinCode(person_id: number): Promise<{ code: string }> {
		const answer = await answered(
			this.client.rpc('create_join_code', { ledger_id: this.ledgerId, person_id }),
		)
		return answer as { code: string }
	}

	async setBillClosing({ source_id, bill_month, closing_date }: Given<'setBillClosing'>): Promise<void> {
		const key = { ledger_id: this.ledgerId, source_id, bill_month: `${bill_month}-01` }
		const closings = this.client.from('bill_closings')
		if (closing_date === null) await answered(closings.delete().match(key))
		else
			await answered(
				closings.upsert({ ...key, closing_date }, { onConflict: 'ledger_id,source_id,bill_month' }),
			)
	}

	async setBudget({ category_id, month, amount_cents }: Given<'setBudget'>): Promise<void> {
		const budget = { ledger_id: this.ledgerId, category_id, month: `${month}-01`, amount_cents }
		await answered(this.client.from('budgets').upsert(budget, { onConflict: 'ledger_id,category_id,month' }))
	}

	async saveRecurring({ id, ...values }: Given<'saveRecurring'>): Promise<void> {
		const recurring = this.client.from('recurring')
		if (id === undefined) await answered(recurring.insert({ ...values, ledger_id: this.ledgerId }))
		else
			mustHaveChanged(
				await answered(recurring.update(values).match({ id, ledger_id: this.ledgerId }).select('id')),
			)
	}

	async removeRecurring(id: string): Promise<void> {
		const removal = this.client.from('recurring').delete().match({ id, ledger_id: this.ledgerId })
		mustHaveChanged(await answered(removal.select('id')))
	}

	mapText(what: LabelKind, text: string, id: number): Promise<number> {
		return answered(this.client.rpc('map_text', { ledger_id: this.ledgerId, what, label: text, id }))
	}

	async unmapText(what: LabelKind, text: string, id: number): Promise<void> {
		await answered(this.client.rpc('unmap_text', { ledger_id: this.ledgerId, what, label: text, id }))
	}

	async members(): ReturnType<SettingsPort['members']> {
		const [members, invitations] = await Promise.all([
			answered(this.client.rpc('list_members', { ledger_id: this.ledgerId })),
			answered(
				this.client
					.from('invitations')
					.select('id,email,role,created_at')
					.eq('ledger_id', this.ledgerId)
					.order('created_at'),
			),
		])
		return {
			members: members.map((member) => ({ ...member, role: member.role as Role })),
			invitations: invitations.map((invitation) => ({
				...invitation,
				role: invitation.role as Role,
				created_at: moment(invitation.created_at),
			})),
		}
	}

	invite(email: string, role: Role): Promise<string> {
		return answered(this.client.rpc('invite_member', { ledger_id: this.ledgerId, email, role }))
	}

	async renameMember(name: string): Promise<void> {
		await answered(this.client.rpc('rename_member', { ledger_id: this.ledgerId, name }))
	}

	async revokeInvitation(id: string): Promise<void> {
		mustHaveChanged(await answered(this.client.from('invitations').delete().eq('id', id).select('id')))
	}

	async setRole(user_id: string, role: Role): Promise<void> {
		await answered(this.client.rpc('set_member_role', { ledger_id: this.ledgerId, user_id, role }))
	}

	async removeMember(user_id: string): Promise<void> {
		await answered(this.client.rpc('remove_member', { ledger_id: this.ledgerId, user_id }))
	}

	async reminders(): Promise<ReminderSettings> {
		const [row] = await answered(
			this.client
				.from('reminder_settings')
				.select('kinds,quiet_from,quiet_to')
				.eq('ledger_id', this.ledgerId),
		)
		// Held to these kinds by a constraint of the table.
		return row ? { ...row, kinds: row.kinds as ReminderKind[] } : USUAL_REMINDERS
	}

	async saveReminders(settings: ReminderSettings): Promise<void> {
		mustHaveChanged(
			await answered(
				this.client
					.from('reminder_settings')
					.upsert({ ledger_id: this.ledgerId, ...settings, kinds: [...settings.kinds] })
					.select('ledger_id'),
			),
		)
	}

	async agents(): ReturnType<SettingsPort['agents']> {
		const rows = await answered(
			this.client
				.from('agents')
				.select('id,name,created_at,last_used_at,revoked_at')
				.eq('ledger_id', this.ledgerId)
				.order('created_at'),
		)
		return rows.map((row) => ({
			...row,
			created_at: moment(row.created_at),
			last_used_at: momentOrNull(row.last_used_at),
			revoked_at: momentOrNull(row.revoked_at),
		}))
	}

	async createAgent(name: string): ReturnType<SettingsPort['createAgent']> {
		const answer = await answered(this.client.rpc('create_agent', { ledger_id: this.ledgerId, name }))
		const { token, ...made } = answer as { id: string; name: string; token: string }
		return { agent: { ...made, created_at: Date.now(), last_used_at: null, revoked_at: null }, token }
	}

	async revokeAgent(agent_id: string): Promise<void> {
		await answered(this.client.rpc('revoke_agent', { agent_id }))
	}

	exportAll(onProgress?: (rows: number) => void): Promise<unknown> {
		return this.whole.export(onProgress)
	}

	eraseTexts(of: Given<'eraseTexts'>, onProgress?: (messages: number) => void): Promise<number> {
		return this.whole.eraseTexts(
			'person' in of ? { person_id: of.person } : { contact: of.contact },
			onProgress,
		)
	}

	deleteLedger(name: string): Promise<void> {
		return this.whole.delete(name)
	}

	private async updateLedger(
		values: Partial<Pick<Ledger, 'name' | 'timezone' | 'basis' | 'corrections'>>,
	): Promise<void> {
		const update = this.client.from('ledgers').update(values).eq('id', this.ledgerId)
		mustHaveChanged(await answered(update.select('id')))
	}

	/** A missing id means a new row. Answers its id. */
	private async saveLabel<Fields extends { name: string }>(
		table: LabelTable,
		id: number | undefined,
		fields: Fields,
	): Promise<number> {
		const labels = this.client.from(table)
		const values: { name: string } = fields
		if (id === undefined) {
			const row = { ...values, ledger_id: this.ledgerId }
			return (await answered(labels.insert(row).select('id').single())).id
		}
		const update = labels.update(values).eq('ledger_id', this.ledgerId).eq('id', id)
		mustHaveChanged(await answered(update.select('id')))
		return id
	}

	/** What tells one version of a cycle from the others, as its table has it. */
	private versionKey({ source_id, from_month }: Pick<SourceCycle, 'source_id' | 'from_month'>) {
		return {
			ledger_id: this.ledgerId,
			source_id,
			from_month: from_month === null ? null : `${from_month}-01`,
		}
	}
}

/** Row level security answers a forbidden change with no row rather than with an error. */
function mustHaveChanged(rows: unknown[]): void {
	if (rows.length === 0) throw new BackendError('not_allowed')
}
