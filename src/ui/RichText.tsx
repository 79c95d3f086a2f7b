import { createMemo, Index, type JSX } from 'solid-js'

const GAP = /\{\{\s*(\w+)\s*\}\}/

/**
 * A sentence with elements in it, wherever the language puts them. `of` is a text of the catalogue with its gaps still
 * open; each `{{ name }}` is replaced by the slot of that name: a text or an element. Texts stay texts, so a name that came
 * over WhatsApp is never read as markup or as a gap.
 *
 * @example <RichText of={t('hero.less')} slots={{ change: <b>{amount()}</b>, day: day() }} />
 */
export function RichText(props: { of: string; slots: Record<string, JSX.Element> }) {
	// Every second part is the name of a gap.
	const parts = createMemo(() => props.of.split(GAP))
	return (
		<Index each={parts()}>{(part, index) => <>{index % 2 === 1 ? props.slots[part()] : part()}</>}</Index>
	)
}
