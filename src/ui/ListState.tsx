import { For, type JSX, Match, Switch } from 'solid-js'
import { useWords } from '../words'
import { fieldErrorOf } from './errors'
import { FormProblem } from './FormActions'
import type { Query } from './query'

const t = useWords('settings')

/**
 * A list's place while it is read (rows of final height), or why it could not be read with a way to try again. Once read,
 * the list stays, also when a later request fails.
 */
export function ListState(props: {
	query: Pick<Query<unknown>, 'value' | 'error' | 'refetch'>
	/** What else the list waits for. */
	ready?: boolean
	children: JSX.Element
}) {
	const read = () => props.query.value() !== undefined
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
			<Match when={!read() && props.query.error()}>
				<div class="row-empty">
					<FormProblem text={fieldErrorOf(props.query.error()).text} />
					<button type="button" class="btn" onClick={() => props.query.refetch()}>
						{t('form.retry')}
					</button>
				</div>
			</Match>
			<Match when={read() && (props.ready ?? true)}>{props.children}</Match>
		</Switch>
	)
}
