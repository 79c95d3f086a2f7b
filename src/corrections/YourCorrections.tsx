import { For, Match, Show, Switch } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { RejectReason } from '../ledger/types'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { differencesOf, fieldName, fieldText, summaryOf } from './describe'
import type { Corrections } from './index'
import { canUndo, fieldsOf, needsPerson, type QueuedCorrection, questionOf } from './queued'
import { mayCorrect, takeBack } from './say'

const t = useWords('corrections')

/** The reader's own corrections that the server has not confirmed: where each stands, and what there is to decide. */
export function YourCorrections(props: {
	corrections: Corrections
	list: readonly QueuedCorrection[]
	named?: boolean
}) {
	const ids = () => props.list.map(({ id }) => id)
	return (
		<ul class="yours" data-corrections={props.list.length}>
			<For each={ids()}>
				{(id) => (
					<Show when={props.list.find((correction) => correction.id === id)}>
						{(correction) => (
							<YourCorrection
								corrections={props.corrections}
								correction={correction()}
								named={props.named ?? false}
							/>
						)}
					</Show>
				)}
			</For>
		</ul>
	)
}

interface OneProps {
	corrections: Corrections
	correction: QueuedCorrection
	named: boolean
}

function YourCorrection(props: OneProps) {
	const session = useLedgerSession()
	const writing = () => ({ formats: session.formats(), settings: session.directory() })
	const waits = () => session.feed().status === 'offline' || session.feed().status === 'loading'
	const summary = () => summaryOf(props.correction, props.corrections.madeOf(props.correction), writing())
	return (
		<li class="entry" data-status={props.correction.status}>
			<Show when={props.named}>
				<b class="clip strong">
					<bdi>{props.correction.name}</bdi>
				</b>
			</Show>
			<Switch
				fallback={
					<p>
						<bdi>{summary()}</bdi>
					</p>
				}
			>
				<Match when={props.correction.status === 'conflict'}>
					<Conflict {...props} />
				</Match>
				<Match when={props.correction.status === 'refused'}>
					<p class="muted">
						<bdi>{summary()}</bdi>
					</p>
					<Refusal {...props} />
				</Match>
			</Switch>
			<Show when={!needsPerson(props.correction)}>
				<div class="acts yours-acts">
					<span class="muted">
						<Icon of={icons.clock} />{' '}
						{canUndo(props.correction)
							? t(waits() ? 'corrections.waits' : 'corrections.soon')
							: t('corrections.sending')}
					</span>
					<span class="grow" />
					<Show when={canUndo(props.correction)}>
						<button
							type="button"
							class="btn"
							onClick={() => takeBack(props.corrections, props.correction.id)}
						>
							{t('corrections.takeBack')}
						</button>
					</Show>
				</div>
			</Show>
		</li>
	)
}

/** Somebody else was faster: the reader says which value counts, or whether the purchase stays undone. */
function Conflict(props: OneProps) {
	const session = useLedgerSession()
	const writing = () => ({ formats: session.formats(), settings: session.directory() })
	const theirs = () => {
		session.version()
		return props.corrections.theirs(props.correction.transaction)
	}
	const made = () => props.corrections.madeOf(props.correction)
	const fields = () => fieldsOf(props.correction.item).filter((field) => field !== 'parts_to')
	const question = () => questionOf(props.correction, theirs())
	/** What the answer is about, where there are no two values to choose from. */
	const about = () => {
		const { saw } = props.correction
		const now = theirs()
		if (question() === 'gone') return summaryOf(props.correction, made(), writing())
		if (question() === 'changed' || saw === null || now === null) return ''
		return differencesOf(saw, now, writing())
	}
	const decide = (whose: 'mine' | 'theirs') => props.corrections.decide(props.correction.transaction, whose)
	return (
		<Show
			when={props.correction.reason !== null}
			fallback={<p class="muted">{t('corrections.conflict.checking')}</p>}
		>
			<p class="strong">{t(`corrections.conflict.${question()}.lead`)}</p>
			<Show when={about()}>
				<p data-about>
					<bdi>{about()}</bdi>
				</p>
			</Show>
			<Show when={question() === 'changed' && fields().length > 0}>
				<table class="both">
					<thead>
						<tr>
							<td />
							<th scope="col">{t('corrections.conflict.yours')}</th>
							<th scope="col">{t('corrections.conflict.theirs')}</th>
						</tr>
					</thead>
					<tbody>
						<For each={fields()}>
							{(field) => (
								<tr>
									<th scope="row">{fieldName(field, made())}</th>
									<td data-whose="mine">
										<bdi>{fieldText(made(), field, writing())}</bdi>
									</td>
									<td data-whose="theirs">
										<Show when={theirs()}>{(row) => <bdi>{fieldText(row(), field, writing())}</bdi>}</Show>
									</td>
								</tr>
							)}
						</For>
					</tbody>
				</table>
			</Show>
			<Show when={mayCorrect(session)}>
				<div class="acts">
					<button type="button" class="btn btn-main" onClick={() => decide('mine')}>
						{t(`corrections.conflict.${question()}.mine`)}
					</button>
					<button type="button" class="btn" onClick={() => decide('theirs')}>
						{t(`corrections.conflict.${question()}.theirs`)}
					</button>
				</div>
			</Show>
		</Show>
	)
}

function Refusal(props: OneProps) {
	const reason = () => {
		const { reason } = props.correction
		if (reason === 'not_allowed' || reason === 'corrections_off' || reason === 'not_sent')
			return t(`corrections.reasons.${reason}`)
		return reason === null ? '' : t(`review.reasons.${reason as RejectReason}.what`)
	}
	return (
		<>
			<p class="entry-reason">
				<Icon of={icons.warning} />
				<span>
					<b>{reason()}</b> {t('corrections.refused.lead')}
				</span>
			</p>
			<div class="acts">
				<button type="button" class="btn" onClick={() => props.corrections.discard(props.correction.id)}>
					{t('corrections.refused.discard')}
				</button>
			</div>
		</>
	)
}
