import { createSignal, Match, onMount, Switch } from 'solid-js'
import type { SettingsPort } from '../backend/types'
import { LONGEST_AGENT_NAME } from '../ledger/limits'
import { isolate } from '../ui/bidi'
import { CopyButton } from '../ui/CopyButton'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { createQuery } from '../ui/query'
import { useWords } from '../words'

const t = useWords('settings')

/** The fourth step: the agent's key, shown this once. */
export function AgentStep(props: {
	settings: SettingsPort
	token: string | null
	onToken: (token: string) => void
	onDone: () => void
}) {
	const [name, setName] = createSignal(t('agents.nameDefault'))
	// After a reload: it was made, and its key is gone from here.
	const agents = createQuery(() => props.settings.agents())
	const [another, setAnother] = createSignal(false)
	const made = () =>
		props.token === null && !another()
			? agents.value()?.find(({ revoked_at }) => revoked_at === null)
			: undefined
	let head!: HTMLHeadingElement
	onMount(() => head.focus())
	const form = createForm(async () => {
		const { token } = await props.settings.createAgent(name().trim())
		props.onToken(token)
	}, ['name'])
	const goOn = () => {
		if (props.token !== null) return t('onboarding.agent.next')
		return t(made() ? 'onboarding.agent.goOn' : 'onboarding.agent.create')
	}
	return (
		<form
			class="form"
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				if (props.token !== null || made()) return props.onDone()
				if (name().trim() === '') return form.refuse('name', t('agents.nameMissing'))
				void form.submit()
			}}
		>
			<div>
				<h1 class="h1" ref={head} tabindex="-1">
					{t('onboarding.agent.title')}
				</h1>
				<p class="lead">{t('onboarding.agent.lead')}</p>
			</div>
			<Switch
				fallback={
					<Field label={t('onboarding.agent.name')} hint={t('agents.nameHint')} error={form.errorOf('name')}>
						{(control) => (
							<input
								class="input"
								maxlength={LONGEST_AGENT_NAME}
								autocomplete="off"
								value={name()}
								onInput={(event) => setName(event.currentTarget.value)}
								{...control}
							/>
						)}
					</Field>
				}
			>
				<Match when={props.token}>{(token) => <NewKey token={token()} />}</Match>
				<Match when={made()}>
					{(agent) => <p>{t('onboarding.agent.madeBefore', { name: isolate(agent().name) })}</p>}
				</Match>
			</Switch>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} save={goOn()}>
				<Switch>
					<Match when={made()}>
						<button type="button" class="btn btn-bare" onClick={() => setAnother(true)}>
							{t('onboarding.agent.another')}
						</button>
					</Match>
					<Match when={props.token === null}>
						<button type="button" class="btn btn-bare" onClick={() => props.onDone()}>
							{t('onboarding.agent.skip')}
						</button>
					</Match>
				</Switch>
			</FormActions>
		</form>
	)
}

function NewKey(props: { token: string }) {
	return (
		<>
			<div class="secret">
				<code class="code" translate="no" data-secret tabindex="0">
					{props.token}
				</code>
				<CopyButton text={props.token} label={t('agents.copyToken')} main focused />
			</div>
			<p class="secret-warn">
				<Icon of={icons.warning} />
				<span>{t('agents.once')}</span>
			</p>
		</>
	)
}
