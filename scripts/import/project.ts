import { existsSync } from 'node:fs'
import type { PainelConfig } from '../../src/backend/config'
import { checkConfig } from '../../src/backend/config-advice'
import {
	HttpInbox,
	type HttpInboxOptions,
	type ImportInbox,
	type ImportKind,
	ImportStopped,
	type KnownLedger,
	mayPassLater,
	untilAnswered,
} from '../../src/import/index'
import type { Basis, BillMonth, Cents } from '../../src/ledger/types'
import type { ImportOptions } from './options'

/** Where lines go: the project's inbox, and what of the ledger is known. */
export interface Project {
	inbox: ImportInbox
	/** Null: an agent that only posts is not told. */
	ledger: Omit<KnownLedger, 'today'> | null
	/** Whether a member may change what is recorded: an owner can switch that off. */
	corrections: boolean
	/** Which of these message ids are of purchases that are not undone; null: an agent's token does not say. */
	countsStill: ((messageIds: string[]) => Promise<string[]>) | null
	/** What the ledger has by month; null: an agent's token does not say. */
	held: Held | null
}

export interface Held {
	/** The ledger's own way of placing what it records. */
	basis: Basis
	/** Rows of one month and kind, to be added up, from a month to another. */
	between(from: BillMonth, to: BillMonth): Promise<HeldRow[]>
}

export interface HeldRow {
	/** The first of its month. */
	month: string
	kind: ImportKind
	amount_cents: Cents
}

type Ask = (prompt: string, secret?: boolean) => Promise<string>

/** An empty one, as a copied `.env` has it, is none. */
const givenToken = (): string | null => process.env.PAINEL_AGENT_TOKEN?.trim() || null

/**
 * Opens the project as an agent or, with `--sign-in`, as a member.
 * @returns null for a dry run that nobody told where the ledger is
 * @throws Error that says what is missing
 */
export async function openProject(options: ImportOptions, ask: Ask | null): Promise<Project | null> {
	if (existsSync('.env')) process.loadEnvFile('.env')
	const config = checkConfig({
		supabaseUrl: options.url ?? process.env.VITE_SUPABASE_URL,
		publishableKey: options.key ?? process.env.VITE_SUPABASE_PUBLISHABLE_KEY,
	})
	const token = givenToken()
	if (options.dryRun && (!config || !(token || options.signIn))) return null
	if (!config)
		throw new Error(
			'Which project? Give --url and --key, or put VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY in .env.',
		)
	if (options.signIn) return openAsMember(config, options, ask)
	if (!token)
		throw new Error(
			'Put the agent’s token in PAINEL_AGENT_TOKEN (the page shows it once: Ajustes, Agentes), or --sign-in as a member.',
		)
	const inbox = new HttpInbox({
		url: config.supabaseUrl,
		key: config.publishableKey,
		agentToken: async () => token,
	})
	return {
		inbox,
		ledger: await inbox.ledger(),
		corrections: true,
		countsStill: null,
		held: null,
	}
}

async function openAsMember(config: PainelConfig, options: ImportOptions, ask: Ask | null): Promise<Project> {
	const email = process.env.PAINEL_EMAIL ?? (await ask?.('E-mail: '))
	const password = process.env.PAINEL_PASSWORD ?? (await ask?.('Password: ', true))
	if (!email || !password)
		throw new Error('--sign-in needs PAINEL_EMAIL and PAINEL_PASSWORD, or a terminal to ask on.')
	const member = new MemberApi({ url: config.supabaseUrl, key: config.publishableKey })
	await member.signIn(email, password)
	const ledgers = await member.get<
		{ id: string; name: string; timezone: string; corrections: boolean; basis: Basis }[]
	>('rest/v1/ledgers?select=id,name,timezone,corrections,basis&order=name')
	const ledger = options.ledgerName
		? ledgers.find(({ name }) => name === options.ledgerName)
		: ledgers.length === 1
			? ledgers[0]
			: undefined
	if (!ledger)
		throw new Error(
			`Which ledger? Give --ledger with one of: ${ledgers.map(({ name }) => name).join(', ') || 'none: you are a member of no ledger'}.`,
		)
	const token =
		options.dryRun || options.undo
			? null
			: (givenToken() ?? (await member.post<string>('rest/v1/rpc/import_token', { ledger_id: ledger.id })))
	return {
		inbox: new HttpInbox({
			url: config.supabaseUrl,
			key: config.publishableKey,
			agentToken: async () => token,
			memberToken: async () => member.accessToken,
			ledgerId: ledger.id,
		}),
		ledger: { timezone: ledger.timezone, isWhole: true, sources: await member.sources(ledger.id) },
		corrections: ledger.corrections,
		countsStill: async (messageIds) => {
			const found = await member.get<{ message_id: string }[]>(
				`rest/v1/transactions?ledger_id=eq.${ledger.id}&message_id=in.(${messageIds.join(',')})&voided=is.false&select=message_id`,
			)
			return found.map(({ message_id }) => message_id)
		},
		held: {
			basis: ledger.basis,
			between: (from, to) => member.held(ledger, from, to),
		},
	}
}

