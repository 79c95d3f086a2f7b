import { type Answer, codeOf, type Finding, fail, ok, type Project, warn } from './finding'

/** Every table and view of the API. `agents` may select from `inbox` with their token; nobody else reads anything unsigned. */
export const relations = [
	'ledgers',
	'members',
	'invitations',
	'agents',
	'categories',
	'sources',
	'people',
	'bill_closings',
	'budgets',
	'inbox',
	'transactions',
	'bill_items',
	'current_month_bill',
	'previous_month_bill',
	'monthly_totals',
]

const ledger = '00000000-0000-4000-8000-000000000000'

/** Every function of the API, with arguments that name nothing. */
export const functions: Record<string, Record<string, string>> = {
	ledger_changes: { ledger_id: ledger, after: '0', max_rows: '0' },
	agent_summary: {},
	agent_context: {},
	agent_received: { message_id: 'doctor', contacts: '{app:doctor}' },
	agent_thread: { message_id: 'doctor' },
	agent_answered: { message_id: 'doctor' },
	agent_reminders: { contact: 'app:doctor' },
	agent_reminded: { ids: `{${ledger}}` },
	agent_mute: { contact: 'app:doctor' },
	agent_replied: { message_id: 'doctor', reply_ids: '{doctor}' },
	agent_recorded: { ids: `{${ledger}}` },
	agent_sources: {},
	delete_account: { email: 'doctor@example.com' },
	correct: { ledger_id: ledger, items: '[]' },
	preview_cycle: {
		ledger_id: ledger,
		source_id: '1',
		from_month: '2026-11',
		closing_day: '1',
		due_day: '10',
	},
	merge_labels: { ledger_id: ledger, what: 'category', from_id: '1', into_id: '2' },
	delete_label: { ledger_id: ledger, what: 'category', id: '1' },
	agent_keep: { message_id: 'doctor', item: '0' },
	agent_undelivered: { message_id: 'doctor' },
	undelivered_replies: { ledger_id: ledger },
	dismiss_undelivered: { undelivered_id: ledger },
	quiet_agents: { ledger_id: ledger },
	told_twice: { ledger_id: ledger },
	keep_repeat: { transaction_id: ledger },
	undo_label: { ledger_id: ledger, undo: ledger },
	label_uses: { ledger_id: ledger, what: 'category', id: '1' },
	agent_join: { code: 'doctor', contact: 'app:doctor' },
	create_join_code: { ledger_id: ledger, person_id: '1' },
	create_ledger: { name: 'doctor' },
	delete_ledger: { ledger_id: ledger, name: 'doctor' },
	erase_remains: { ledger_id: ledger },
	export_ledger: { ledger_id: ledger },
	export_rows: { ledger_id: ledger, what: 'inbox' },
	erase_texts: { ledger_id: ledger, person_id: '1' },
	create_agent: { ledger_id: ledger, name: 'doctor' },
	import_token: { ledger_id: ledger },
	revoke_agent: { agent_id: ledger },
	invite_member: { ledger_id: ledger, email: 'doctor@example.com', role: 'viewer' },
	my_invitations: {},
	accept_invitation: { invitation_id: ledger },
	decline_invitation: { invitation_id: ledger },
	rename_member: { ledger_id: ledger, name: 'doctor' },
	list_members: { ledger_id: ledger },
	set_member_role: { ledger_id: ledger, user_id: ledger, role: 'viewer' },
	remove_member: { ledger_id: ledger, user_id: ledger },
	map_text: { ledger_id: ledger, what: 'category', label: 'doctor', id: '1' },
	unmap_text: { ledger_id: ledger, what: 'category', label: 'doctor', id: '1' },
	unknown_texts: { ledger_id: ledger },
	dismiss_inbox: { inbox_id: ledger },
	undismiss_inbox: { inbox_id: ledger },
	transaction_history: { transaction_id: ledger },
}

const push = 'Apply the migrations: npx supabase db push --remote.'

