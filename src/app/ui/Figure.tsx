import { createMemo, Show } from 'solid-js'
import type { Cents } from '../../ledger/types'
import type { Formats } from '../formats'
import { emsOf } from './figure-width'

/** Size of the currency and the cents, in em of the figure's type. */
const SMALL = 0.42

/** An amount in the big type: currency and cents step back. Read aloud as one text. */
export function Figure(props: {
	cents: Cents
	formats: Formats
	class: string
	/** Language independent name of the figure. */
	name: string
	glow?: boolean
}) {
	const parts = createMemo(() => props.formats.figure(props.cents))
	const ems = createMemo(() => {
		const { sign, currency, whole, cents } = parts()
		return emsOf(whole) + SMALL * emsOf(`${sign}${currency} ${cents}`)
	})
	return (
		<output
			class={`fig ${props.class}`}
			classList={{ 'is-new': props.glow ?? false }}
			data-figure={props.name}
			style={{ '--em': ems() }}
			aria-live="off"
		>
			<span class="cur">
				{parts().sign}
				{parts().currency}
			</span>
			{parts().whole}
			<Show when={parts().cents}>
				<span class="cts">{parts().cents}</span>
			</Show>
		</output>
	)
}
