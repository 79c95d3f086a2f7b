import { createMemo, Match, Show, Switch } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { clock, durationText } from '../app/time'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import type { createBannerKind } from './banner-kind'
import QuietNote from './QuietNote'
import { useDashboard } from './state'

const t = useWords()
const later = useWords('panels')

/** The one line above the figures. */
export default function Banner(props: { note: ReturnType<typeof createBannerKind> }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const formats = session.formats
	const kind = () => props.note.kind()
	const at = () => session.feed().confirmedAt
	const time = () => {
		const confirmed = at()
		if (confirmed === null) return '–'
		const today = formats().localDay(confirmed) === session.today()
		return today ? formats().time(confirmed) : formats().moment(confirmed)
	}
	const age = createMemo(() => durationText(clock() - (at() ?? clock())))
	const pollingText = () => {
		const { cause } = session.feed()
		if (cause === 'realtime_denied') return t('note.pollingDenied')
		return cause === 'plan_limit' ? t('note.pollingLimit') : t('note.polling')
	}
	/** A proxy's page in the server's place, and a server that fails, are no missing network. */
	const neverText = () =>
		session.feed().cause === 'no_network' ? t('note.offlineNever') : later('unreachable')
	const filteredText = () => {
		const { kind: only } = dashboard.selection.query()
		// Refunds and transfers are no part of the purchases beside them: how many there are is all there is to say.
		if (only === 'refund' || only === 'transfer') {
			const { count } = dashboard.figures.sum()
			return t(`counted.${only}`, count, formats().count(count))
		}
		const kind = dashboard.selection.isIncome() ? 'income' : 'expense'
		const { count } = dashboard.figures.unfiltered()
		return t('note.filtered', {
			shown: formats().count(dashboard.figures.totals()[kind].count),
			all: t(`counted.${kind}`, count, formats().count(count)),
		})
	}
	const drawing = () => {
		switch (kind()) {
			case 'offline':
				return icons.offline
			case 'polling':
			case 'cache':
			case 'incomplete':
				return icons.clock
			case 'paused':
				return icons.pause
			case 'filtered':
				return icons.filter
			default:
				return icons.warning
		}
	}
	const tone = () => {
		const now = kind()
		if (
			now === 'offline' ||
			now === 'skipped' ||
			now === 'rateLimited' ||
			now === 'paused' ||
			now === 'quiet'
		)
			return 'note-warn'
		return now === 'schema' || now === 'projectPaused' ? 'note-bad' : ''
	}
	return (
		<Show when={kind()}>
			<div class={`note area-banner ${tone()}`}>
				<Icon of={drawing()} />
				<span class="grow">
					<Switch>
						<Match when={kind() === 'offline'}>
							<Show when={at() !== null} fallback={neverText()}>
								<b>{t('note.offline', { age: age() })}</b> {t('note.offlineNote', { time: time() })}
							</Show>
						</Match>
						<Match when={kind() === 'polling'}>{pollingText()}</Match>
						<Match when={kind() === 'paused'}>{t('note.paused', { time: time() })}</Match>
						<Match when={kind() === 'cache'}>{t('note.fromCache', { time: time() })}</Match>
						<Match when={kind() === 'incomplete'}>{t('note.incomplete')}</Match>
						<Match when={kind() === 'schema'}>{t('note.schema')}</Match>
						<Match when={kind() === 'projectPaused'}>{t('note.projectPaused')}</Match>
						<Match when={kind() === 'rateLimited'}>{t('note.rateLimited')}</Match>
						<Match when={kind() === 'skipped'}>{t('note.skipped', props.note.skipped())}</Match>
						<Match when={kind() === 'quiet'}>
							<QuietNote />
						</Match>
						<Match when={kind() === 'filtered'}>
							<b class="strong">{filteredText()}</b>{' '}
							<span class="num">
								{t('note.filteredTotal', { amount: session.money(dashboard.figures.unfiltered().cents) })}
							</span>
						</Match>
					</Switch>
				</span>
				<Switch>
					<Match when={kind() === 'offline' || kind() === 'polling' || kind() === 'rateLimited'}>
						<button type="button" class="link" onClick={session.check}>
							{t(kind() === 'polling' ? 'note.tryLive' : 'note.tryNow')}
						</button>
					</Match>
					<Match when={kind() === 'paused'}>
						<button type="button" class="link" onClick={() => session.setPaused(false)}>
							{t('note.resume')}
						</button>
					</Match>
					<Match when={kind() === 'quiet'}>
						<a class="link" href="#/ajustes/verificacao">
							{later('quiet.check')}
						</a>
					</Match>
					<Match when={kind() === 'filtered'}>
						<button type="button" class="link" onClick={() => dashboard.selection.clear()}>
							{t('note.seeAll')}
						</button>
					</Match>
				</Switch>
			</div>
		</Show>
	)
}