/** Whether the project answers, takes the key, and lets people sign in. */
export async function checkAuth(project: Project): Promise<Finding[]> {
	const answer = await project.ask('/auth/v1/settings')
	if (answer.status === 0 || answer.status >= 500)
		return [
			fail(
				'the project answers',
				`Nothing answers at ${project.url}${answer.status ? ` (${answer.status})` : ''}. Check the URL and the network, and on the dashboard that the project is not paused.`,
			),
		]
	if (answer.status === 401 || answer.status === 403)
		return [
			ok('the project answers'),
			fail(
				'the key is accepted',
				'Copy the publishable key of this same project: Project Settings > API keys.',
			),
		]
	if (answer.status !== 200)
		return [
			fail(
				'the project answers',
				`This is no Supabase project: /auth/v1/settings answered ${answer.status}.`,
			),
		]
	const settings = answer.body as {
		external?: Record<string, boolean>
		disable_signup?: boolean
		mailer_autoconfirm?: boolean
	}
	const findings = [ok('the project answers'), ok('the key is accepted')]
	findings.push(
		settings.external?.email === false
			? fail('people can sign in by e-mail', 'Switch on Authentication > Sign In / Providers > Email.')
			: ok('people can sign in by e-mail'),
	)
	if (settings.external?.anonymous_users)
		findings.push(
			warn(
				'anonymous sign-in is off',
				'Switch it off: Authentication > Sign In / Providers. Painel never uses it.',
			),
		)
	if (settings.mailer_autoconfirm)
		findings.push(
			warn(
				'e-mail addresses are confirmed',
				'Switch on Confirm email: an invitation goes to whoever signs up with that address.',
			),
		)
	const date = Date.parse(answer.headers.get('date') ?? '')
	if (Number.isFinite(date) && Math.abs(date - Date.now()) > 120_000)
		findings.push(
			warn(
				'this machine’s clock is right',
				'It differs from the server’s by over two minutes: sign-ins may fail here.',
			),
		)
	return findings
}

/** Whether an answer says nothing about what was asked: none came, or the server could not. */
const isDown = ({ status }: Answer): boolean => status === 0 || status >= 500

/** The answer as a person would name it: its status, and the code where it has one. */
const named = (answer: Answer): string =>
	answer.status === 0 ? 'nothing' : [answer.status, codeOf(answer)].filter(Boolean).join(' ')

/**
 * Whether the API reaches its database. Where it does not, every other check of it would blame what is in order: tables,
 * policies, the agent's token.
 */
export async function checkApi(project: Project): Promise<Finding[]> {
	const answer = await project.ask(`/rest/v1/${relations[0]}?limit=1`)
	return isDown(answer)
		? [
				fail(
					'the API answers',
					`${project.url}/rest/v1 answered ${named(answer)}, so nothing behind it can be checked. Look at the project’s status and logs on the dashboard (the database may be starting, overloaded or out of disk; Project Settings > Data API must name only schemas that exist), then run this again.`,
				),
			]
		: [ok('the API answers')]
}

/** Whether every table is there and closed to those who are not signed in. */
export async function checkTables(project: Project): Promise<Finding[]> {
	const missing: string[] = []
	const open: string[] = []
	const silent: string[] = []
	for (const name of relations) {
		const answer = await project.ask(`/rest/v1/${name}?limit=1`)
		const rows = Array.isArray(answer.body) ? answer.body.length : 0
		if (answer.status === 404) missing.push(name)
		else if (rows > 0) open.push(name)
		else if (answer.status === 406) missing.push(name)
		else if (answer.status !== 200 && answer.status !== 401 && answer.status !== 403)
			silent.push(`${name} (${named(answer)})`)
	}
	if (missing.length === relations.length)
		return [
			fail(
				'the database has Painel’s tables',
				`${push} If you did: Project Settings > Data API must expose the schema public.`,
			),
		]
	return [
		...unanswered('every table answers', silent),
		...(missing.length > 0
			? [fail('the database has Painel’s tables', `Missing: ${missing.join(', ')}. ${push}`)]
			: known(silent, ok('the database has Painel’s tables'))),
		...(open.length > 0
			? [
					fail(
						'nobody reads without signing in',
						`OPEN to anyone: ${open.join(', ')}. Take the page offline, then put back the policies and grants of supabase/migrations.`,
					),
				]
			: known(silent, ok('nobody reads without signing in'))),
	]
}

/** A failure for what gave no answer to judge by. */
const unanswered = (what: string, silent: string[]): Finding[] =>
	silent.length > 0
		? [
				fail(
					what,
					`No answer to judge by: ${silent.join(', ')}. Look at the project’s logs, then run this again.`,
				),
			]
		: []

/** A good finding, unless something gave no answer: what is not known is not well. */
const known = (silent: string[], finding: Finding): Finding[] => (silent.length > 0 ? [] : [finding])

