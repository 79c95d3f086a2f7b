import { createMemo, Show } from 'solid-js'
import type { Cents } from '../../ledger/types'
import type { Formats } from '../formats'

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
	return (
		<output
			class={`fig ${props.class}`}
			classList={{ 'is-new': props.glow ?? false }}
			data-figure={props.name}
			data-long={Math.abs(props.cents) >= 10_000_000 ? '' : undefined}
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
