import type { Ledger, Role } from '../../ledger/types'
import { BackendError, type SettingsPort } from '../types'
import type { Client } from './client'
import { answered, moment, momentOrNull } from './request'

type LabelTable = 'categories' | 'sources' | 'people'

/** The settings of one ledger, written under row level security, or by functions where a rule spans tables. */
export function makeSupabaseSettings(client: Client, ledger: Ledger): SettingsPort {
	const ledger_id = ledger.id

	async function updateLedger(values: { name?: string; timezone?: string }): Promise<void> {
		const rows = await answered(client.from('ledgers').update(values).eq('id', ledger_id).select('id'))
		mustHaveChanged(rows)
	}

	async function saveLabel(table: LabelTable, values: { id?: number; name: string }): Promise<number> {
		const { id, ...fields } = values
		if (id === undefined) {
			const row = await answered(
				client
					.from(table)
					.insert({ ...fields, ledger_id })
					.select('id')
					.single(),
			)
			return row.id
		}
		const rows = await answered(
			client.from(table).update(fields).eq('ledger_id', ledger_id).eq('id', id).select('id'),
		)
		mustHaveChanged(rows)
		return id
	}

	async function removeLabel(table: LabelTable, id: number): Promise<void> {
		mustHaveChanged(
			await answered(client.from(table).delete().eq('ledger_id', ledger_id).eq('id', id).select('id')),
		)
	}

	return {
		renameLedger: (name) => updateLedger({ name }),
		setTimezone: (timezone) => updateLedger({ timezone }),
		saveCategory: ({ id, name, aliases, color }) =>
			saveLabel('categories', fields({ id, name, aliases, color })),
		saveSource: ({ id, name, aliases, closing_day, due_day }) =>
			saveLabel('sources', fields({ id, name, aliases, closing_day, due_day })),
		savePerson: ({ id, name, aliases }) => saveLabel('people', fields({ id, name, aliases })),
		removeCategory: (id) => removeLabel('categories', id),
		removeSource: (id) => removeLabel('sources', id),
		removePerson: (id) => removeLabel('people', id),
		async setBillClosing({ source_id, bill_month, closing_date }) {
			const key = { ledger_id, source_id, bill_month: `${bill_month}-01` }
			if (closing_date === null) {
				await answered(client.from('bill_closings').delete().match(key))
				return
			}
			await answered(
				client
					.from('bill_closings')
					.upsert({ ...key, closing_date }, { onConflict: 'ledger_id,source_id,bill_month' }),
			)
		},
		async setBudget({ category_id, month, amount_cents }) {
			await answered(
				client
					.from('budgets')
					.upsert(
						{ ledger_id, category_id, month: `${month}-01`, amount_cents },
						{ onConflict: 'ledger_id,category_id,month' },
					),
			)
		},
		async mapText(what, text, id) {
			return answered(client.rpc('map_text', { ledger_id, what, label: text, id }))
		},

		async members() {
			const [members, invitations] = await Promise.all([
				answered(client.rpc('list_members', { ledger_id })),
				answered(
					client
						.from('invitations')
						.select('id,email,role,created_at')
						.eq('ledger_id', ledger_id)
						.is('accepted_at', null)
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
		},
		async invite(email, role) {
			await answered(client.rpc('invite_member', { ledger_id, email, role }))
		},
		async revokeInvitation(id) {
			mustHaveChanged(await answered(client.from('invitations').delete().eq('id', id).select('id')))
		},
		async setRole(user_id, role) {
			await answered(client.rpc('set_member_role', { ledger_id, user_id, role }))
		},
		async removeMember(user_id) {
			await answered(client.rpc('remove_member', { ledger_id, user_id }))
		},

		async agents() {
			const rows = await answered(
				client
					.from('agents')
					.select('id,name,created_at,last_used_at,revoked_at')
					.eq('ledger_id', ledger_id)
					.order('created_at'),
			)
			return rows.map((row) => ({
				...row,
				created_at: moment(row.created_at),
				last_used_at: momentOrNull(row.last_used_at),
				revoked_at: momentOrNull(row.revoked_at),
			}))
		},
		async createAgent(name) {
			const answer = await answered(client.rpc('create_agent', { ledger_id, name }))
			const { token, ...made } = answer as { id: string; name: string; token: string }
			return { agent: { ...made, created_at: Date.now(), last_used_at: null, revoked_at: null }, token }
		},
		async revokeAgent(agent_id) {
			await answered(client.rpc('revoke_agent', { agent_id }))
		},

		exportAll: () => answered(client.rpc('export_ledger', { ledger_id })),
		async deleteLedger(name) {
			await answered(client.rpc('delete_ledger', { ledger_id, name }))
		},
	}
}

/** Row level security answers a forbidden change with no row rather than with an error. */
function mustHaveChanged(rows: unknown[]): void {
	if (rows.length === 0) throw new BackendError('not_allowed')
}

/** Without what was not given: a missing id means a new row. */
function fields<T extends { name: string; id?: number }>(values: T): T {
	if (values.id !== undefined) return values
	const { id: _, ...rest } = values
	return rest as T
}
