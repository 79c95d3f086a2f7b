import { createEffect, createMemo, onCleanup, untrack } from 'solid-js'
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

/** How long a notice lies over the page, in ms; its figures go on standing on it. */
const NOTICE_STAYS = 30_000

/** Shows nothing itself, and tells when a budget is nearly or all spent. */
export function BudgetWatch() {
	watchBudgets(useLedgerSession())
	return null
}

/**
 * Watches the budgets of today's month. When one passes 80 % or 100 % it shows a toast and, where this device allows it, a
 * notification, once per budget and bill. It says nothing while the month's figures are incomplete or unconfirmed, and
 * nothing about thresholds that were passed before this device first looked, or by what a file brought.
 * Call it once below the open ledger; it ends with its owner.
 */
export function watchBudgets(session: LedgerSession): void {
	const month = session.thisMonth
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(month()))
	const sure = createMemo(() => {
		const { coverage, fromCache, applied, head, confirmedAt } = session.feed()
		return isCovered(coverage, month()) && !fromCache && confirmedAt !== null && applied === head
	})
	// What was said already, also where storage is refused (private mode). Null: this device never looked.
	let told: Set<string> | null = null
	/** A file was imported since: what it brought over a threshold is nobody's news. */
	let imported = false
	onCleanup(
		session.onArrival((columns, origin) => {
			if (origin === 'live' || origin === 'catch_up') imported ||= columns.imported?.includes(true) ?? false
		}),
	)

	createEffect(() => {
		const directory = session.directory()
		// Budgets are held against the ledger's own way of counting, whatever way the page shows just now.
		if (!directory || !sure() || session.metrics.basis() !== session.ledger().basis) return
		// The figure is published a frame after its rows are in. It tells us when to look; the amounts come from the store.
		spending()
		const rows = budgetProgress(directory, session.metrics.spendingOf(month()), month(), session.today())
		const kept = recallTold(session.ledger().id)
		// On a device's first look the page itself shows what has passed a threshold; notices are for later changes.
		const first = (told === null && kept === null) || imported
		imported = false
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
	const detailOf = ({ progress }: Notice) =>
		t('budgetNotice.detail', {
			spent: session.money(progress.spent),
			limit: session.money(progress.limit),
			share: session.formats().percent(progress.share),
		})
	const nameOf = ({ progress }: Notice) => isolate(progress.name ?? t('budgetNotice.whole'))
	const titleOf = ({ level, progress: { name } }: Notice) =>
		name === null ? t(`budgetNotice.${level}Whole`) : t(`budgetNotice.${level}`, { name: isolate(name) })
	const one = due.length === 1
	showToast({
		kind: worst.level === 'over' ? 'bad' : 'warn',
		text: one ? titleOf(worst) : t('budgetNotice.many', due.length),
		detail: one ? detailOf(worst) : due.map(nameOf).join(', '),
		action: { label: t('budgetNotice.see'), run: () => navigate('#/orcamentos') },
		stays: NOTICE_STAYS,
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

/** A threshold that a budget has passed and that was not announced yet. */
export interface Notice {
	progress: BudgetProgress
	level: 'warn' | 'over'
}

/** The thresholds announced so far, as `month category level`. Kept per ledger and device. */
export type Told = ReadonlySet<string>

const thresholdKey = (month: BillMonth, category: number | null, level: 'warn' | 'over') =>
	`${month} ${category ?? 'all'} ${level}`

/**
 * The thresholds to announce now, each once per category and bill. A budget that jumps past 100 % is announced once, as
 * passed. A budget that falls below a threshold and passes it again in the same bill is not announced again.
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

/** Drops the entries of bills that closed long ago. */
export function pruneTold(told: Told, oldest: BillMonth): Set<string> {
	return new Set([...told].filter((key) => key >= oldest))
}

const storageKey = (ledgerId: string) => `told.${ledgerId}`

/** Stored when a device has looked and announced nothing; having stored nothing means that it never looked. */
const NOTHING = '-'

/**
 * The announced thresholds of a ledger on this device; null when it never looked. Read from storage each time, since other
 * tabs announce too.
 */
export function recallTold(ledgerId: string): Set<string> | null {
	const kept = load(storageKey(ledgerId), anyText)
	return kept === null ? null : new Set(kept.split('|').filter((key) => key !== NOTHING))
}

/** Stores the announced thresholds. */
export function rememberTold(ledgerId: string, told: Told): void {
	save(storageKey(ledgerId), told.size > 0 ? [...told].join('|') : NOTHING)
}
