import { onMount } from 'solid-js'
import type { SessionPort } from '../../backend/types'
import { showToast } from '../../ui/toasts'
import { language, useWords } from '../../words'
import { arrival } from './arrival'
import { settleArrival } from './settle-arrival'

const t = useWords('start')

/** A clock that is off by less says nothing: no day is wrong because of it, for long. */
const WORTH_SAYING = 5 * 60_000

/** What somebody who is signed in is told in passing: the outcome of a link, and a clock that is wrong. */
export default function SessionNotices(props: { port: SessionPort }) {
	onMount(() => {
		if (arrival()) return void settleArrival(props.port)
		const ahead = props.port.clockAhead()
		if (Math.abs(ahead) < WORTH_SAYING) return
		const way = t(ahead > 0 ? 'account.ahead' : 'account.behind')
		showToast({ kind: 'warn', text: t('account.clock', { by: span(Math.abs(ahead)), way }) })
	})
	return null
}

/** In hours or minutes, whichever is rounder. */
function span(ms: number): string {
	const hours = ms / 3_600_000
	const [value, unit] = hours >= 1 ? [Math.round(hours), 'hour'] : [Math.round(ms / 60_000), 'minute']
	return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
