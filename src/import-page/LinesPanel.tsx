import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { type ImportKind, KINDS, type PlanItem } from '../import/index'
import { findLabel } from '../ledger/name'
import { useWords } from '../words'
import { monthsAround } from './months-around'
import type { ImportState } from './state'

const t = useWords('import')

/** So many lines are drawn at first, and with each wish for more. */
const AT_ONCE = 100

/** The lines that will be recorded. A kind or category is changed for all lines with the same text at once. */
export function LinesPanel(props: { state: ImportState; items: PlanItem[] }) {
	const [most, setMost] = createSignal(AT_ONCE)
	createEffect(on(props.state.plan, () => setMost(AT_ONCE), { defer: true }))
	const counts = createMemo(() => {
		const found = new Map<string, number>()
		for (const { description } of props.items) {
			const key = props.state.keyOf(description)
			found.set(key, (found.get(key) ?? 0) + 1)
		}
		return found
	})
	const rest = () => Math.max(0, props.items.length - most())
	/** Which lines are drawn changes by place, so that a control keeps its focus when its line is changed. */
	const places = createMemo(() => Array.from({ length: Math.min(most(), props.items.length) }, (_, at) => at))
	return (
		<section class="panel imp-lines" data-import="lines">
			<div class="ph">
				<h2>{t('importing.lines.title')}</h2>
				<span class="sub" aria-live="polite">
					{props.state.compared() && !props.state.isComparing()
						? t('importing.lines.count', props.items.length)
						: t('importing.lines.asking')}
				</span>
			</div>
			<Show when={props.items.length > 0} fallback={<p class="muted">{t('importing.lines.none')}</p>}>
				<ul>
					<For each={places()}>
						{(at) => (
							<Show when={props.items[at]}>
								{(item) => (
									<Line
										item={item()}
										same={counts().get(props.state.keyOf(item().description)) ?? 1}
										state={props.state}
									/>
								)}
							</Show>
						)}
					</For>
				</ul>
				<Show when={rest() > 0}>
					<button type="button" class="btn" onClick={() => setMost(most() + AT_ONCE)}>
						{t('importing.lines.more', Math.min(AT_ONCE, rest()))}
					</button>
				</Show>
			</Show>
		</section>
	)
}

function Line(props: { item: PlanItem; same: number; state: ImportState }) {
	const session = useLedgerSession()
	const isIn = () => props.item.kind === 'income' || props.item.kind === 'refund'
	const money = () => `${isIn() ? '+ ' : ''}${session.formats().amount(props.item.amount_cents)}`
	return (
		<li data-kind={props.item.kind} data-line={props.item.line}>
			<span class="imp-day num">{session.formats().day(props.item.day)}</span>
			<div class="imp-what">
				<bdi class="strong">{props.item.description}</bdi>
				<LineFacts item={props.item} />
				<Show when={props.same > 1}>
					<small>{t('importing.lines.sameText', props.same)}</small>
				</Show>
			</div>
			<KindChoice item={props.item} state={props.state} />
			<CategoryChoice item={props.item} state={props.state} />
			<span class="imp-amount num" classList={{ 'imp-in': isIn() }}>
				{money()}
			</span>
		</li>
	)
}

/** Where the money was, which part it is, and in which bill. */
function LineFacts(props: { item: PlanItem }) {
	const session = useLedgerSession()
	const facts = () => {
		const { kind, source, to_source, person, part, parts, installments, bill_month } = props.item
		const unknown = t('importing.lines.unknownPlace')
		return [
			kind === 'transfer' && (source ?? to_source)
				? `${source ?? unknown} → ${to_source ?? unknown}`
				: source,
			person,
			part ? t('importing.lines.part', { part, parts: parts ?? part }) : null,
			installments > 1 ? t('importing.lines.times', { n: installments }) : null,
			// A payment's bill stands in its own control.
			bill_month && kind !== 'transfer'
				? t('importing.lines.bill', { month: session.formats().monthShort(bill_month) })
				: null,
		].filter((fact) => fact !== null)
	}
	return (
		<small>
			<bdi>{facts().join(' · ')}</bdi>
		</small>
	)
}

function KindChoice(props: { item: PlanItem; state: ImportState }) {
	return (
		<select
			class="input input-sm imp-kind"
			aria-label={t('importing.lines.kindOf', { what: props.item.description })}
			onChange={(event) =>
				props.state.change(props.item.description, { kind: event.currentTarget.value as ImportKind })
			}
		>
			<For each={KINDS}>
				{(kind) => (
					<option value={kind} selected={kind === props.item.kind}>
						{t(`importing.kinds.${kind}`)}
					</option>
				)}
			</For>
		</select>
	)
}

/** Which bill a payment pays: of one line, since each month has its own. */
function BillChoice(props: { item: PlanItem; state: ImportState }) {
	const session = useLedgerSession()
	return (
		<Show when={props.item.bill_month} fallback={<span />}>
			{(bill) => (
				<select
					class="input input-sm imp-category"
					aria-label={t('importing.lines.billOf', { what: props.item.description })}
					onChange={(event) => props.state.payBill(props.item, event.currentTarget.value)}
				>
					<For each={monthsAround(bill())}>
						{(month) => (
							<option value={month} selected={month === bill()}>
								{t('importing.lines.pays', { month: session.formats().monthShort(month) })}
							</option>
						)}
					</For>
				</select>
			)}
		</Show>
	)
}

function CategoryChoice(props: { item: PlanItem; state: ImportState }) {
	const session = useLedgerSession()
	const categories = () => session.directory()?.categories ?? []
	const chosen = () => {
		const id = findLabel(categories(), props.item.category)
		return categories().find((category) => category.id === id)?.name ?? props.item.category ?? ''
	}
	const isUnknown = () => chosen() !== '' && !categories().some(({ name }) => name === chosen())
	return (
		<Show
			when={props.item.kind !== 'transfer'}
			fallback={<BillChoice item={props.item} state={props.state} />}
		>
			<select
				class="input input-sm imp-category"
				aria-label={t('importing.lines.categoryOf', { what: props.item.description })}
				onChange={(event) =>
					props.state.change(props.item.description, { category: event.currentTarget.value })
				}
			>
				<option value="" selected={chosen() === ''}>
					{t('importing.lines.noCategory')}
				</option>
				<Show when={isUnknown()}>
					<option value={chosen()} selected>
						{chosen()}
					</option>
				</Show>
				<For each={categories()}>
					{({ name }) => (
						<option value={name} selected={name === chosen()}>
							{name}
						</option>
					)}
				</For>
			</select>
		</Show>
	)
}
