import { createWords } from '../../app/language'
import { words } from '../words'

const t = createWords(words)

/** Says what pressing does, before the words that are seen: a button's name holds its visible text in the same order. */
export function FilterHint(props: { on?: boolean }) {
	return <span class="vh">{`${t(props.on ? 'chart.removePrefix' : 'chart.filterPrefix')} `}</span>
}
