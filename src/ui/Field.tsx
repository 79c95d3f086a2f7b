import { createUniqueId, type JSX, Show } from 'solid-js'

/** What a control inside a `Field` must carry to be tied to its label, hint and error. */
export interface FieldControl {
	id: string
	'aria-describedby': string | undefined
	'aria-invalid': 'true' | undefined
}

/**
 * A label over a control, with a hint below and, when something is wrong, the error in its place (what happened and what to do).
 * The control is a function, so that it is tied to both: `<Field label="Nome">{(control) => <input class="input" {...control} />}</Field>`.
 */
export function Field(props: {
	label: string
	hint?: JSX.Element
	error?: string | null | undefined
	children: (control: FieldControl) => JSX.Element
}) {
	const id = createUniqueId()
	const control: FieldControl = {
		id,
		get 'aria-describedby'() {
			return props.error || props.hint ? `${id}n` : undefined
		},
		get 'aria-invalid'() {
			return props.error ? ('true' as const) : undefined
		},
	}
	return (
		<div class="field">
			<label for={id}>{props.label}</label>
			{props.children(control)}
			<Show
				when={props.error}
				fallback={
					<Show when={props.hint}>
						<small id={`${id}n`}>{props.hint}</small>
					</Show>
				}
			>
				<small id={`${id}n`} class="bad" role="alert">
					{props.error}
				</small>
			</Show>
		</div>
	)
}
