import type { LedgerFile } from './ledger-file'
import type { Project } from './project'

/**
 * Writes a ledger's settings as the file has them, in place of what it has. Only for a ledger without purchases: with a
 * category or source its budgets, cycles and closings go.
 */
export async function writeSettings(project: Project, file: LedgerFile, ledger_id: string): Promise<void> {
	for (const table of ['recurring', 'budgets', 'categories', 'sources', 'people'])
		await project.remove(`${table}?ledger_id=eq.${ledger_id}`)
	const { basis, corrections } = file.ledger
	await project.change(`ledgers?id=eq.${ledger_id}`, { basis, corrections })
	const own = <Row extends object>(rows: Row[]) => rows.map((row) => ({ ...row, ledger_id }))
	/** Their new ids, by the old ones. */
	const addLabels = async <Row extends { id: number; name: string }>(table: string, rows: Row[]) => {
		const sent = own(rows.map(({ id: _, ...row }) => row))
		const made = await project.add<{ id: number; name: string }>(`${table}?select=id,name`, sent)
		const ids = new Map(made.map(({ id, name }) => [name, id]))
		return new Map(rows.map(({ id, name }) => [id, ids.get(name) ?? null]))
	}
	const categories = await addLabels(
		'categories',
		file.categories.map(({ id, name, aliases, color }) => ({ id, name, aliases, color })),
	)
	const sources = await addLabels(
		'sources',
		file.sources.map(({ id, name, aliases, archived }) => ({ id, name, aliases, archived })),
	)
	await addLabels(
		'people',
		file.people.map(({ id, name, aliases }) => ({ id, name, aliases })),
	)
	const category = (id: number | null) => (id === null ? null : (categories.get(id) ?? null))
	const source = (id: number | null) => (id === null ? null : (sources.get(id) ?? null))
	const cycles = file.cycles.map(({ source_id, from_month, closing_day, due_day }) => ({
		source_id: source(source_id),
		from_month,
		closing_day,
		due_day,
	}))
	await project.add('cycles', own(cycles))
	const closings = file.bill_closings.map(({ source_id, bill_month, closing_date }) => ({
		source_id: source(source_id),
		bill_month,
		closing_date,
	}))
	await project.add('bill_closings', own(closings))
	const budgets = file.budgets.map(({ category_id, month, amount_cents }) => ({
		category_id: category(category_id),
		month,
		amount_cents,
	}))
	await project.add('budgets', own(budgets))
	const recurring = file.recurring.map(
		({ name, day, amount_cents, kind, category_id, source_id, until }) => ({
			name,
			day,
			amount_cents,
			kind,
			category_id: category(category_id),
			source_id: source(source_id),
			until,
		}),
	)
	await project.add('recurring', own(recurring))
}
