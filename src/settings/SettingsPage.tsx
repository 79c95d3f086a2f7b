import { For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { lazyWithRetry } from '../app/lazy'
import { useLedgerSession } from '../app/session'
import { createTitle } from '../app/title'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords, withWords } from '../words'
import { AccessSection } from './access/AccessSection'
import { AgentsSection } from './agents/AgentsSection'
import { CheckupSection } from './checkup/CheckupSection'
import { categories } from './labels/categories'
import { LabelsSection } from './labels/LabelsSection'
import { people } from './labels/people'
import { sources } from './labels/sources'
import { LedgerSection } from './ledger/LedgerSection'
import { PreferencesSection } from './preferences/PreferencesSection'
import { RemindersSection } from './reminders/RemindersSection'
import './settings.css'

const t = useWords('settings')
/** Brings its words with it: they are those of the sign-in page. */
const AccountSection = lazyWithRetry(withWords('start', () => import('./account/AccountSection')))
const sections = {
	caderno: { icon: icons.ledger, of: LedgerSection },
	fontes: { icon: icons.card, of: () => <LabelsSection kind={sources} /> },
	categorias: { icon: icons.category, of: () => <LabelsSection kind={categories} /> },
	pessoas: { icon: icons.people, of: () => <LabelsSection kind={people} /> },
	acesso: { icon: icons.lock, of: AccessSection },
	agentes: { icon: icons.agent, of: AgentsSection },
	lembretes: { icon: icons.message, of: RemindersSection },
	verificacao: { icon: icons.check, of: CheckupSection },
	preferencias: { icon: icons.bell, of: PreferencesSection },
	conta: { icon: icons.lock, of: AccountSection },
} as const

type Section = keyof typeof sections

const isSection = (text: string): text is Section => Object.hasOwn(sections, text)

/** The settings: the list of sections beside the open one. On a phone the list is a page of its own. */
export default function SettingsPage(props: { section: string }) {
	const session = useLedgerSession()
	const shown = (): Section => (isSection(props.section) ? props.section : 'caderno')
	createTitle(() =>
		t('pageTitle', {
			what: isSection(props.section) ? t(`settings.sections.${props.section}`) : t('settings.title'),
			ledger: session.ledger().name,
		}),
	)
	const link = (section: Section): JSX.Element => (
		<a
			href={`#/ajustes/${section}`}
			aria-current={props.section === section ? 'page' : undefined}
			data-shown={props.section === '' && section === 'caderno' ? '' : undefined}
		>
			<Icon of={sections[section].icon} />
			{t(`settings.sections.${section}`)}
			<Icon of={icons.next} class="set-go" />
		</a>
	)
	return (
		<main
			id="content"
			class="set"
			data-page="settings"
			data-section={shown()}
			data-index={props.section === '' ? '' : undefined}
			tabindex="-1"
		>
			<Show when={props.section === ''}>
				<a class="back" href="#/">
					<Icon of={icons.previous} />
					{t('settings.back')}
				</a>
				<h1 class="h1 only-narrow">{t('settings.title')}</h1>
			</Show>
			<nav aria-label={t('settings.nav')}>
				<p>
					<bdi>{session.ledger().name}</bdi>
				</p>
				<For each={['caderno', 'fontes', 'categorias'] as const}>{link}</For>
				<a href="#/orcamentos">
					<Icon of={icons.goal} />
					{t('settings.budgets')}
					<Icon of={icons.next} class="set-go" />
				</a>
				<a href="#/importar">
					<Icon of={icons.upload} />
					{t('settings.import')}
					<Icon of={icons.next} class="set-go" />
				</a>
				<For each={['pessoas', 'acesso', 'agentes', 'lembretes', 'verificacao'] as const}>{link}</For>
				<p>{t('settings.you')}</p>
				{link('preferencias')}
				<Show when={session.backend.session.account}>{link('conta')}</Show>
				<a href="?tv=1#/" target="_blank" rel="noopener">
					<Icon of={icons.tv} />
					{t('settings.tv')}
					<Icon of={icons.next} class="set-go" />
				</a>
			</nav>
			<div class="set-body">
				<Show
					when={props.section === '' || isSection(props.section)}
					fallback={
						<>
							<a class="back" href="#/ajustes">
								<Icon of={icons.previous} />
								{t('settings.title')}
							</a>
							<p class="row-empty">{t('settings.missing')}</p>
						</>
					}
				>
					<Show when={session.directory()} fallback={<SectionWaiting />}>
						<Dynamic component={sections[shown()].of} />
					</Show>
				</Show>
			</div>
		</main>
	)
}

/** Placeholders while the settings are being read. */
function SectionWaiting() {
	return (
		<div aria-busy="true">
			<p class="vh">{t('settings.waiting')}</p>
			<div class="set-h">
				<div class="sk sk-title" />
			</div>
			<div class="sheet">
				<section class="panel sk-panel" />
			</div>
		</div>
	)
}
