import { For, onCleanup, onMount } from 'solid-js'
import { Drawer } from '../ui/Drawer'
import { useWords } from '../words'
import type { PageWords } from '../words/types'
import { toggleTheme } from './header/Header'
import { formatHash, navigate, route } from './router'
import { useLedgerSession } from './session'
import { runShortcut } from './shortcuts'

const t = useWords()

type Action = keyof PageWords['shortcuts']

/** Keys and what they do. The drawer lists them, the listener obeys them. */
const KEYS: readonly (readonly [key: string, action: Action])[] = [
	['?', 'help'],
	['[', 'previous'],
	[']', 'next'],
	['h', 'current'],
	['f', 'filters'],
	['x', 'clear'],
	['/', 'search'],
	['c', 'review'],
	['e', 'exportCsv'],
	['p', 'pause'],
	['t', 'theme'],
]

/** True where letters belong to a text being written, or to an open dialog. */
function writing(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}

/** Single keys that work anywhere on the page, and the drawer that lists them. */
export default function ShortcutsDrawer(props: { open: boolean; onOpen: () => void; onClose: () => void }) {
	const session = useLedgerSession()
	const actions: Record<Action, () => void> = {
		title: () => {},
		close: () => {},
		help: () => props.onOpen(),
		previous: () => runShortcut('previous'),
		next: () => runShortcut('next'),
		current: () => navigate(formatHash('/')),
		filters: () => runShortcut('filters'),
		clear: () => runShortcut('clear'),
		search: () => runShortcut('search'),
		review: () => navigate(formatHash('/conferir', route().query)),
		exportCsv: () => runShortcut('exportCsv'),
		pause: () => session.setPaused(!session.paused()),
		theme: toggleTheme,
	}
	onMount(() => {
		const follow = (event: KeyboardEvent) => {
			if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
			if (writing(event.target) || document.querySelector('dialog[open]')) return
			const found = KEYS.find(([key]) => key === event.key.toLowerCase())
			if (!found) return
			event.preventDefault()
			actions[found[1]]()
		}
		addEventListener('keydown', follow)
		onCleanup(() => removeEventListener('keydown', follow))
	})
	return (
		<Drawer open={props.open} onClose={props.onClose} title={t('shortcuts.title')} name="shortcuts">
			<dl class="keys">
				<For each={KEYS}>
					{([key, action]) => (
						<div>
							<dt>{t(`shortcuts.${action}`)}</dt>
							<dd>
								<kbd>{key}</kbd>
							</dd>
						</div>
					)}
				</For>
				<div>
					<dt>{t('shortcuts.close')}</dt>
					<dd>
						<kbd>Esc</kbd>
					</dd>
				</div>
			</dl>
		</Drawer>
	)
}
