import { useWords } from '../../words'
import { CodeField } from './fields'
import type { WayIn } from './way-in'

const t = useWords('start')

/** The code from the e-mail, and another e-mail once a minute has gone by. */
export function CodeFields(props: { way: WayIn }) {
	return (
		<>
			<CodeField
				value={props.way.code()}
				error={props.way.problemAt('code') ?? props.way.problemAt('email')}
				hint={t('way.codeHint')}
				onInput={(text) => props.way.setCode(text)}
			/>
			<p class="muted" role="timer">
				{props.way.countdown() > 0 ? (
					t('way.again', { n: props.way.countdown() })
				) : (
					<button
						type="button"
						class="link"
						aria-disabled={props.way.busy()}
						onClick={() => props.way.sendCode()}
					>
						{t('way.sendAgain')}
					</button>
				)}
			</p>
		</>
	)
}
