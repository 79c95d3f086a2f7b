import { createMemo, createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { allMatches, type Compared, type LineMatch, type RecordedPurchase } from '../import/index'
import { useWords } from '../words'
import type { ImportState } from './state'

const t = useWords('import')

/** So many lines are drawn at first, and with each wish for more. */
const AT_ONCE = 50

/** Lines that are perhaps recorded already: a person says which purchase each is. Those to look at come first. */
export function MatchesPanel(props: { state: ImportState }) {
	const session = useLedgerSession()
	const [most, setMost] = createSignal(AT_ONCE)
	const matches = createMemo(() =>
		matchesOf(props.state.compared()).sort((a, b) => Number(b.asked) - Number(a.asked)),
	)
	const rest = () => Math.max(0, matches().length - most())
	return (
		<Show when={matches().length > 0}>
			<section class="panel imp-lines imp-matches" data-import="matches">
				<div class="ph">
					<h2>{t('importing.matches.title')}</h2>
					<span class="sub num">{session.formats().count(matches().length)}</span>
				</div>
				<p class="muted">{t('importing.matches.lead')}</p>
				<ul>
					<For each={matches().slice(0, most())}>
						{(match) => <MatchLine match={match} state={props.state} />}
					</For>
				</ul>
				<div class="imp-acts">
					<Show when={rest() > 0}>
						<button type="button" class="btn" onClick={() => setMost(most() + AT_ONCE)}>
							{t('importing.lines.more', Math.min(AT_ONCE, rest()))}
						</button>
					</Show>
					<Show when={matches().length > 1}>
						<button
							type="button"
							class="btn"
							onClick={() => props.state.takeAll((match) => match.candidates[0]!)}
						>
							{t('importing.matches.allSame')}
						</button>
						<button type="button" class="btn" onClick={() => props.state.takeAll(() => null)}>
							{t('importing.matches.allNew')}
						</button>
					</Show>
				</div>
			</section>
		</Show>
	)
}

const matchesOf = (compared: Compared | null): LineMatch[] => (compared ? allMatches(compared) : [])

/** Not `Match`: the development server takes that name for Solid's. */
function MatchLine(props: { match: LineMatch; state: ImportState }) {
	const session = useLedgerSession()
	const item = () => props.match.item
	const chosen = () => props.match.candidates.indexOf(props.state.purchaseOf(props.match)!)
	const name = (purchase: RecordedPurchase) => {
		const { description, source, person, installments, amount_cents, occurred_at, file } = purchase
		const facts = [
			description,
			session.formats().day(session.formats().localDay(occurred_at)),
			source,
			person,
			file ?? null,
			installments > 1
				? `${session.formats().amount(amount_cents)} ${t('importing.lines.times', { n: installments })}`
				: null,
		]
		return facts.filter(Boolean).join(' · ')
	}
	const part = () =>
		item().part ? t('importing.lines.part', { part: item().part!, parts: item().parts! }) : null
	return (
		<li data-line={item().line} data-asked={props.match.asked ? '' : undefined}>
			<span class="imp-day num">{session.formats().day(item().day)}</span>
			<div class="imp-what">
				<bdi class="strong">{item().description}</bdi>
				<small>
					<bdi>{[item().source, part()].filter(Boolean).join(' · ')}</bdi>
				</small>
				<Show when={props.match.asked}>
					<small class="imp-ask">{t('importing.matches.ask')}</small>
				</Show>
			</div>
			<select
				class="input input-sm"
				aria-label={t('importing.matches.which', { what: item().description })}
				onChange={(event) =>
					props.state.take(props.match, props.match.candidates[Number(event.currentTarget.value)] ?? null)
				}
			>
				<For each={props.match.candidates}>
					{(purchase, at) => (
						<option value={at()} selected={chosen() === at()}>
							{t('importing.matches.same', { what: name(purchase) })}
						</option>
					)}
				</For>
				<option value={-1} selected={chosen() < 0}>
					{t('importing.matches.another')}
				</option>
			</select>
			<span class="imp-amount num">{session.formats().amount(item().amount_cents)}</span>
		</li>
	)
}
