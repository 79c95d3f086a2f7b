import { createMemo, Show } from 'solid-js'
import type { Formats } from '../app/formats'
import type { Cents } from '../ledger/types'

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
			translate="no"
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

/** Widths in the page's font, in em, each rounded up: tabular digits, separators, all other characters. */
const DIGIT = 0.64
const SEPARATOR = 0.3
const OTHER = 0.72

/**
 * The largest width of a figure, in em of its own type. The style sheet sizes the figure by it, so that large sums get
 * smaller type and are never cut: a figure without its last digits is another figure.
 */
export function emsOf(figure: string): number {
	let ems = 0
	for (const character of figure)
		ems += /\d/.test(character) ? DIGIT : /[\s.,'’]/.test(character) ? SEPARATOR : OTHER
	return Math.round(ems * 100) / 100
}
