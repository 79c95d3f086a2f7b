import { type Stack, startStack } from '../../local/stack/index.ts'
import { as, signedIn, signUp } from '../../supabase/tests/support/persona.ts'
import { doorId } from '../source/door-workflow.ts'
import { types, type Workflow } from '../source/node.ts'
import type { settings } from '../source/settings.ts'
import { workflowFiles } from '../source/write.ts'
import { type Answer, type Delivery, WorkflowRunner } from '../testing/workflow-runner.ts'
import { deliveries, type Said, secrets } from './deliveries.ts'
import type { DoorName, Turn } from './dialogue.ts'
import { Outside, type SentReply } from './outside.ts'

const numbers = {
	ana: '5511999998888',
	bruno: '5511977776666',
	zé: '5511955554444',
	bia: 'BR.1502576394655843',
}

/** What a turn came to. */
export interface Outcome {
	answer: Answer
	replies: SentReply[]
	/** The model was asked so many times. */
	asked: Outside['asked']
}

/** Brings a delivery to a door's workflow. */
export type Deliver = (workflow: string, delivery: Delivery) => Promise<Answer>

/** The workflows with the settings that a person would have filled in. */
export function preparedWorkflows(given: Partial<typeof settings>): Workflow[] {
	return Object.values(workflowFiles).map((make) => {
		const workflow = make()
		for (const node of workflow.nodes)
			if (node.type === types.set[0] && ['Valores', 'Configuração'].includes(node.name)) {
				const { assignments } = node.parameters.assignments as {
					assignments: { name: keyof typeof settings; value: unknown }[]
				}
				for (const one of assignments) one.value = given[one.name] ?? one.value
			}
		return workflow
	})
}

/** Without n8n: the exported files, run by our own runner. */
const runnerFor = (stage: Stage, given: Partial<typeof settings>) =>
	new WorkflowRunner({
		workflows: preparedWorkflows({
			...given,
			supabase_url: stage.outside.stackUrl,
			modelo_url: 'https://model.test/v1',
			transcricao_url: 'https://model.test/v1',
			graph_url: 'https://graph.test/v25.0',
			evolution_url: 'https://evolution.test',
			waha_url: 'https://waha.test',
			aviso_url: 'https://notice.test',
		}),
		credentials: {
			...secrets,
			painelInbox: { apikey: stage.publishableKey, 'x-agent-token': stage.token },
		},
		send: stage.outside.send,
		telegram: stage.outside.telegram,
	})

const byRunner =
	(stage: Stage): Deliver =>
	(workflow, delivery) =>
		stage.runner.deliver(workflow, delivery)

/** The embedded stack, on which each dialogue has a household of its own. */
export class Theatre {
	private constructor(private readonly stack: Stack) {}

	/** `data`: an empty PostgreSQL, or a copy of the one with the migrations. */
	static async open(data?: string): Promise<Theatre> {
		return new Theatre(await startStack(data ? { data } : {}))
	}

	close(): Promise<void> {
		return this.stack.close()
	}

	async stage(
		delivering: (stage: Stage) => Deliver = byRunner,
		given: Partial<typeof settings> = {},
	): Promise<Stage> {
		const { database } = this.stack
		const owner = await signUp(database, `owner-${crypto.randomUUID()}@example.com`)
		const made = await as(database, signedIn(owner), async (query) => {
			const [ledger] = await query<{ id: string }>(`select id from public.create_ledger('Casa')`)
			const id = ledger!.id
			const [made] = await query<{ agent: { token: string } }>(
				`select public.create_agent($1, 'WhatsApp') as agent`,
				[id],
			)
			await query(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [id])
			await query(
				`insert into public.categories (ledger_id, name, aliases) values
					($1, 'Mercado', '{super}'), ($1, 'Lazer', '{}'), ($1, 'Transporte', '{}')`,
				[id],
			)
			await query(
				`insert into public.sources (ledger_id, name) values ($1, 'Pix'), ($1, 'Nubank'), ($1, 'Itaú')`,
				[id],
			)
			await query(
				'insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 2, 25, 5)',
				[id],
			)
			await query(
				`insert into public.budgets (ledger_id, category_id, month, amount_cents) values ($1, 2, '2020-01-01', 30000)`,
				[id],
			)
			await query(
				`insert into public.contacts (ledger_id, address, person_id) values
					($1, $2, 1), ($1, $3, 2), ($1, $4, 1)`,
				[id, `tel:${numbers.ana}`, `tel:${numbers.bruno}`, `tg:${numbers.ana}`],
			)
			return { id, token: made!.agent.token }
		})
		return new Stage(this.stack, made.id, made.token, owner, delivering, given)
	}
}

