import { createMemo, Show } from 'solid-js'
import type { FeedState } from '../../feed/types'
import { useWords } from '../../words'
import type { Formats } from '../formats'
import { ageText, clock } from '../time'

const t = useWords()

/** The look of a state: its shape changes with its colour. */
type Face = 'live' | 'poll' | 'off' | 'hist' | 'conn' | 'no' | 'paused'

interface PillProps {
	feed: FeedState
	paused: boolean
	formats: Formats
}

function faceOf(feed: FeedState, paused: boolean): Face {
	if (paused) return 'paused'
	switch (feed.status) {
		case 'live':
			return feed.coverage.complete ? 'live' : 'hist'
		case 'catching_up':
		case 'loading':
			return 'conn'
		case 'polling':
			return 'poll'
		case 'offline':
			return 'off'
		default:
			return 'no'
	}
}

function nameOf(face: Face, feed: FeedState): string {
	if (face === 'paused') return t('state.paused')
	if (face === 'hist') return t('state.history')
	return t(`state.${feed.status}`)
}

/** The connection and the data's age, always in the header. Only a change of state is announced, never the age. */
export function StatePill(props: PillProps) {
	const face = createMemo(() => faceOf(props.feed, props.paused))
	const name = createMemo(() => nameOf(face(), props.feed))
	const percent = createMemo(() => Math.round(props.feed.coverage.progress * 100))
	const age = createMemo(() => {
		const at = props.feed.confirmedAt
		if (face() === 'hist') return props.formats.percent(percent() / 100)
		if (at === null || face() === 'conn' || face() === 'no') return ''
		return face() === 'off' ? props.formats.time(at) : ageText(at, clock(), props.formats)
	})
	return (
		<span class="pill" data-s={face()} data-status={props.feed.status}>
			<Show when={face() === 'hist' || face() === 'conn'} fallback={<i class="dot" />}>
				<svg class="ring" viewBox="0 0 16 16" aria-hidden="true">
					<circle cx="8" cy="8" r="6" />
					<circle
						class="p"
						cx="8"
						cy="8"
						r="6"
						pathLength="100"
						stroke-dasharray={`${face() === 'hist' ? percent() : 20} 100`}
					/>
				</svg>
			</Show>
			<b class="wide-name">{name()}</b>
			<Show when={face() === 'hist'}>
				<b class="narrow-name" aria-hidden="true">
					{t('state.historyShort')}
				</b>
			</Show>
			<Show when={age()}>
				<span class="age">
					<Show when={face() === 'off'}>
						<span class="only-wide-in">{t('state.dataFrom')} </span>
					</Show>
					{age()}
				</span>
			</Show>
			<span class="vh" role="status">
				{t('state.announce', name())}
			</span>
		</span>
	)
}
