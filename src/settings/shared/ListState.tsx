import { For, type JSX, Match, Switch } from 'solid-js'
import { createWords } from '../../app/language'
import { fieldErrorOf } from '../../ui/errors'
import { FormProblem } from './FormActions'
import { words } from './words'

const t = createWords(words)

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
				<ul class="rows" aria-busy="true" aria-label={t('loading')}>
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
						{t('retry')}
					</button>
				</div>
			</Match>
			<Match when={props.ready}>{props.children}</Match>
		</Switch>
	)
}
