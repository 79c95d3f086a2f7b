import type { BillClosing, Budget, Category, Directory, Person, Role, Source } from '../ledger/types'
import { RemoteFailure } from './ports'

/**
 * A ledger with its settings as the API nests them. Throws `RemoteFailure` 'malformed' when its shape is not ours.
 * `epoch` is when the ledger was created: another database under the same address has another one.
 */
export function parseDirectory(value: unknown): { directory: Directory; epoch: string } {
	const row = record(value)
	const members = list(row.members)
	const role = members.length > 0 ? record(members[0]).role : null
	if (role !== 'owner' && role !== 'editor' && role !== 'viewer') throw new RemoteFailure('not_a_member')
	return {
		epoch: text(row.created_at),
		directory: {
			settings_revision: number(row.settings_revision),
			ledger: {
				id: text(row.id),
				name: text(row.name),
				currency: text(row.currency),
				timezone: text(row.timezone),
				role: role satisfies Role,
			},
			categories: list(row.categories).map((entry): Category => {
				const category = record(entry)
				return { ...label(category), color: number(category.color) }
			}),
			sources: list(row.sources).map((entry): Source => {
				const source = record(entry)
				return {
					...label(source),
					closing_day: numberOrNull(source.closing_day),
					due_day: numberOrNull(source.due_day),
				}
			}),
			people: list(row.people).map((entry): Person => label(record(entry))),
			bill_closings: list(row.sources).flatMap((entry) => {
				const source = record(entry)
				return list(source.bill_closings).map((nested): BillClosing => {
					const closing = record(nested)
					return {
						source_id: number(source.id),
						bill_month: text(closing.bill_month).slice(0, 7),
						closing_date: text(closing.closing_date),
					}
				})
			}),
			budgets: list(row.budgets).map((entry): Budget => {
				const budget = record(entry)
				return {
					category_id: numberOrNull(budget.category_id),
					month: text(budget.month).slice(0, 7),
					amount_cents: number(budget.amount_cents),
				}
			}),
		},
	}
}

function label(row: Record<string, unknown>) {
	return { id: number(row.id), name: text(row.name), aliases: list(row.aliases).map(text) }
}

function record(value: unknown): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return value as Record<string, unknown>
	throw new RemoteFailure('malformed', 'directory')
}

function list(value: unknown): unknown[] {
	if (value === null || value === undefined) return []
	if (Array.isArray(value)) return value
	throw new RemoteFailure('malformed', 'directory')
}

function text(value: unknown): string {
	if (typeof value === 'string') return value
	throw new RemoteFailure('malformed', 'directory')
}

function number(value: unknown): number {
	if (Number.isSafeInteger(value)) return value as number
	throw new RemoteFailure('malformed', 'directory')
}

function numberOrNull(value: unknown): number | null {
	return value === null || value === undefined ? null : number(value)
}