/** The API answers no more rows than that at a time. */
const PAGE = 1000

/** The project's API as a signed-in person uses it. */
export class MemberApi {
	accessToken = ''

	constructor(private readonly options: Pick<HttpInboxOptions, 'url' | 'key' | 'request' | 'pause'>) {}

	async signIn(email: string, password: string): Promise<void> {
		const answer = await this.post<{ access_token: string }>('auth/v1/token?grant_type=password', {
			email,
			password,
		})
		this.accessToken = answer.access_token
	}

	/** Sources with the versions of their cycles, and with the bills that close on another day. */
	async sources(ledgerId: string): Promise<KnownLedger['sources']> {
		const of = `ledger_id=eq.${ledgerId}`
		const sources = await this.get<{ id: number; name: string; aliases: string[] }[]>(
			`rest/v1/sources?${of}&select=id,name,aliases`,
		)
		const cycles = await this.get<
			{ source_id: number; from_month: string | null; closing_day: number | null; due_day: number | null }[]
		>(`rest/v1/cycles?${of}&select=source_id,from_month,closing_day,due_day`)
		const closings = await this.get<{ source_id: number; bill_month: string; closing_date: string }[]>(
			`rest/v1/bill_closings?${of}&select=source_id,bill_month,closing_date`,
		)
		return sources.map(({ id, name, aliases }) => ({
			name,
			aliases,
			cycles: cycles
				.filter(({ source_id }) => source_id === id)
				.map(({ from_month, closing_day, due_day }) => ({
					from_month: from_month?.slice(0, 7) ?? null,
					closing_day,
					due_day,
				})),
			closings: closings
				.filter(({ source_id }) => source_id === id)
				.map(({ bill_month, closing_date }) => ({ bill_month: bill_month.slice(0, 7), closing_date })),
		}))
	}

	/** By bill or by purchase, as the ledger counts. A row for each category and source; the API answers a thousand at a time. */
	async held(ledger: { id: string; basis: Basis }, from: BillMonth, to: BillMonth): Promise<HeldRow[]> {
		const [view, column] =
			ledger.basis === 'bill' ? ['monthly_totals', 'bill_month'] : ['monthly_totals_by_day', 'month']
		const rows: HeldRow[] = []
		for (;;) {
			const page = await this.get<HeldRow[]>(
				`rest/v1/${view}?ledger_id=eq.${ledger.id}&${column}=gte.${from}-01&${column}=lte.${to}-01&select=month:${column},kind,amount_cents&order=${column},kind,category_id,source_id&limit=${PAGE}&offset=${rows.length}`,
			)
			rows.push(...page)
			if (page.length < PAGE) return rows
		}
	}

	get<Answer>(path: string): Promise<Answer> {
		return this.ask(path, { method: 'GET' })
	}

	post<Answer>(path: string, body: object): Promise<Answer> {
		return this.ask(path, { method: 'POST', body: JSON.stringify(body) })
	}

	private async ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
		const { url, key, request = fetch, pause } = this.options
		return untilAnswered(async () => {
			const response = await request(`${url}/${path}`, {
				...init,
				headers: {
					apikey: key,
					'content-type': 'application/json',
					...(this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
				},
			}).catch(() => null)
			if (response?.ok) return { answer: (await response.json()) as Answer }
			if (response === null || mayPassLater(response.status)) return null
			const body = (await response.json().catch(() => null)) as { message?: string; msg?: string } | null
			throw new ImportStopped(`${body?.message ?? body?.msg ?? 'The project refused'} (${response.status}).`)
		}, pause)
	}
}
