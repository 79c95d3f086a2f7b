import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'
import { showToast } from './toasts'

const t = useWords('settings')

/** How long the button shows "copied", in ms. */
const SAYS_SO = 2_000

/** Copies `text` and shows that it did; says what to do when the browser refuses (no permission, `file://`). */
export function CopyButton(props: {
	text: string
	label: string
	main?: boolean
	/** Takes the focus when it appears. */
	focused?: boolean
	onCopied?: () => void
}) {
	let button!: HTMLButtonElement
	onMount(() => props.focused && button.focus())
	const [copied, setCopied] = createSignal(false)
	let timer: ReturnType<typeof setTimeout> | undefined
	onCleanup(() => clearTimeout(timer))
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(props.text)
		} catch {
			showToast({ kind: 'warn', text: t('form.copyFailed') })
			return
		}
		setCopied(true)
		props.onCopied?.()
		clearTimeout(timer)
		timer = setTimeout(() => setCopied(false), SAYS_SO)
	}
	return (
		<button
			ref={button}
			type="button"
			class="btn copy"
			classList={{ 'btn-main': props.main ?? false, 'btn-lg': props.main ?? false, 'btn-bare': !props.main }}
			onClick={copy}
		>
			<Icon of={copied() ? icons.check : icons.copy} />
			<span aria-live="polite">
				<Show when={copied()} fallback={props.label}>
					{t('form.copied')}
				</Show>
			</span>
		</button>
	)
}
