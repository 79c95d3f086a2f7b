import type { LucideIcon } from 'lucide-solid'
import { Dynamic } from 'solid-js/web'

/** An icon beside a word (or in a button with an `aria-label`): never announced by itself. */
export function Icon(props: { of: LucideIcon; large?: boolean; class?: string }) {
	return (
		<Dynamic
			component={props.of}
			class={`ic ${props.large ? 'ic-20' : ''} ${props.class ?? ''}`}
			aria-hidden="true"
		/>
	)
}
