import { For } from 'solid-js'
import { useWords } from '../words'

const t = useWords()

const PARTS = ['headline', 'category', 'purchases'] as const

/** On a phone: the ways to the parts that lie far apart there. Shown by the stylesheet. */
export function JumpBar() {
	const jump = (part: string) => {
		const target = document.querySelector(`.area-${part}`)
		target?.scrollIntoView({ block: 'start' })
	}
	return (
		<nav class="jump" aria-label={t('jump.label')}>
			<For each={PARTS}>
				{(part) => (
					<button type="button" data-jump={part} onClick={() => jump(part)}>
						{t(`jump.${part}`)}
					</button>
				)}
			</For>
		</nav>
	)
}
