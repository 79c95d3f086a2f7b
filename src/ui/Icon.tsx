import { For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { bell } from './icons'

/** An icon beside a word (or in a button with an `aria-label`): never announced by itself. */
export function Icon(props: { of: typeof bell; large?: boolean; class?: string }) {
	return (
		<svg
			class={`ic ${props.large ? 'ic-20' : ''} ${props.class ?? ''}`}
			viewBox="0 0 24 24"
			aria-hidden="true"
		>
			<For each={props.of}>{([shape, attributes]) => <Dynamic component={shape} {...attributes} />}</For>
		</svg>
	)
}
