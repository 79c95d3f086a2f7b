import type { Basis, Ledger, Role, UnknownText } from '../../ledger/types'
import { BackendError, type SettingsPort } from '../types'
import type { Client } from './client'
import { answered, moment, momentOrNull } from './request'

type LabelTable = 'categories' | 'sources' | 'people'
/** What a method of the port is given. */
type Given<Name extends keyof SettingsPort> = Parameters<SettingsPort[Name]>[0]

/** The settings of one ledger, written under row level security, or by functions where a rule spans tables. */
export class SupabaseSettings implements SettingsPort {
	private readonly ledgerId: string

	constructor(
		private readonly client: Client,
		ledger: Ledger,
	) {
		this.ledgerId = ledger.id
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

	saveCategory({ id, name, aliases, color }: Given<'saveCategory'>): Promise<number> {
		return this.saveLabel('categories', id, { name, aliases, color })
	}

	async saveSource({ id, name, aliases, closing_day, due_day }: Given<'saveSource'>): Promise<number> {
		const source = await this.saveLabel('sources', id, { name, aliases })
		await this.saveCycle(source, { closing_day, due_day })
		return source
	}

	savePerson({ id, name, aliases }: Given<'savePerson'>): Promise<number> {
		return this.saveLabel('people', id, { name, aliases })
	}

	removeCategory(id: number): Promise<void> {
		return this.removeLabel('categories', id)
	}

	removeSource(id: number): Promise<void> {
		return this.removeLabel('sources', id)
	}

	removePerson(id: number): Promise<void> {
		return this.removeLabel('people', id)
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

	mapText(what: UnknownText['what'], text: string, id: number): Promise<number> {
		return answered(this.client.rpc('map_text', { ledger_id: this.ledgerId, what, label: text, id }))
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

	async invite(email: string, role: Role): Promise<void> {
		await answered(this.client.rpc('invite_member', { ledger_id: this.ledgerId, email, role }))
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

	exportAll(): Promise<unknown> {
		return answered(this.client.rpc('export_ledger', { ledger_id: this.ledgerId }))
	}

	async deleteLedger(name: string): Promise<void> {
		await answered(this.client.rpc('delete_ledger', { ledger_id: this.ledgerId, name }))
	}

	private async updateLedger(values: { name?: string; timezone?: string; basis?: Basis }): Promise<void> {
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

	/** In place of every version that there is, unless these two days are what holds already. */
	private async saveCycle(
		source_id: number,
		days: { closing_day: number | null; due_day: number | null },
	): Promise<void> {
		const key = { ledger_id: this.ledgerId, source_id }
		const cycles = this.client.from('cycles')
		const versions = await answered(cycles.select('from_month,closing_day,due_day').match(key))
		const held = versions[0] ?? { closing_day: null, due_day: null }
		if (versions.length < 2 && held.closing_day === days.closing_day && held.due_day === days.due_day) return
		await answered(cycles.delete().match(key).not('from_month', 'is', null))
		await answered(
			cycles.upsert({ ...key, from_month: null, ...days }, { onConflict: 'ledger_id,source_id,from_month' }),
		)
	}

	private async removeLabel(table: LabelTable, id: number): Promise<void> {
		const removal = this.client.from(table).delete().eq('ledger_id', this.ledgerId).eq('id', id)
		mustHaveChanged(await answered(removal.select('id')))
	}
}

/** Row level security answers a forbidden change with no row rather than with an error. */
function mustHaveChanged(rows: unknown[]): void {
	if (rows.length === 0) throw new BackendError('not_allowed')
}
