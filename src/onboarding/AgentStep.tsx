import { createSignal, onMount, Show } from 'solid-js'
import type { SettingsPort } from '../backend/types'
import { LONGEST_AGENT_NAME } from '../ledger/limits'
import { CopyButton } from '../ui/CopyButton'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'

const t = useWords('settings')

/** The third step: the agent's key, shown this once. */
export function AgentStep(props: {
	settings: SettingsPort
	token: string | null
	onToken: (token: string) => void
	onDone: () => void
}) {
	const [name, setName] = createSignal(t('agents.nameDefault'))
	let head!: HTMLHeadingElement
	onMount(() => head.focus())
	const form = createForm(async () => {
		const { token } = await props.settings.createAgent(name().trim())
		props.onToken(token)
	}, ['name'])
	return (
		<form
			class="form"
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				if (props.token !== null) return props.onDone()
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
			<Show
				when={props.token}
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
				{(token) => (
					<>
						<div class="secret">
							<code class="code" data-secret>
								{token()}
							</code>
							<CopyButton text={token()} label={t('agents.copyToken')} main focused />
						</div>
						<p class="secret-warn">
							<Icon of={icons.warning} />
							<span>{t('agents.once')}</span>
						</p>
					</>
				)}
			</Show>
			<FormActions
				busy={form.busy()}
				problem={form.errorOf(null)}
				save={props.token === null ? t('onboarding.agent.create') : t('onboarding.agent.next')}
			>
				<Show when={props.token === null}>
					<button type="button" class="btn btn-bare" onClick={() => props.onDone()}>
						{t('onboarding.agent.skip')}
					</button>
				</Show>
			</FormActions>
		</form>
	)
}
