import { createMemo, createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { parseAmount } from '../ledger/amount'
import { blankRow, KINDS, type TransactionRow } from '../ledger/columns'
import type { CorrectionFields } from '../ledger/correction'
import { amountAsSent } from '../ledger/original-message'
import type { InboxItem, Kind } from '../ledger/types'
import { arrivals } from '../metrics/live/newest'
import { Field } from '../ui/Field'
import { useWords } from '../words'
import { CorrectionForm } from './CorrectionForm'
import type { Corrections } from './index'
import { sayTaken } from './say'
import './corrections.css'

const t = useWords('corrections')
/** How many of the newest purchases are offered where a correction names none that could be meant. */
const OFFERED = 30

/** Puts a refused message right where it stands: what it says is in the form, and what was wrong with it is asked. */
export default function CompleteRefused(props: {
	item: InboxItem
	corrections: Corrections
	onDone: () => void
}) {
	const session = useLedgerSession()
	const isCorrection = () => props.item.action !== 'record' && props.item.action !== 'keep'
	function done(taken: ReturnType<Corrections['complete']>, text: string) {
		props.onDone()
		sayTaken(session, props.corrections, taken, text)
	}
	const record = (fields: CorrectionFields) =>
		done(props.corrections.complete(props.item, fields), t('corrections.recorded'))
	return (
		<Show
			when={isCorrection()}
			fallback={
				<CorrectionForm
					isRefused
					row={understoodOf(props.item)}
					amountText={amountTextOf(props.item)}
					save={t('corrections.record')}
					onSave={record}
					onCancel={props.onDone}
				/>
			}
		>
			<WhichPurchase {...props} onDone={done} onCancel={props.onDone} />
		</Show>
	)
}

/** A correction that named nothing clear: which purchase it meant, then what it makes of that. */
function WhichPurchase(props: {
	item: InboxItem
	corrections: Corrections
	onDone: (taken: ReturnType<Corrections['complete']>, text: string) => void
	onCancel: () => void
}) {
	const session = useLedgerSession()
	const [chosen, setChosen] = createSignal('')
	const [asked, setAsked] = createSignal(false)
	const offered = createMemo(() => {
		session.version()
		const meant = (props.item.candidates ?? []).flatMap(({ transaction_id }) => transaction_id ?? [])
		const newest = () => arrivals(session.metrics, OFFERED).flatMap(({ item }) => item?.id ?? [])
		const ids = meant.length > 0 ? meant : newest()
		return ids.flatMap((id) => props.corrections.rowOf(id) ?? []).filter(({ voided }) => !voided)
	})
	const row = () => offered().find(({ id }) => id === chosen())
	const lineOf = ({ description, amount_cents, occurred_at }: TransactionRow) => {
		const formats = session.formats()
		return `${description} · ${formats.money(amount_cents)} · ${formats.day(formats.localDay(occurred_at))}`
	}
	const isVoid = () => props.item.action === 'void'
	const undo = () => {
		const purchase = row()
		if (!purchase) return setAsked(true)
		props.onDone(props.corrections.complete(props.item, {}, purchase), t('corrections.voided'))
	}
	return (
		<div class="correction" data-which={props.item.id}>
			<Field
				label={t('corrections.which')}
				error={asked() && !row() ? t('corrections.problems.purchaseWhich') : null}
			>
				{(control) => (
					<select
						class="input"
						data-field="which"
						onChange={(event) => setChosen(event.currentTarget.value)}
						{...control}
					>
						<option value="">{t('corrections.choose')}</option>
						<For each={offered()}>
							{(purchase) => (
								<option value={purchase.id} selected={purchase.id === chosen()}>
									{lineOf(purchase)}
								</option>
							)}
						</For>
					</select>
				)}
			</Field>
			<Show
				when={!isVoid() && row()}
				keyed
				fallback={
					<div class="acts">
						<Show when={isVoid()}>
							<button type="button" class="btn btn-main" onClick={undo}>
								{t('corrections.undoPurchase')}
							</button>
						</Show>
						<button type="button" class="btn" onClick={() => props.onCancel()}>
							{t('ui.cancel')}
						</button>
					</div>
				}
			>
				{(purchase) => (
					<CorrectionForm
						row={purchase}
						given={understoodOf(props.item, purchase)}
						save={t('corrections.save')}
						onSave={(fields) =>
							props.onDone(props.corrections.complete(props.item, fields, purchase), t('corrections.done'))
						}
						onCancel={props.onCancel}
					/>
				)}
			</Show>
		</div>
	)
}

/** What a refused item says, over a purchase or over nothing, as far as it can be read. */
function understoodOf(item: InboxItem, over = blankRow(item.id, item.received_at)): TransactionRow {
	const amount = parseAmount(item.amount)
	const text = (said: string | null) => (said === null ? {} : { text: said })
	const category = text(item.category)
	const source = text(item.source)
	const person = text(item.person)
	return {
		...over,
		kind: (KINDS as readonly (string | null)[]).includes(item.kind) ? (item.kind as Kind) : over.kind,
		description: item.description?.trim() || over.description,
		amount_cents: 'cents' in amount ? amount.cents : over.amount_cents,
		occurred_at: item.occurred_at ?? over.occurred_at,
		...('text' in category ? { category_id: null, category_text: category.text } : {}),
		...('text' in source ? { source_id: null, source_text: source.text } : {}),
		...('text' in person ? { person_id: null, person_text: person.text } : {}),
	}
}

/** What was sent as the amount, where it cannot be read; an object says nothing that a person could put right. */
function amountTextOf(item: InboxItem): string | undefined {
	if ('cents' in parseAmount(item.amount)) return undefined
	return typeof item.amount === 'object' ? '' : (amountAsSent(item) ?? '')
}
