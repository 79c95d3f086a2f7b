import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { createLeaveGuard } from '../../app/leave-guard'
import { useLedgerSession } from '../../app/session'
import { ageText, clock } from '../../app/time'
import type { Agent } from '../../backend/types'
import { LONGEST_AGENT_NAME } from '../../ledger/limits'
import { can } from '../../ledger/permissions'
import { isolate } from '../../ui/bidi'
import { Confirm } from '../../ui/Confirm'
import { Field } from '../../ui/Field'
import { FormActions } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { ListState } from '../../ui/ListState'
import { createQuery } from '../../ui/query'
import { ReadOnlyNote } from '../../ui/ReadOnlyNote'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { NewToken } from './NewToken'

const t = useWords('settings')

/** The programs that may write to the ledger. A new key is shown here, once. */
export function AgentsSection() {
	const session = useLedgerSession()
	const owner = () => can(session.ledger().role, 'agents')
	return (
		<Show
			when={owner()}
			fallback={
				<>
					<SettingsHead title={t('agents.title')} lead={t('agents.lead')}>
						<ReadOnlyNote />
					</SettingsHead>
					<div class="sheet">
						<p class="row-empty">{t('agents.ownersOnly')}</p>
					</div>
				</>
			}
		>
			<OwnersAgents />
		</Show>
	)
}

function OwnersAgents() {
	const session = useLedgerSession()
	let add!: HTMLButtonElement
	const [adding, setAdding] = createSignal(false)
	const [made, setMade] = createSignal<{ agent: Agent; token: string } | null>(null)
	const [copied, setCopied] = createSignal(false)
	const agents = createQuery(() => session.settings.agents(), {
		refetchOn: () => session.directory()?.settings_revision,
	})
	// Rows are kept by id, so that reading the list again never closes the question a row asks.
	const ids = createMemo(() => sorted(agents.value() ?? []).map(({ id }) => id))
	const guard = createLeaveGuard(() => made() !== null && !copied())

	// While a new key waits for its first call, any change of the ledger may be that call.
	const called = () => agents.value()?.find(({ id }) => id === made()?.agent.id)?.last_used_at != null
	createEffect(
		on([() => session.feed().head, session.pending], () => made() && !called() && agents.refetch(), {
			defer: true,
		}),
	)

	return (
		<>
			<SettingsHead title={t('agents.title')} lead={t('agents.lead')}>
				<button ref={add} type="button" class="btn btn-main" onClick={() => setAdding(true)}>
					<Icon of={icons.add} />
					{t('agents.add')}
				</button>
			</SettingsHead>
			<div class="sheet">
				<Show when={adding()}>
					<AgentForm
						onClose={() => {
							setAdding(false)
							add.focus()
						}}
						onMade={(answer) => {
							setMade(answer)
							setCopied(false)
							setAdding(false)
							agents.refetch()
						}}
					/>
				</Show>
				<Show when={made()} keyed>
					{(answer) => (
						<NewToken
							backend={session.backend}
							name={answer.agent.name}
							token={answer.token}
							called={called()}
							onCopied={() => setCopied(true)}
						/>
					)}
				</Show>
				<section class="panel panel-rows">
					<h2 class="panel-h">
						{t('agents.keys')} <span class="muted num">{agents.value()?.length ?? ''}</span>
					</h2>
					<ListState query={agents}>
						<ul class="rows">
							<For each={ids()} fallback={<li class="row-empty">{t('agents.none')}</li>}>
								{(id) => (
									<Show when={agents.value()?.find((agent) => agent.id === id)}>
										{(agent) => (
											<AgentRow
												agent={agent()}
												fresh={id === made()?.agent.id}
												onRevoked={() => {
													agents.refetch()
													add.focus()
												}}
											/>
										)}
									</Show>
								)}
							</For>
						</ul>
					</ListState>
				</section>
			</div>
			<Confirm
				open={guard.asked()}
				title={t('agents.leaveTitle')}
				action={t('agents.leave')}
				danger
				onClose={guard.stay}
				onConfirm={guard.leave}
			>
				<p>{t('agents.leaveConsequence')}</p>
			</Confirm>
		</>
	)
}

