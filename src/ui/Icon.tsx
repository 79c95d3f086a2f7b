import type { LucideIcon } from 'lucide-solid'
import { For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Drawing } from './first-icons'

/** An icon beside a word (or in a button with an `aria-label`): never announced by itself. */
export function Icon(props: { of: Drawing | LucideIcon; large?: boolean; class?: string }) {
	const look = () => `ic ${props.large ? 'ic-20' : ''} ${props.class ?? ''}`
	const drawing = () => (Array.isArray(props.of) ? props.of : null)
	return (
		<Dynamic
			component={drawing() ? Drawn : (props.of as LucideIcon)}
			class={look()}
			aria-hidden="true"
			shapes={drawing() ?? undefined}
		/>
	)
}

function Drawn(props: { class?: string; shapes?: Drawing }) {
	return (
		<svg class={props.class} viewBox="0 0 24 24" aria-hidden="true">
			<For each={props.shapes}>{([tag, attributes]) => <Dynamic component={tag} {...attributes} />}</For>
		</svg>
	)
}