/** Whether every function is there and closed. Asked with GET, which runs read-only: nothing can change. */
export async function checkFunctions(project: Project): Promise<Finding[]> {
	const missing: string[] = []
	const open: string[] = []
	const silent: string[] = []
	for (const [name, args] of Object.entries(functions)) {
		const answer = await project.ask(`/rest/v1/rpc/${name}?${new URLSearchParams(args)}`)
		if (isDown(answer)) silent.push(`${name} (${named(answer)})`)
		else if (codeOf(answer) === 'PGRST202') missing.push(name)
		else if (answer.status >= 200 && answer.status < 300) open.push(name)
	}
	return [
		...unanswered('every function answers', silent),
		...(missing.length > 0
			? [fail('the database has Painel’s functions', `Missing or older: ${missing.join(', ')}. ${push}`)]
			: known(silent, ok('the database has Painel’s functions'))),
		...(open.length > 0
			? [
					fail(
						'no function answers without signing in',
						`OPEN to anyone: ${open.join(', ')}. Put back the grants of supabase/migrations.`,
					),
				]
			: known(silent, ok('no function answers without signing in'))),
	]
}

/** Whether writing is refused without a token, and with a forged one. */
export async function checkWriting(project: Project): Promise<Finding[]> {
	const row = { message_id: 'doctor', description: 'doctor', amount: 1 }
	const tries: [string, string, Record<string, string>, object][] = [
		['inbox', 'without a token', {}, row],
		['inbox', 'with a forged token', { 'x-agent-token': 'painel_forged' }, row],
		['transactions', 'by hand', {}, { description: 'doctor' }],
	]
	const findings: Finding[] = []
	for (const [table, how, headers, body] of tries) {
		const what = `nobody writes to ${table} ${how}`
		const answer = await project.ask(`/rest/v1/${table}`, { method: 'POST', headers, body })
		const { status } = answer
		if (isDown(answer)) findings.push(...unanswered(what, [`${table} (${named(answer)})`]))
		else if (status === 401 || status === 403) findings.push(ok(what))
		else if (status === 404) findings.push(fail(what, push))
		else
			findings.push(
				fail(
					what,
					`It answered ${status}. Put back the policies, grants and triggers of supabase/migrations.`,
				),
			)
	}
	return findings
}

/**
 * Whether counts that the planner guesses are refused. It guesses from statistics over all rows: with the public key alone,
 * they tell how many messages hold a text, and whether a ledger exists.
 */
export async function checkCounts(project: Project): Promise<Finding[]> {
	const what = 'nobody guesses what is in other people’s ledgers'
	const silent: string[] = []
	for (const count of ['planned', 'estimated']) {
		const answer = await project.ask('/rest/v1/inbox?select=id&limit=1', {
			headers: { prefer: `count=${count}` },
		})
		if (isDown(answer)) silent.push(`inbox, ${count} (${named(answer)})`)
		else if (answer.status !== 400)
			return [
				fail(
					what,
					`It answered ${named(answer)} to a ${count} count. Run in the SQL editor: alter role authenticator set pgrst.db_pre_request = 'private.check_request'; notify pgrst, 'reload config';`,
				),
			]
	}
	return [...unanswered(what, silent), ...known(silent, ok(what))]
}

/** What the agent's own token may do, where one is given. Writes nothing. */
export async function checkAgent(project: Project, token: string): Promise<Finding[]> {
	const headers = { 'x-agent-token': token }
	const summary = await project.ask('/rest/v1/rpc/agent_summary', { method: 'POST', headers, body: {} })
	if (summary.status === 401 || summary.status === 403)
		return [
			fail(
				'the agent’s token works',
				'Unknown or revoked: make an agent on the page (Ajustes, Agentes) and give its token.',
			),
		]
	if (isDown(summary)) return unanswered('the agent’s token works', [`agent_summary (${named(summary)})`])
	if (summary.status !== 200)
		return [fail('the agent’s token works', `agent_summary answered ${named(summary)}. ${push}`)]
	const own = await project.ask('/rest/v1/inbox?select=id&limit=1', { headers })
	const reads = 'the agent reads its own messages'
	return [
		ok('the agent’s token works'),
		...(isDown(own)
			? unanswered(reads, [`inbox (${named(own)})`])
			: [own.status === 200 ? ok(reads) : fail(reads, `It answered ${named(own)}. ${push}`)]),
	]
}
