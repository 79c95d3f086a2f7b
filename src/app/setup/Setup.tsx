import { createSignal, type JSX, Show } from 'solid-js'
import { ConfigError, type ConfigProblem, canStoreConfig, checkConfig } from '../../backend/config'
import { clearStoredConfig, probe, storeConfig } from '../../backend/config-setup'
import { Field } from '../../ui/Field'
import { countAttempt } from '../../ui/form'
import { Mark } from '../../ui/Mark'
import { useWords } from '../../words'
import './setup.css'

const t = useWords('start')

type Problem = ConfigProblem | 'unreachable' | 'refused'

/**
 * Asks where the Supabase project is, for a page opened from disk; the answer stays in this browser. On a hosted page
 * it only explains what is wrong with the configuration (`problem`), since its publisher must correct that.
 */
export default function Setup(props: { problem?: ConfigProblem }): JSX.Element {
	const [supabaseUrl, setUrl] = createSignal('')
	const [publishableKey, setKey] = createSignal('')
	const [problem, setProblem] = createSignal<Problem | null>(props.problem ?? null)
	const [checking, setChecking] = createSignal(false)
	const about = (what: 'url' | 'key') => {
		const now = problem()
		if (!now) return null
		return now.startsWith('key') || now === 'refused' ? what === 'key' : what === 'url'
	}
	const message = (what: 'url' | 'key') => {
		const now = problem()
		return now && about(what) ? t(`setup.problems.${now}`) : null
	}

	function fail(found: Problem): void {
		countAttempt()
		setProblem(found)
	}

	async function save(event: SubmitEvent): Promise<void> {
		event.preventDefault()
		const typed = { supabaseUrl: supabaseUrl(), publishableKey: publishableKey() }
		try {
			const config = checkConfig(typed)
			if (!config) throw new ConfigError('url_missing')
			setChecking(true)
			const answer = await probe(config)
			setChecking(false)
			if (answer !== 'ok') return fail(answer)
			storeConfig(typed)
			restart()
		} catch (error) {
			if (!(error instanceof ConfigError)) throw error
			fail(error.problem)
		}
	}

	return (
		<div class="solo">
			<header>
				<span class="mark">
					<Mark />
					Painel
				</span>
			</header>
			<main data-page="setup">
				<section class="sheet setup">
					<Show when={canStoreConfig()} fallback={<Hosted problem={problem()} />}>
						<form class="panel form" novalidate onSubmit={(event) => void save(event)}>
							<div>
								<h1 class="h1">{t('setup.title')}</h1>
								<p class="lead">{t('setup.lead')}</p>
							</div>
							<Field label={t('setup.url')} error={message('url')}>
								{(control) => (
									<input
										class="input"
										type="url"
										inputmode="url"
										autocomplete="off"
										spellcheck={false}
										placeholder="https://abcd.supabase.co"
										value={supabaseUrl()}
										onInput={(event) => setUrl(event.currentTarget.value)}
										{...control}
									/>
								)}
							</Field>
							<Field label={t('setup.key')} hint={t('setup.keyHint')} error={message('key')}>
								{(control) => (
									<input
										class="input"
										autocomplete="off"
										spellcheck={false}
										placeholder="sb_publishable_…"
										value={publishableKey()}
										onInput={(event) => setKey(event.currentTarget.value)}
										{...control}
									/>
								)}
							</Field>
							<div class="acts">
								<button type="submit" class="btn btn-main btn-lg" disabled={checking()}>
									{checking() ? t('setup.checking') : t('setup.save')}
								</button>
								<button
									type="button"
									class="btn btn-bare btn-lg"
									onClick={() => {
										clearStoredConfig()
										restart()
									}}
								>
									{t('setup.demo')}
								</button>
							</div>
						</form>
					</Show>
				</section>
			</main>
		</div>
	)
}

/** The configuration is read once, at the start. */
function restart(): void {
	location.hash = '#/'
	location.reload()
}

/** On a host the configuration is its publisher's: what is wrong with it, or the way back. */
function Hosted(props: { problem: Problem | null }): JSX.Element {
	return (
		<div class="panel form">
			<div>
				<h1 class="h1">{props.problem ? t('setup.brokenTitle') : t('setup.title')}</h1>
				<Show when={props.problem}>
					<p class="lead">{t('setup.brokenLead')}</p>
				</Show>
			</div>
			<Show when={props.problem}>{(now) => <p role="alert">{t(`setup.problems.${now()}`)}</p>}</Show>
			<p class="muted">{t('setup.hosted')}</p>
			<Show when={!props.problem}>
				<div class="acts">
					<a class="btn btn-main" href="#/">
						{t('setup.back')}
					</a>
				</div>
			</Show>
		</div>
	)
}
