import { createSignal, For, type JSX, Match, Switch } from 'solid-js'
import { setTheme, type Theme, theme } from '../../app/theme'
import { type Language, language, setLanguage, useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { allowNotifications, notificationState, notify, stopNotifications } from './notifications'

const t = useWords('settings')
const THEMES: readonly Theme[] = ['system', 'light', 'dark']
/** Each language under its own name, whatever the page's language. */
const LANGUAGES: readonly { code: Language; name: string }[] = [
	{ code: 'pt-BR', name: 'Português' },
	{ code: 'en', name: 'English' },
]

/** The preferences of this device: theme, language, notifications. */
export function PreferencesSection() {
	return (
		<>
			<SettingsHead title={t('preferences.title')} lead={t('preferences.lead')} />
			<div class="sheet">
				<section class="panel form">
					<Choice label={t('preferences.theme')}>
						<For each={THEMES}>
							{(choice) => (
								<button
									type="button"
									class="opt"
									aria-pressed={theme() === choice}
									onClick={() => setTheme(choice)}
								>
									{t(`preferences.themes.${choice}`)}
								</button>
							)}
						</For>
					</Choice>
					<Choice label={t('preferences.language')}>
						<For each={LANGUAGES}>
							{({ code, name }) => (
								<button
									type="button"
									class="opt"
									lang={code}
									aria-pressed={language() === code}
									onClick={() => setLanguage(code)}
								>
									{name}
								</button>
							)}
						</For>
					</Choice>
				</section>
				<Notices />
			</div>
		</>
	)
}

function Choice(props: { label: string; children: JSX.Element }) {
	return (
		<fieldset class="fg">
			<legend>{props.label}</legend>
			<div class="opts">{props.children}</div>
		</fieldset>
	)
}

function Notices() {
	// The browser's permission is not reactive, so the state is read again after each answer.
	const [state, setState] = createSignal(notificationState())
	const allow = async () => {
		if ((await allowNotifications()) === 'on')
			await notify(t('preferences.testTitle'), t('preferences.testBody'), 'painel-test')
		setState(notificationState())
	}
	const stop = () => {
		stopNotifications()
		setState(notificationState())
	}
	return (
		<section class="panel form">
			<div>
				<h2 class="panel-h">{t('preferences.notices')}</h2>
				<p>{t('preferences.noticesLead')}</p>
			</div>
			<Switch>
				<Match when={state() === 'on'}>
					<p>{t('preferences.allowed')}</p>
					<div class="acts">
						<button type="button" class="btn" onClick={stop}>
							{t('preferences.off')}
						</button>
					</div>
				</Match>
				<Match when={state() === 'off'}>
					<div class="acts">
						<button type="button" class="btn btn-main" onClick={allow}>
							{t('preferences.allow')}
						</button>
					</div>
				</Match>
				<Match when={state() === 'blocked'}>
					<p role="status">{t('preferences.blocked')}</p>
				</Match>
				<Match when={state() === 'unsupported'}>
					<p>{t('preferences.unsupported')}</p>
				</Match>
			</Switch>
		</section>
	)
}
