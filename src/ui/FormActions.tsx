import { type JSX, Show } from 'solid-js'
import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'

const t = useWords('settings')

/** The error of the form as a whole, shown above its buttons. */
export function FormProblem(props: { text: string | null | undefined }) {
	return (
		<Show when={props.text}>
			<p class="form-problem" role="alert">
				<Icon of={icons.alert} />
				<span>{props.text}</span>
			</p>
		</Show>
	)
}

/** Save and Cancel, with the form's error above them; `children` are further actions at the other end. */
export function FormActions(props: {
	busy: boolean
	problem: string | null
	save?: string
	onCancel?: () => void
	children?: JSX.Element
}) {
	return (
		<>
			<FormProblem text={props.problem} />
			<div class="acts">
				<button type="submit" class="btn btn-main" aria-disabled={props.busy}>
					{props.busy ? t('form.saving') : (props.save ?? t('form.save'))}
				</button>
				<Show when={props.onCancel}>
					{(cancel) => (
						<button type="button" class="btn" onClick={() => cancel()()}>
							{t('form.cancel')}
						</button>
					)}
				</Show>
				<span class="grow" />
				{props.children}
			</div>
		</>
	)
}
