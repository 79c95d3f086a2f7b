import { createEffect, type JSX, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { Mark } from '../../ui/Mark'
import { Menu } from '../../ui/Menu'
import { useWords } from '../../words'
import { lazyWithRetry } from '../lazy'
import { formatHash } from '../router'
import { whenSettled } from '../schedule'
import { useLedgerSession } from '../session'
import { setTheme, shownTheme } from '../theme'
import { StatePill } from './StatePill'
import type { ShellControls } from './shell-controls'

const t = useWords()

const AccountItems = lazyWithRetry(() => import('./AccountItems'))
const LedgerItems = lazyWithRetry(() => import('./LedgerItems'))

/** Two letters for the round button. */
function initials(email: string): string {
	const name = email.split('@')[0] ?? ''
	const parts = name.split(/[._-]+/).filter(Boolean)
	return ((parts[0]?.[0] ?? '') + (parts[1]?.[0] ?? parts[0]?.[1] ?? '')).toUpperCase()
}

/** Light to dark and back; the menu offers "the device's" too. */
export const toggleTheme = () => setTheme(shownTheme() === 'dark' ? 'light' : 'dark')

export function ThemeButton() {
	return (
		<button type="button" class="btn btn-icon btn-bare" aria-label={t('theme.switch')} onClick={toggleTheme}>
			<Icon of={shownTheme() === 'dark' ? icons.moon : icons.sun} />
		</button>
	)
}

/** The top of every signed-in page: ledger, what the page puts in the middle and beside the pill, and the menus. */
export function Header(props: {
	shell: ShellControls
	center?: JSX.Element
	tools?: JSX.Element
	below?: JSX.Element
}) {
	const session = useLedgerSession()
	const loadingHistory = () => session.feed().status !== 'loading' && !session.feed().coverage.complete
	let header!: HTMLElement
	// Here before somebody opens a menu, also where the network then is gone.
	createEffect(() => {
		if (!whenSettled()) return
		void AccountItems.preload()
		void LedgerItems.preload()
	})
	onMount(() => {
		const page = document.documentElement.style
		// What the keyboard reaches stops below the header, however high its chips make it. Set here and not by a custom
		// property, which would have all of the page's styles worked out anew.
		const measured = new ResizeObserver(() => {
			page.scrollPaddingTop = `calc(${header.offsetHeight}px + var(--s-3))`
		})
		measured.observe(header)
		onCleanup(() => {
			measured.disconnect()
			page.scrollPaddingTop = ''
		})
	})
	return (
		<header class="top" ref={header}>
			<div class="top-in">
				<div class="top-l">
					<a class="mark only-wide" href={formatHash('/')}>
						<Mark />
						<span class="lbl">Painel</span>
					</a>
					<span class="sep only-roomy" />
					<Menu
						class="ledger"
						side="left"
						label={`${session.ledger().name}, ${t('menu.ledgers')}`}
						face={
							<>
								<span>{session.ledger().name}</span>
								<Icon of={icons.down} />
							</>
						}
					>
						<Suspense>
							<LedgerItems shell={props.shell} />
						</Suspense>
					</Menu>
					<Show when={session.backend.kind === 'demo'}>
						<span class="badge badge-ok only-roomy" title={t('demo.note')} data-demo>
							{t('demo.badge')}
						</span>
					</Show>
				</div>
				<div class="top-c">{props.center}</div>
				<div class="top-r">
					<StatePill feed={session.feed()} paused={session.paused()} formats={session.formats()} />
					{props.tools}
					<span class="only-wide theme-slot">
						<ThemeButton />
					</span>
					<AccountMenu shell={props.shell} />
				</div>
			</div>
			{props.below}
			<Show when={loadingHistory()}>
				<div class="progress" style={{ '--p': session.feed().coverage.progress * 100 }} aria-hidden="true">
					<i />
				</div>
			</Show>
		</header>
	)
}

function AccountMenu(props: { shell: ShellControls }) {
	return (
		<Menu
			class="avatar"
			side="right"
			label={t('menu.account', { email: props.shell.person.email })}
			face={<span aria-hidden="true" data-initials={initials(props.shell.person.email)} />}
		>
			<Suspense>
				<AccountItems shell={props.shell} />
			</Suspense>
		</Menu>
	)
}