/** One household, its doors, and who is around it. */
export class Stage {
	readonly outside: Outside
	readonly runner: WorkflowRunner
	private readonly deliver: Deliver
	private readonly said: { id: string; door: DoorName; delivery: Said; reply: SentReply | null }[] = []
	private sequence = 100

	constructor(
		private readonly stack: Stack,
		readonly ledgerId: string,
		readonly token: string,
		private readonly owner: string,
		delivering: (stage: Stage) => Deliver,
		given: Partial<typeof settings>,
	) {
		this.outside = new Outside(stack.url)
		this.runner = runnerFor(this, given)
		this.deliver = delivering(this)
	}

	get publishableKey(): string {
		return this.stack.publishable_key
	}

	/** Delivers one turn, and tells what came of it. */
	async play(turn: Turn): Promise<Outcome> {
		this.outside.expect(turn)
		const before = this.outside.replies.length
		const door = turn.door ?? 'meta'
		const delivery = turn.again === undefined ? this.saidOf(turn) : this.said[turn.again]!.delivery
		if (turn.again === undefined) this.said.push({ id: delivery.id, door, delivery, reply: null })
		const answer = await this.deliver(doorId(door), deliveries[door](delivery))
		const replies = this.outside.replies.slice(before)
		const text = (answer.body as { text?: string }).text
		if (door === 'plain' && text)
			replies.push({ id: '', to: 'plain', text, choices: [], form: 'text', quoted: null })
		const place = turn.again ?? this.said.length - 1
		this.said[place]!.reply = replies[0] ?? this.said[place]!.reply
		return { answer, replies, asked: this.outside.asked }
	}

	/** Delivers several turns at the same moment. One model answers all of them alike. */
	async playTogether(turns: Turn[]): Promise<Answer[]> {
		this.outside.expect(turns[0]!)
		const brought = turns.map((turn) => {
			const door = turn.door ?? 'meta'
			const delivery = turn.again === undefined ? this.saidOf(turn) : this.said[turn.again]!.delivery
			if (turn.again === undefined) this.said.push({ id: delivery.id, door, delivery, reply: null })
			return { door, delivery }
		})
		return Promise.all(
			brought.map(({ door, delivery }) => this.deliver(doorId(door), deliveries[door](delivery))),
		)
	}

	private replyId(place: number): string {
		const { reply, door } = this.said[place]!
		if (!reply) throw new Error(`Message ${place} had no reply.`)
		return (
			{ meta: `wamid.OUT${reply.id}`, telegram: reply.id }[door as 'meta' | 'telegram'] ?? `3EB0${reply.id}`
		)
	}

