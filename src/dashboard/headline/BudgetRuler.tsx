import { createMemo, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { dayNumber, daysInMonth } from '../../ledger/day'
import { monthNumber } from '../../ledger/month'
import type { Cents } from '../../ledger/types'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

const TICKS = Array.from({ length: 11 })

/** What the ruler shows: a share of something, and words for both. */
interface Measure {
	/** Null when there is nothing to have a share of. */
	share: number | null
	level: 'ok' | 'warn' | 'over'
	/** Of what it is a share. */
	of: string
	/** The rest of that sentence, where there is room for it. */
	more: string
	right: string
}

const percentOf = (share: number) => Math.min(100, Math.max(0, share * 100))

/**
 * The spending against its limit, with a mark for today: the budget of the bill, else what was spent before; a filtered
 * spending against the whole bill.
 */
export function BudgetRuler() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const measure = createMemo(measureNow)
	const percent = () => {
		const { share } = measure()
		return share === null ? '' : session.formats().percent(share)
	}
	const today = createMemo(() => {
		if (!dashboard.selection.isCurrent() || dashboard.selection.isRange() || dashboard.selection.isFiltered())
			return null
		const days = daysInMonth(monthNumber(session.thisMonth()))
		const day = dayNumber(session.today()) - dayNumber(`${session.thisMonth()}-01`) + 1
		return { day, days, at: percentOf((day - 0.5) / days) }
	})

	function shareOf(cents: Cents, of: string, nothing: string): Measure {
		return cents > 0
			? { share: dashboard.figures.spent() / cents, level: 'ok', of, more: '', right: session.money(cents) }
			: { share: null, level: 'ok', of: nothing, more: '', right: '' }
	}
	function measureNow(): Measure {
		const { kind } = dashboard.selection.query()
		// Neither is a share of what was spent.
		if (kind === 'refund' || kind === 'transfer') return shareOf(0, '', '')
		const category = dashboard.selection.onlyCategory()
		const budget = dashboard.selection.isRange()
			? undefined
			: category === null
				? dashboard.figures.billBudget()
				: dashboard.figures.budgets().find(({ category_id }) => category_id === category)
		if (dashboard.selection.isFiltered() && !(category !== null && budget)) {
			const of = t(dashboard.selection.isIncome() ? 'hero.ofIncome' : 'hero.ofBill')
			return shareOf(dashboard.figures.unfiltered().cents, of, t('hero.nothingInBill'))
		}
		if (budget) {
			const { share, left, limit, level } = budget
			return {
				share,
				level,
				of: t('hero.ofBudget'),
				more: t('hero.ofBudgetAmount', { amount: session.money(limit) }),
				right:
					left >= 0
						? t('hero.left', { amount: session.money(left) })
						: t('hero.over', { amount: session.money(-left) }),
			}
		}
		const { name: month, cents } = dashboard.figures.before()
		// Zero is only certain once all history is in.
		if (!session.feed().coverage.complete && cents === 0) return shareOf(0, '', t('tile.waiting'))
		return dashboard.selection.isRange()
			? shareOf(cents, t('hero.ofRangeBefore'), t('hero.nothingRangeBefore'))
			: shareOf(cents, t('hero.ofLast', { month }), t('hero.nothingLast', { month }))
	}

	return (
		<div class="ruler">
			<div class="ruler-top">
				<span>
					<Show when={percent()}>{(share) => <b>{share()}</b>}</Show> {measure().of}
					<span class="only-wide-in"> {measure().more}</span>
				</span>
				<span class="muted num" classList={{ bad: measure().level === 'over' }}>
					{measure().right}
				</span>
			</div>
			<div
				class="ruler-bar"
				classList={{ 'is-warn': measure().level === 'warn', 'is-over': measure().level === 'over' }}
				style={{ '--v': percentOf(measure().share ?? 0), '--h': today()?.at ?? 0 }}
			>
				<i class="v" />
				<Show when={today()}>
					<i class="h" />
				</Show>
			</div>
			<div class="ruler-ticks" aria-hidden="true">
				<For each={TICKS}>{() => <i />}</For>
			</div>
			<div class="ruler-label">
				<Show when={today()}>
					{(now) => (
						<span style={{ '--at': now().at }}>{t('hero.today', { day: now().day, days: now().days })}</span>
					)}
				</Show>
			</div>
		</div>
	)
}
