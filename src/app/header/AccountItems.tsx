import { For, Show } from 'solid-js'
import { canStoreConfig } from '../../backend/config'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { formatHash } from '../router'
import { useLedgerSession } from '../session'
import { setTheme, theme } from '../theme'
import { LanguageButton } from './LanguageButton'
import type { ShellControls } from './shell-controls'

const t = useWords()

const THEME_ICONS = { system: icons.device, light: icons.sun, dark: icons.moon }

/** Where to go, how the page looks and speaks, and the way out. */
export default function AccountItems(props: { shell: ShellControls }) {
	const session = useLedgerSession()
	return (
		<>
			<p class="menu-who">{props.shell.person.email}</p>
			<a href={formatHash('/')}>
				<Icon of={icons.table} />
				{t('menu.dashboard')}
			</a>
			<a href={formatHash('/orcamentos')}>
				<Icon of={icons.goal} />
				{t('menu.budgets')}
			</a>
			<a href={formatHash('/importar')}>
				<Icon of={icons.upload} />
				{t('menu.import')}
			</a>
			<a href={formatHash('/ajustes/caderno')}>
				<Icon of={icons.settings} />
				{t('menu.settings')}
			</a>
			<hr />
			<button type="button" onClick={() => session.setPaused(!session.paused())}>
				<Icon of={session.paused() ? icons.play : icons.pause} />
				{t(session.paused() ? 'menu.resume' : 'menu.pause')}
			</button>
			<For each={['system', 'light', 'dark'] as const}>
				{(choice) => (
					<button
						type="button"
						data-theme-choice={choice}
						aria-pressed={theme() === choice}
						onClick={() => setTheme(choice)}
					>
						<Icon of={theme() === choice ? icons.check : THEME_ICONS[choice]} />
						{t(`theme.${choice}`)}
					</button>
				)}
			</For>
			<LanguageButton />
			<hr />
			<a href="?tv=1">
				<Icon of={icons.tv} />
				{t('menu.tv')}
			</a>
			<button type="button" class="only-wide" onClick={() => print()}>
				<Icon of={icons.print} />
				{t('menu.print')}
			</button>
			<button type="button" class="only-wide" onClick={() => props.shell.showShortcuts()}>
				<Icon of={icons.keyboard} />
				{t('menu.shortcuts')}
			</button>
			<Show when={session.backend.kind === 'demo' && canStoreConfig()}>
				<hr />
				<a href={formatHash('/configurar')}>
					<Icon of={icons.forward} />
					{t('demo.connect')}
				</a>
			</Show>
			<Show when={session.backend.kind === 'supabase'}>
				<hr />
				<button type="button" onClick={() => props.shell.signOut()}>
					<Icon of={icons.signOut} />
					{t('menu.signOut')}
				</button>
			</Show>
		</>
	)
}