	private saidOf(turn: Turn): Said {
		const door = turn.door ?? 'meta'
		const number = ++this.sequence
		const start = turn.longId ? 'X'.repeat(300) : ''
		const id =
			door === 'meta' ? `wamid.${start}HBgNNTUxMTk5OTk5ODg4OBUCABIYFDNB${number}==` : `${start}${number}`
		const { answers, presses, of } = turn
		const ref =
			presses !== undefined
				? this.replyId(presses.of)
				: of !== undefined
					? this.said[of]!.id
					: !answers
						? null
						: 'reply' in answers
							? this.replyId(answers.reply)
							: 'unknown' in answers
								? answers.unknown
								: this.said[answers.message]!.id
		const offered = presses && this.said[presses.of]!.reply!
		const choice = offered?.choices.find(({ title }) => title.includes(presses!.title))
		if (presses && !choice) throw new Error(`There is no "${presses.title}" to press.`)
		return {
			turn,
			id,
			ref,
			isReply: presses !== undefined || (answers !== undefined && 'reply' in answers),
			number: numbers[turn.from ?? 'ana'],
			choice: choice ?? null,
			isRow: offered?.form === 'list',
			// A second apart, in the order in which they were said.
			at:
				Math.floor(Date.now() / 1000) -
				60 * (turn.ago ?? 0) -
				(turn.ago === undefined ? Math.max(0, 20 - this.said.length) : 0),
		}
	}

	/** Every purchase that counts: "mercado 52,90 Pix Ana 10x". */
	async ledger(): Promise<string[]> {
		const rows = await this.stack.database.query<{ line: string }>(
			`select concat_ws(' ', t.description, replace((t.amount_cents / 100.0)::numeric(12, 2)::text, '.', ','),
				nullif(t.kind, 'expense'), coalesce(s.name, t.source_text), case when t.to_source_text is not null then '> ' || t.to_source_text end,
				coalesce(c.name, t.category_text), coalesce(p.name, t.person_text),
				case when t.installments > 1 then t.installments || 'x' end) as line
			from public.transactions t
			left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
			left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
			left join public.people p on p.ledger_id = t.ledger_id and p.id = t.person_id
			where t.ledger_id = $1 and not t.voided
			order by t.description, t.amount_cents`,
			[this.ledgerId],
		)
		return rows.map(({ line }) => line)
	}

	/** How many items wait under "a conferir". */
	async waiting(): Promise<number> {
		const [row] = await this.stack.database.query<{ count: number }>(
			`select count(*)::int as count from public.inbox i
			where i.ledger_id = $1 and i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null`,
			[this.ledgerId],
		)
		return row!.count
	}

	/** "Ana: ✅ mercado: R$ 52,90" of each reply that people see as not delivered, newest first. */
	async undelivered(): Promise<string[]> {
		const rows = await as(this.stack.database, signedIn(this.owner), (query) =>
			query<{ person: string; said: string }>('select * from public.undelivered_replies($1)', [
				this.ledgerId,
			]),
		)
		return rows.map(({ person, said }) => `${person}: ${said.split('\n')[0]}`)
	}

	/** Runs the workflow that tells reminders, as its schedule would. */
	async remind(): Promise<SentReply[]> {
		const before = this.outside.replies.length
		this.outside.expect({ reply: null })
		await this.runner.start('painelLembretes')
		return this.outside.replies.slice(before)
	}

	/** No quiet hours, so that tests may run at night. */
	async neverQuiet(): Promise<void> {
		await this.stack.database.query(
			`insert into public.reminder_settings (ledger_id, kinds, quiet_from, quiet_to) values ($1, '{budget}', 0, 0)`,
			[this.ledgerId],
		)
	}

	/** A code for a newcomer, as the page makes it. */
	async code(person = 2): Promise<string> {
		const [row] = await as(this.stack.database, signedIn(this.owner), (query) =>
			query<{ made: { code: string } }>('select public.create_join_code($1, $2) as made', [
				this.ledgerId,
				person,
			]),
		)
		return row!.made.code
	}

	/** Lets a run that never came back count as given up. */
	async forgetRuns(): Promise<void> {
		await this.stack.database.query(
			`update private.received_messages set taken_at = now() - interval '10 minutes'
			where agent_id in (select id from public.agents where ledger_id = $1)`,
			[this.ledgerId],
		)
	}
}
