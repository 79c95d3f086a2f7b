import { For, onCleanup, onMount } from 'solid-js'
import { command } from './commands'
import { toggleTheme } from './Header'
import { createWords } from './language'
import { useLedgerSession } from './ledger-session'
import { formatHash, navigate, route } from './router'
import { Drawer } from './ui/Drawer'
import { words } from './words'

const t = createWords(words)

type Deed = keyof (typeof words)['pt-BR']['shortcuts']

/** Keys and what they do; the sheet shows the same list that is listened to. */
const KEYS: readonly (readonly [key: string, deed: Deed])[] = [
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

/** Single keys that work anywhere on the page, and the sheet that lists them. */
export default function Shortcuts(props: { open: boolean; onOpen: () => void; onClose: () => void }) {
	const session = useLedgerSession()
	const deeds: Record<Deed, () => void> = {
		title: () => {},
		close: () => {},
		help: () => props.onOpen(),
		previous: () => command('previous'),
		next: () => command('next'),
		current: () => navigate(formatHash('/')),
		filters: () => command('filters'),
		clear: () => command('clear'),
		search: () => command('search'),
		review: () => navigate(formatHash('/conferir', route().query)),
		exportCsv: () => command('exportCsv'),
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
			deeds[found[1]]()
		}
		addEventListener('keydown', follow)
		onCleanup(() => removeEventListener('keydown', follow))
	})
	return (
		<Drawer open={props.open} onClose={props.onClose} title={t('shortcuts.title')} name="shortcuts">
			<dl class="keys">
				<For each={KEYS}>
					{([key, deed]) => (
						<div>
							<dt>{t(`shortcuts.${deed}`)}</dt>
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