/** Working keys first, newest first. */
const sorted = (agents: readonly Agent[]) =>
	[...agents].sort(
		(a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null) || b.created_at - a.created_at,
	)

function AgentForm(props: {
	onClose: () => void
	onMade: (answer: { agent: Agent; token: string }) => void
}) {
	const session = useLedgerSession()
	const [name, setName] = createSignal('')
	let first!: HTMLInputElement
	onMount(() => first.focus())
	let alive = true
	onCleanup(() => {
		alive = false
	})
	const form = createForm(async () => {
		const answer = await session.settings.createAgent(name().trim())
		if (alive) props.onMade(answer)
	}, ['name'])
	return (
		<form
			class="panel form"
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				if (name().trim() === '') return form.refuse('name', t('agents.nameMissing'))
				void form.submit()
			}}
		>
			<div class="ph">
				<h2>{t('agents.nameTitle')}</h2>
			</div>
			<Field label={t('form.name')} hint={t('agents.nameHint')} error={form.errorOf('name')}>
				{(control) => (
					<input
						ref={first}
						class="input"
						maxlength={LONGEST_AGENT_NAME}
						autocomplete="off"
						value={name()}
						onInput={(event) => setName(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<FormActions
				busy={form.busy()}
				problem={form.errorOf(null)}
				save={t('agents.create')}
				onCancel={props.onClose}
			/>
		</form>
	)
}

function AgentRow(props: { agent: Agent; fresh: boolean; onRevoked: () => void }) {
	const session = useLedgerSession()
	const [asking, setAsking] = createSignal(false)
	const day = (at: number) => session.formats().dayYear(session.formats().localDay(at))
	const form = createForm(async () => {
		await session.settings.revokeAgent(props.agent.id)
		showToast({ kind: 'ok', text: t('agents.revoked'), detail: props.agent.name })
	})
	const state = () =>
		props.agent.revoked_at !== null ? 'revoked' : props.agent.last_used_at === null ? 'fresh' : 'active'
	const badge = { fresh: 'badge badge-off', active: 'badge badge-ok', revoked: 'badge badge-bad' }
	const use = () => {
		if (props.agent.revoked_at !== null) return t('agents.revokedOn', { day: day(props.agent.revoked_at) })
		if (props.agent.last_used_at === null) return t('agents.never')
		return t('agents.used', { when: ageText(props.agent.last_used_at, clock(), session.formats()) })
	}
	return (
		<li class="member-row agent-row" data-agent={props.agent.id}>
			<div class="row-name">
				<p class="strong">
					<bdi>{props.agent.name}</bdi> <span class={badge[state()]}>{t(`agents.state.${state()}`)}</span>
				</p>
				<p class="row-note">
					{t('agents.created', { day: day(props.agent.created_at) })}
					<span class="only-narrow"> · {use()}</span>
				</p>
			</div>
			<span class="num only-wide">{use()}</span>
			<Show when={props.agent.revoked_at === null} fallback={<span />}>
				<button type="button" class="btn btn-bare btn-danger" onClick={() => setAsking(true)}>
					{t('agents.revoke')}
				</button>
			</Show>
			<Confirm
				open={asking()}
				title={t('agents.revokeTitle', { name: isolate(props.agent.name) })}
				action={t('agents.revoke')}
				danger
				busy={form.busy()}
				onClose={() => setAsking(false)}
				onConfirm={async () => {
					const done = await form.submit()
					if (!done) showToast({ kind: 'bad', text: form.errorOf(null) ?? '' })
					// Close first: the dialog returns the focus to the button that opened it, and that button disappears with the key.
					setAsking(false)
					if (done) props.onRevoked()
				}}
			>
				<p>{t('agents.revokeConsequence')}</p>
			</Confirm>
		</li>
	)
}
