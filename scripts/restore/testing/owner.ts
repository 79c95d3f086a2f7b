import type { Stack } from '../../../local/stack/index'
import { parseSettings } from '../../../src/feed/settings'
import { SETTINGS } from '../../../src/feed/supabase'
import type { LedgerSettings, TransactionColumns } from '../../../src/ledger/types'

export type Row = Record<string, unknown>

type Request = { method?: string; headers?: Record<string, string>; body?: string }

const byText = (a: Row, b: Row): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

type Where = Pick<Stack, 'url' | 'publishable_key' | 'ledger_id' | 'demo'>

/** The owner of a ledger of a stack, over its API. */
export class Owner {
	name = ''
	private accessToken = ''
	private agentToken = ''

	private constructor(
		private readonly stack: Where,
		readonly ledgerId: string,
	) {}

	static async of(stack: Where, ledgerId = stack.ledger_id): Promise<Owner> {
		const owner = new Owner(stack, ledgerId)
		const body = JSON.stringify(stack.demo)
		const session = await owner.request('auth/v1/token?grant_type=password', { method: 'POST', body })
		owner.accessToken = (session as { access_token: string }).access_token
		owner.agentToken = await owner.call<string>('import_token', { ledger_id: ledgerId })
		const [ledger] = await owner.get(`ledgers?id=eq.${ledgerId}&select=name`)
		owner.name = String(ledger!.name)
		return owner
	}

	/** The same person as the owner of a new ledger. */
	async another(): Promise<Owner> {
		const made = await this.call<Row | Row[]>('create_ledger', {
			name: 'Outro',
			currency: 'BRL',
			timezone: 'America/Sao_Paulo',
		})
		return Owner.of(this.stack, String([made].flat()[0]!.id))
	}

	/** What an import is sent with. */
	access(): { memberToken: string; token: string } {
		return { memberToken: this.accessToken, token: this.agentToken }
	}

	/** The ledger's settings as the page has them. */
	async directory(): Promise<LedgerSettings> {
		const [ledger] = await this.get(`ledgers?id=eq.${this.ledgerId}&select=${SETTINGS}`)
		return parseSettings(ledger).settings
	}

	async columns(): Promise<TransactionColumns> {
		const args = { ledger_id: this.ledgerId, after: 0, max_rows: 5000 }
		return (await this.call<{ rows: TransactionColumns }>('ledger_changes', args)).rows
	}

	call<Answer>(name: string, args: object): Promise<Answer> {
		return this.request(`rest/v1/rpc/${name}`, {
			method: 'POST',
			body: JSON.stringify(args),
		}) as Promise<Answer>
	}

	add(table: string, rows: Row[]): Promise<Row[]> {
		const body = JSON.stringify(rows.map((row) => ({ ...row, ledger_id: this.ledgerId })))
		return this.request(`rest/v1/${table}`, { method: 'POST', body }) as Promise<Row[]>
	}

	async change(path: string, values: Row): Promise<void> {
		await this.request(`rest/v1/${path}`, { method: 'PATCH', body: JSON.stringify(values) })
	}

	async remove(path: string): Promise<void> {
		await this.request(`rest/v1/${path}`, { method: 'DELETE' })
	}

	/** As the ledger's import agent; a row that the inbox refuses is no error. */
	async post(rows: Row[]): Promise<void> {
		const headers = { 'x-agent-token': this.agentToken }
		for (const row of rows)
			await this.request('rest/v1/inbox', { method: 'POST', headers, body: JSON.stringify(row) })
	}

	export(): Promise<Record<string, Row[]> & { ledger: Row }> {
		return this.call('export_ledger', { ledger_id: this.ledgerId })
	}

