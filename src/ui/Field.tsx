import { createEffect, createSignal, createUniqueId, type JSX, Show, untrack } from 'solid-js'
import { formAttempts } from './form'

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
	// What was corrected is no longer called wrong; whether it is right says the next try.
	const [correctedAt, setCorrectedAt] = createSignal(-1)
	const error = () => (correctedAt() === formAttempts() ? null : props.error)
	let triedAt = untrack(formAttempts)
	createEffect(() => {
		if (!props.error) return
		// The attempt is counted beside the error, before or after it.
		queueMicrotask(() => {
			if (triedAt === formAttempts()) return
			triedAt = formAttempts()
			focusFirstWrong(document.getElementById(id))
		})
	})
	const control: FieldControl = {
		id,
		get 'aria-describedby'() {
			return error() || props.hint ? `${id}n` : undefined
		},
		get 'aria-invalid'() {
			return error() ? ('true' as const) : undefined
		},
	}
	return (
		<div
			class="field"
			// Before the control's own listener, which may refuse what was just typed.
			on:input={{ capture: true, handleEvent: () => setCorrectedAt(formAttempts()) }}
		>
			<label for={id}>{props.label}</label>
			{props.children(control)}
			<Show
				when={error()}
				fallback={
					<Show when={props.hint}>
						<small id={`${id}n`}>{props.hint}</small>
					</Show>
				}
			>
				<small id={`${id}n`} class="bad" role="alert">
					{error()}
				</small>
			</Show>
		</div>
	)
}

/** What is wrong first takes the keyboard: its error may be far above the button that was pressed. */
function focusFirstWrong(field: HTMLElement | null): void {
	const first = field?.closest('form')?.querySelector('[aria-invalid=true]')
	if (field && first === field) field.focus()
}
