import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show, untrack } from 'solid-js'

/**
 * A list whose rows open into their form in place, one at a time. Rows are kept by id, so that a live change of the
 * settings never takes away what somebody is typing.
 */
export function EditableList<T extends { id: number }>(props: {
	items: readonly T[]
	/** The form of a new item is open. */
	adding: boolean
	onAdding: (adding: boolean) => void
	row: (item: () => T, edit: () => void) => JSX.Element
	/** `item` is null for a new one. */
	form: (item: T | null, close: () => void) => JSX.Element
	rowClass?: string
	empty?: JSX.Element
}) {
	const [editing, setEditing] = createSignal<number | null>(null)
	const ids = createMemo(() => props.items.map(({ id }) => id))
	let list!: HTMLUListElement
	/** The page that the list stands in: a row may have moved to another list of it. */
	let page: HTMLElement | null = null
	onMount(() => {
		page = list.closest('main')
	})

	/** To the row's button, wherever the row stands by now; when it is gone, to the button that adds one. */
	function focusRow(id: number) {
		queueMicrotask(() => {
			if (!page?.isConnected) return
			const found =
				page.querySelector<HTMLElement>(`[data-id="${id}"] [data-edit]`) ??
				page.querySelector<HTMLElement>('[data-add]') ??
				page
			found.focus()
		})
	}

	function close(id: number) {
		setEditing(null)
		focusRow(id)
	}

	function closeNew() {
		props.onAdding(false)
		queueMicrotask(() => page?.querySelector<HTMLElement>('[data-add]')?.focus())
	}

	return (
		<ul class="rows" ref={list}>
			<Show when={props.adding}>
				<li class="row-form" data-id="new">
					{untrack(() => props.form(null, closeNew))}
				</li>
			</Show>
			<For each={ids()}>
				{(id) => {
					const found = createMemo<T | undefined>(
						(last) => props.items.find((item) => item.id === id) ?? last,
					)
					const item = () => found() as T
					// The row goes, removed or moved, and the focus was in it: it is still in the document here.
					onCleanup(() => {
						if (document.activeElement?.closest('[data-id]')?.getAttribute('data-id') === String(id))
							focusRow(id)
					})
					return (
						<Show
							when={editing() === id}
							fallback={
								<li class={props.rowClass} data-id={id}>
									{props.row(item, () => {
										props.onAdding(false)
										setEditing(id)
									})}
								</li>
							}
						>
							<li class="row-form" data-id={id}>
								{/* Untracked: a change of the item must not make the form anew and lose what was typed. */}
								{untrack(() => props.form(item(), () => close(id)))}
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