	/** All settings by their names, without ids. */
	async settings(): Promise<object> {
		const [categories, sources] = [await this.names('categories'), await this.names('sources')]
		const named = ({ id: _, ledger_id: __, category_id, source_id, ...row }: Row): Row => ({
			...row,
			category: categories.get(category_id) ?? null,
			source: sources.get(source_id) ?? null,
		})
		const tables = ['categories', 'sources', 'people', 'cycles', 'bill_closings', 'budgets', 'recurring']
		const rows = await Promise.all(tables.map((table) => this.get(`${table}?${this.ours}`)))
		const [ledger] = await this.get(
			`ledgers?id=eq.${this.ledgerId}&select=name,currency,timezone,basis,corrections`,
		)
		return { ledger, tables: tables.map((table, at) => [table, rows[at]!.map(named).sort(byText)]) }
	}

	/** The live rows of `ledger_changes`, labels by name, without ids and revisions, in an order of their own. */
	async liveRows(): Promise<Row[]> {
		const rows = await this.columns()
		const labels = {
			category_id: await this.names('categories'),
			source_id: await this.names('sources'),
			person_id: await this.names('people'),
			to_source_id: await this.names('sources'),
		}
		const all = rows.id.map(
			(_, at): Row =>
				Object.fromEntries(Object.entries(rows).map(([field, of]) => [field, of?.[at] ?? null])),
		)
		const textOf = new Map(all.map((row) => [row.id, row.description]))
		return all
			.filter(({ voided }) => !voided)
			.map(({ id: _, revision: __, refund_of, ...row }) => {
				const named = Object.entries(labels).map(([field, of]) => [field, of.get(row[field]) ?? null])
				return { ...row, ...Object.fromEntries(named), refund_of: textOf.get(refund_of) ?? null }
			})
			.sort(byText)
	}

	/** Which messages wait for somebody and can be sent again. */
	waiting(): Promise<Row[]> {
		const which = 'status=eq.rejected&transaction_id=is.null&dismissed_at=is.null&action=in.(record,keep)'
		return this.get(
			`inbox?${this.ours}&${which}&reason=not.like.target*&select=message_id,item,action,reason,description,amount,category,sent_at,payload&order=message_id,item`,
		)
	}

	/** Text, sender and time of each live purchase's message. */
	async originals(): Promise<Row[]> {
		const senders = new Map((await this.get(`senders?${this.ours}`)).map(({ id, sender }) => [id, sender]))
		const live = await this.get(`transactions?${this.ours}&voided=is.false&select=message_id,item`)
		const keys = new Set(live.map(({ message_id, item }) => `${item} ${message_id}`))
		const rows = await this.get(
			`inbox?${this.ours}&action=eq.record&select=message_id,item,payload,sent_at,sender_id&order=message_id,item`,
		)
		return rows
			.filter(({ message_id, item }) => keys.has(`${item} ${message_id}`))
			.map(({ sender_id, ...row }) => ({ ...row, sender: senders.get(sender_id) ?? null }))
	}

	async revision(): Promise<number> {
		const [ledger] = await this.get(`ledgers?id=eq.${this.ledgerId}&select=revision`)
		return Number(ledger!.revision)
	}

	private get ours(): string {
		return `ledger_id=eq.${this.ledgerId}`
	}

	private async names(table: string): Promise<Map<unknown, unknown>> {
		return new Map((await this.get(`${table}?${this.ours}&select=id,name`)).map(({ id, name }) => [id, name]))
	}

	private get(path: string): Promise<Row[]> {
		return this.request(`rest/v1/${path}`) as Promise<Row[]>
	}

	private async request(path: string, { headers, ...init }: Request = {}): Promise<unknown> {
		const isAgent = headers !== undefined
		const response = await fetch(`${this.stack.url}/${path}`, {
			...init,
			headers: {
				apikey: this.stack.publishable_key,
				'content-type': 'application/json',
				...(isAgent || !this.accessToken
					? {}
					: { authorization: `Bearer ${this.accessToken}`, prefer: 'return=representation' }),
				...headers,
			},
		})
		const text = await response.text()
		if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
		return text ? JSON.parse(text) : null
	}
}
