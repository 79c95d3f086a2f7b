import { createMemo, createSignal, For, Show, Suspense } from 'solid-js'
import { lazyWithRetry } from '../../app/lazy'
import { useLedgerSession } from '../../app/session'
import { can } from '../../ledger/permissions'
import type { Recurring } from '../../ledger/types'
import { Explain } from '../../ui/Explain'
import { useWords, withWords } from '../../words'
import { useDashboard } from '../state'
import { createRecurringIn, createSuggestions, NEVER_DUE, paidOf, type RecurringDraft } from './in-month'
import { RecurringLine } from './RecurringLine'
import { Suggestions } from './Suggestions'

const t = useWords('panels')

const RecurringDrawer = lazyWithRetry(withWords('settings', () => import('./RecurringDrawer')))

/** What comes again: what of the selected month has arrived, is late or dearer, and what seems to come again too. */
export function RecurringPanel() {
	const session = useLedgerSession()
	const { selection } = useDashboard()
	const month = () => selection.months().to
	const now = createRecurringIn(session, month)
	const suggested = createSuggestions(session)
	const mayEdit = () => can(session.ledger().role, 'settings')
	const isWhole = createMemo(() => session.feed().coverage.complete)
	const [draft, setDraft] = createSignal<RecurringDraft | null>(null)
	const [showsOver, setShowsOver] = createSignal(false)
	const confirmed = () => session.directory()?.recurring ?? []
	const over = createMemo(() => {
		const due = new Set(now().map(({ recurring }) => recurring.id))
		return confirmed().filter(({ id, until }) => until !== null && !due.has(id))
	})
	const fact = () => {
		const { arrived, expected } = paidOf(now())
		return expected === 0
			? ''
			: t('recurring.paid', { arrived: session.money(arrived), expected: session.money(expected) })
	}
	const add = () =>
		setDraft({
			name: '',
			day: 1,
			amount_cents: 0,
			kind: 'expense',
			category_id: null,
			source_id: null,
			until: null,
		})
	return (
		<section class="panel area-recurring" data-panel="recurring">
			<div class="ph">
				<div class="recurring-title">
					<h2>{t('recurring.titleOf', { month: session.formats().monthName(month()) })}</h2>
					<Explain label={t('recurring.explainLabel')}>
						<p>{t('recurring.explain')}</p>
						<p>{t('recurring.explainStatus')}</p>
						<p>{t('recurring.explainFigures')}</p>
					</Explain>
				</div>
				<span class="sub num">{isWhole() ? fact() : ''}</span>
			</div>
			<Show when={isWhole()} fallback={<p class="none">{t('tile.waiting')}</p>}>
				<Show
					when={now().length}
					fallback={
						<p class="none">{t(confirmed().length ? 'recurring.noneThisMonth' : 'recurring.none')}</p>
					}
				>
					<ul class="recurring">
						<For each={now()}>
							{(one) => (
								<RecurringLine now={one} onEdit={mayEdit() ? () => setDraft(one.recurring) : undefined} />
							)}
						</For>
					</ul>
				</Show>
				<Show when={mayEdit()}>
					<Suggestions suggestions={suggested()} onConfirm={(found) => setDraft({ ...found, until: null })} />
					<p class="recurring-acts">
						<button type="button" class="btn btn-bare" onClick={add}>
							{t('recurring.add')}
						</button>
						<Show when={over().length}>
							<button
								type="button"
								class="btn btn-bare"
								aria-expanded={showsOver()}
								onClick={() => setShowsOver(!showsOver())}
							>
								{t('recurring.over', over().length)}
							</button>
						</Show>
					</p>
					<Show when={showsOver()}>
						<ul class="recurring is-over">
							<For each={over()}>{(one) => <OverLine recurring={one} onEdit={() => setDraft(one)} />}</For>
						</ul>
					</Show>
				</Show>
			</Show>
			<Suspense>
				<Show when={draft()} keyed>
					{(opened) => <RecurringDrawer draft={opened} onClose={() => setDraft(null)} />}
				</Show>
			</Suspense>
		</section>
	)
}

/** One that no longer comes, or never did. */
function OverLine(props: { recurring: Recurring; onEdit: () => void }) {
	const { formats, money } = useLedgerSession()
	const since = () => props.recurring.until ?? ''
	return (
		<li>
			<button
				type="button"
				class="recurring-row"
				aria-label={t('recurring.edit', { name: props.recurring.name })}
				onClick={() => props.onEdit()}
			>
				<span class="d">{props.recurring.name}</span>
				<span class="v num">{money(props.recurring.amount_cents)}</span>
				<span class="m">
					{since() === NEVER_DUE
						? t('recurring.neverDue')
						: t('recurring.overSince', { day: formats().dayYear(since()) })}
				</span>
			</button>
		</li>
	)
}
