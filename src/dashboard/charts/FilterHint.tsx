import { useWords } from '../../words'

const t = useWords()

/** Says what pressing does, before the words that are seen: a button's name holds its visible text in the same order. */
export function FilterHint(props: { on?: boolean }) {
	return <span class="vh">{`${t(props.on ? 'chart.removePrefix' : 'chart.filterPrefix')} `}</span>
}
