import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'

/**
 * A button that opens a small list of choices under it. Built on the popover of the platform: Esc and a tap outside close
 * it, and so does choosing. Items are links and buttons, reached by Tab; they are built when they are first looked at.
 */
export function Menu(props: {
	label: string
	/** Classes of the button. */
	class: string
	/** Which edge of the button the list lines up with. */
	side: 'left' | 'right'
	face: JSX.Element
	children: JSX.Element
}) {
	const id = createUniqueId()
	const [wanted, setWanted] = createSignal(false)
	let list!: HTMLDivElement
	let button!: HTMLButtonElement
	const place = () => {
		const edge = button.getBoundingClientRect()
		list.style.top = `${edge.bottom + 4}px`
		if (props.side === 'left') list.style.left = `${Math.max(8, edge.left)}px`
		else list.style.right = `${Math.max(8, document.documentElement.clientWidth - edge.right)}px`
	}
	return (
		<>
			<button
				ref={button}
				type="button"
				class={props.class}
				aria-label={props.label}
				aria-haspopup="true"
				popovertarget={id}
			>
				{props.face}
			</button>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: choosing any item inside closes the list. */}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on an item arrives here as its click. */}
			<div
				ref={list}
				id={id}
				popover="auto"
				class="menu"
				onBeforeToggle={() => {
					setWanted(true)
					place()
				}}
				onClick={(event) => {
					if ((event.target as Element).closest('a, button')) list.hidePopover()
				}}
			>
				<Show when={wanted()}>{props.children}</Show>
			</div>
		</>
	)
}
