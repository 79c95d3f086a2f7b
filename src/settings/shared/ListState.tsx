import { For, type JSX, Match, Switch } from 'solid-js'
import { fieldErrorOf } from '../../ui/errors'
import { useWords } from '../../words'
import { FormProblem } from './FormActions'

const t = useWords('settings')

/** A list's place while it is read (rows of final height), or what went wrong with a way to try again. */
export function ListState(props: {
	ready: boolean
	error: unknown
	retry: () => void
	children: JSX.Element
}) {
	return (
		<Switch
			fallback={
				<ul class="rows" aria-busy="true" aria-label={t('form.loading')}>
					<For each={[1, 2, 3]}>
						{() => (
							<li>
								<span class="sk sk-row" />
							</li>
						)}
					</For>
				</ul>
			}
		>
			<Match when={props.error}>
				<div class="row-empty">
					<FormProblem text={fieldErrorOf(props.error).text} />
					<button type="button" class="btn" onClick={() => props.retry()}>
						{t('form.retry')}
					</button>
				</div>
			</Match>
			<Match when={props.ready}>{props.children}</Match>
		</Switch>
	)
}
