import { createMemo, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { type CardNow, createCards } from '../cards'
import { useDashboard } from '../state'
import { CardBillLine } from './CardBillLine'

const t = useWords()

/** Each card's open bill, the last one closed while there is something to say of it, and older ones not paid off. A click shows what a bill holds. */
export function CardsPanel() {
	const session = useLedgerSession()
	const { selection } = useDashboard()
	const cards = createCards(session)
	const isWhole = createMemo(() => session.feed().coverage.complete)
	const pick = ({ source }: CardNow, month: string) =>
		selection.show({
			months: { from: month, to: month },
			basis: session.ledger().basis === 'bill' ? null : 'bill',
			sources: [source.id],
			day: null,
		})
	return (
		<section class="area-cards" hidden={isWhole() && cards().length === 0}>
			<div class="ph">
				<h2>{t('panel.cards')}</h2>
				<Show when={selection.isFiltered()}>
					<span class="sub">{t('noFilter')}</span>
				</Show>
			</div>
			<Show when={isWhole()} fallback={<p class="none">{t('tile.waiting')}</p>}>
				<ul class="cards">
					<For each={cards()}>
						{(card) => (
							<li data-card={card.source.id}>
								<p class="card-name">
									<Icon of={icons.card} />
									<span>{card.source.name}</span>
								</p>
								<CardBillLine bill={card.open} onPick={() => pick(card, card.open.month)} />
								<Show when={card.closed.amount !== 0 || card.closed.paid > 0}>
									<CardBillLine bill={card.closed} onPick={() => pick(card, card.closed.month)} />
								</Show>
								<For each={card.rests}>
									{(bill) => <CardBillLine bill={bill} onPick={() => pick(card, bill.month)} />}
								</For>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	)
}
