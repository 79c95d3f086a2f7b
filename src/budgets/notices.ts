import { createEffect, createMemo, untrack } from 'solid-js'
import { navigate } from '../app/router'
import { type LedgerSession, useLedgerSession } from '../app/session'
import { anyText, load, save } from '../app/storage'
import { isCovered } from '../feed/coverage'
import { type BudgetProgress, budgetProgress } from '../ledger/budgets'
import { addMonths } from '../ledger/month'
import type { BillMonth } from '../ledger/types'
import { createFigure } from '../metrics/solid'
import { notify } from '../settings/preferences/notifications'
import { isolate } from '../ui/bidi'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'

const t = useWords()

/** Shows nothing itself, and tells when a budget is nearly or all spent. */
export function BudgetWatch() {
	watchBudgets(useLedgerSession())
	return null
}

/**
 * Watches the budgets of the month of today and tells, once per budget and bill, when 80 % and 100 % are passed: a toast on
 * the page, and a notification where this device allows it. Says nothing before the month's figures are the server's, and
 * nothing of what had passed before this device first looked.
 * Call it once below the open ledger; it ends with its owner.
 */
export function watchBudgets(session: LedgerSession): void {
	const month = session.thisMonth
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(month()))
	const sure = createMemo(() => {
		const { coverage, fromCache, applied, head, confirmedAt } = session.feed()
		return isCovered(coverage, month()) && !fromCache && confirmedAt !== null && applied === head
	})
	// What was told, also where storage refuses to keep it (private mode). Null: this device never looked.
	let told: Set<string> | null = null

	createEffect(() => {
		const directory = session.directory()
		if (!directory || !sure()) return
		// Followed through the figure, read from the store: the figure is published a frame after the rows are in.
		spending()
		const rows = budgetProgress(directory, session.metrics.spendingOf(month()), month(), session.today())
		const kept = recallTold(session.ledger().id)
		// On a device's first look what is already past a threshold is on the page to see; notices are for what happens next.
		const first = told === null && kept === null
		const answer = noticesDue(rows, month(), new Set([...(told ?? []), ...(kept ?? [])]))
		if (!first && answer.due.length === 0) {
			told = answer.told
			return
		}
		told = pruneTold(answer.told, addMonths(month(), -2))
		rememberTold(session.ledger().id, told)
		if (!first) untrack(() => tell(session, answer.due))
	})
}

function tell(session: LedgerSession, due: readonly Notice[]): void {
	const worst = due.find(({ level }) => level === 'over') ?? due[0]!
	const nameOf = ({ progress }: Notice) => isolate(progress.name ?? t('budgetNotice.whole'))
	const detailOf = ({ progress }: Notice) =>
		t('budgetNotice.detail', {
			spent: session.money(progress.spent),
			limit: session.money(progress.limit),
			share: session.formats().percent(progress.share),
		})
	const titleOf = (notice: Notice) => t(`budgetNotice.${notice.level}`, { name: nameOf(notice) })
	const one = due.length === 1
	showToast({
		kind: worst.level === 'over' ? 'bad' : 'warn',
		text: one ? titleOf(worst) : t('budgetNotice.many', due.length),
		detail: one ? detailOf(worst) : due.map(nameOf).join(', '),
		action: { label: t('budgetNotice.see'), run: () => navigate('#/orcamentos') },
	})
	for (const notice of due) {
		const tag = `painel ${session.ledger().id} ${session.thisMonth()} ${notice.progress.category_id ?? 'all'} ${notice.level}`
		void notify(
			titleOf(notice),
			`${detailOf(notice)}\n${t('budgetNotice.app', { ledger: isolate(session.ledger().name) })}`,
			tag,
		)
	}
}

/** A threshold that a budget passed and that nobody was told of yet. */
export interface Notice {
	progress: BudgetProgress
	level: 'warn' | 'over'
}

/** What was told already: `month category level`. Kept per ledger and device. */
export type Told = ReadonlySet<string>

const thresholdKey = (month: BillMonth, category: number | null, level: 'warn' | 'over') =>
	`${month} ${category ?? 'all'} ${level}`

/**
 * Which thresholds to tell of now, once each per category and bill. A budget that jumped past 100 % is told of once, as
 * passed; a budget that sinks under a threshold and comes back is not told of again in the same bill.
 */
export function noticesDue(
	rows: readonly BudgetProgress[],
	month: BillMonth,
	told: Told,
): { due: Notice[]; told: Set<string> } {
	const now = new Set(told)
	const due: Notice[] = []
	for (const progress of rows) {
		if (progress.level === 'ok') continue
		const key = thresholdKey(month, progress.category_id, progress.level)
		const isNew = !now.has(key)
		now.add(key)
		if (progress.level === 'over') now.add(thresholdKey(month, progress.category_id, 'warn'))
		if (isNew) due.push({ progress, level: progress.level })
	}
	return { due, told: now }
}

/** Forgets what was told of bills long closed. */
export function pruneTold(told: Told, oldest: BillMonth): Set<string> {
	return new Set([...told].filter((key) => key >= oldest))
}

const storageKey = (ledgerId: string) => `told.${ledgerId}`

/** Says that a device was told of nothing yet, which is not the same as never having looked. */
const NOTHING = '-'

/**
 * What this device was already told of a ledger's budgets; null: it never looked at them. Read afresh each time, since
 * other tabs tell too.
 */
export function recallTold(ledgerId: string): Set<string> | null {
	const kept = load(storageKey(ledgerId), anyText)
	return kept === null ? null : new Set(kept.split('|').filter((key) => key !== NOTHING))
}

/** Keeps it. */
export function rememberTold(ledgerId: string, told: Told): void {
	save(storageKey(ledgerId), told.size > 0 ? [...told].join('|') : NOTHING)
}
