import { Show } from 'solid-js'
import type { Projection } from '../../metrics/types'
import { useWords } from '../../words'

const t = useWords()

/** How the projection is made, in words, and how much of it is certain. */
export default function ProjectionNote(props: { method: Projection['method']; committed: string }) {
	return (
		<>
			<p>{t(`explain.${props.method}`)}</p>
			<Show when={props.method !== 'closed'}>
				<p>{t('explain.committed', { amount: props.committed })}</p>
			</Show>
		</>
	)
}
