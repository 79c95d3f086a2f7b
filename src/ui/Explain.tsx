import { createUniqueId, type JSX } from 'solid-js'
import { Icon } from './Icon'
import * as icons from './icons'

/** A question mark beside a label that opens a short explanation. */
export function Explain(props: { label: string; children: JSX.Element }) {
	const id = createUniqueId()
	let note!: HTMLDivElement
	let button!: HTMLButtonElement
	/** Below the button, or above it in the lower half of the window: either has room for it. */
	const place = () => {
		const edge = button.getBoundingClientRect()
		const isLow = edge.bottom > innerHeight / 2
		note.style.top = isLow ? 'auto' : `${edge.bottom + 4}px`
		note.style.bottom = isLow ? `${innerHeight - edge.top + 4}px` : 'auto'
		note.style.left = `${Math.max(8, Math.min(edge.left - 12, document.documentElement.clientWidth - 328))}px`
	}
	return (
		<>
			<button ref={button} type="button" class="explain" aria-label={props.label} popovertarget={id}>
				<Icon of={icons.help} />
			</button>
			<div ref={note} id={id} popover="auto" class="explain-note" onBeforeToggle={place}>
				{props.children}
			</div>
		</>
	)
}
