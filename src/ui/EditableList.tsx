import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show, untrack } from 'solid-js'

/**
 * A list whose rows open into their form in place, one at a time. Rows are kept by key, so that a live change of the
 * settings never takes away what somebody is typing.
 */
export function EditableList<T>(props: {
	items: readonly T[]
	/** Tells a row from the others; the page finds it by this (`data-id`). */
	keyOf: (item: T) => string | number
	/** Whether the form of a new item is open. Left out: nothing is added here. */
	adding?: boolean
	onAdding?: (adding: boolean) => void
	row: (item: () => T, edit: () => void) => JSX.Element
	/** `item` is null for a new one. */
	form: (item: T | null, close: () => void) => JSX.Element
	rowClass?: string
	empty?: JSX.Element
}) {
	const [editing, setEditing] = createSignal<string | number | null>(null)
	const keys = createMemo(() => props.items.map((item) => props.keyOf(item)))
	let list!: HTMLUListElement
	/** The page around the list: a row may have moved to another list on it. */
	let page: HTMLElement | null = null
	onMount(() => {
		page = list.closest('main')
	})

	/** Focuses the row's button, wherever the row is by now; when it is gone, the button that adds one. */
	function focusRow(key: string | number) {
		queueMicrotask(() => {
			if (!page?.isConnected) return
			const found =
				page.querySelector<HTMLElement>(`[data-id="${key}"] [data-edit]`) ??
				page.querySelector<HTMLElement>('[data-add]') ??
				page
			found.focus()
		})
	}

	function close(key: string | number) {
		setEditing(null)
		focusRow(key)
	}

	function closeNew() {
		props.onAdding?.(false)
		queueMicrotask(() => page?.querySelector<HTMLElement>('[data-add]')?.focus())
	}

	return (
		<ul class="rows" ref={list}>
			<Show when={props.adding}>
				<li class="row-form" data-id="new">
					{untrack(() => props.form(null, closeNew))}
				</li>
			</Show>
			<For each={keys()}>
				{(key) => {
					const found = createMemo<T | undefined>(
						(last) => props.items.find((item) => props.keyOf(item) === key) ?? last,
					)
					const item = () => found() as T
					// The row is about to go, removed or moved to another list; it is still in the document here.
					onCleanup(() => {
						if (document.activeElement?.closest('[data-id]')?.getAttribute('data-id') === String(key))
							focusRow(key)
					})
					return (
						<Show
							when={editing() === key}
							fallback={
								<li class={props.rowClass} data-id={key}>
									{props.row(item, () => {
										props.onAdding?.(false)
										setEditing(key)
									})}
								</li>
							}
						>
							<li class="row-form" data-id={key}>
								{/* Untracked: a change of the item must not rebuild the form and lose what was typed. */}
								{untrack(() => props.form(item(), () => close(key)))}
							</li>
						</Show>
					)
				}}
			</For>
			<Show when={props.items.length === 0 && !props.adding}>
				<li class="row-empty">{props.empty}</li>
			</Show>
		</ul>
	)
}
