import { createMemo, For, Show } from 'solid-js'
import { isPhone } from '../app/media'
import { useLedgerSession } from '../app/session'
import { KINDS, type MonthTotals, type PlanItem, totalsByMonth } from '../import/index'
import { useWords } from '../words'
import type { ImportState } from './state'

const t = useWords('import')

/** What the file brings to each month, by kind, beside what the ledger has spent in it already: both by bill, or both by purchase. */
export function TotalsPanel(props: { state: ImportState; items: PlanItem[] }) {
	const session = useLedgerSession()
	const basis = createMemo(() => {
		session.version()
		return session.metrics.basis()
	})
	const months = createMemo(() =>
		totalsByMonth(props.items, { basis: basis(), ledger: props.state.knownLedger() }),
	)
	const kinds = createMemo(() => KINDS.filter((kind) => months().some(({ cents }) => cents[kind] > 0)))
	const sum = (kind: (typeof KINDS)[number]) => months().reduce((total, { cents }) => total + cents[kind], 0)
	const held = (month: string) => {
		session.version()
		return session.metrics.spendingOf(month).cents
	}
	const amount = (cents: number) => session.formats().amount(cents)
	return (
		<Show when={months().length > 0}>
			<section class="panel imp-totals" data-import="totals">
				<div class="ph">
					<h2>{t('importing.totals.title')}</h2>
				</div>
				<Show when={!isPhone()} fallback={<MonthsList months={months()} held={held} />}>
					<table>
						<thead>
							<tr>
								<th scope="col">{t('importing.totals.month')}</th>
								<For each={kinds()}>{(kind) => <th scope="col">{t(`importing.kindsOf.${kind}`)}</th>}</For>
								<th scope="col">{t('importing.totals.here')}</th>
							</tr>
						</thead>
						<tbody>
							<For each={months()}>
								{({ month, cents }) => (
									<tr>
										<th scope="row">{session.formats().monthShort(month)}</th>
										<For each={kinds()}>
											{(kind) => <td class="num">{cents[kind] > 0 ? amount(cents[kind]) : ''}</td>}
										</For>
										<td class="num muted">{amount(held(month))}</td>
									</tr>
								)}
							</For>
						</tbody>
						<Show when={months().length > 1}>
							<tfoot>
								<tr>
									<th scope="row">{t('importing.totals.all')}</th>
									<For each={kinds()}>{(kind) => <td class="num">{amount(sum(kind))}</td>}</For>
									<td />
								</tr>
							</tfoot>
						</Show>
					</table>
				</Show>
			</section>
		</Show>
	)
}

/** The same on a phone, which has no room for so many columns. */
function MonthsList(props: { months: MonthTotals[]; held: (month: string) => number }) {
	const session = useLedgerSession()
	const amount = (cents: number) => session.formats().amount(cents)
	return (
		<ul class="imp-months">
			<For each={props.months}>
				{({ month, cents }) => (
					<li>
						<h3>{session.formats().month(month)}</h3>
						<dl>
							<For each={KINDS.filter((kind) => cents[kind] > 0)}>
								{(kind) => (
									<div>
										<dt>{t(`importing.kindsOf.${kind}`)}</dt>
										<dd class="num">{amount(cents[kind])}</dd>
									</div>
								)}
							</For>
							<div class="muted">
								<dt>{t('importing.totals.here')}</dt>
								<dd class="num">{amount(props.held(month))}</dd>
							</div>
						</dl>
					</li>
				)}
			</For>
		</ul>
	)
}
