import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Plan, Question, QuestionId } from '../import/index'
import { isBillMonth } from '../ledger/month'
import { Field, type FieldControl } from '../ui/Field'
import { useWords } from '../words'
import { monthsAround } from './months-around'
import type { ImportState } from './state'

const t = useWords('import')

/** In the order in which they decide: whose file it is decides which bill is proposed. */
const ORDER: readonly QuestionId[] = ['account', 'type', 'signs', 'order', 'year', 'bill', 'card']

/** What the file doesn't say, with a proposal each; what was answered stays to be changed. */
export function QuestionsPanel(props: { state: ImportState; plan: Plan }) {
	const answers = () => props.state.options().answers ?? {}
	const questionOf = (id: QuestionId) => props.plan.questions.find((question) => question.id === id)
	const answerTo = (id: QuestionId) =>
		answers()[id] ?? (id === 'account' ? props.state.remembered() : null) ?? questionOf(id)?.proposed ?? ''
	const shown = () =>
		ORDER.filter(
			(id) =>
				questionOf(id) !== undefined ||
				answers()[id] !== undefined ||
				(id === 'account' && props.state.remembered() !== null),
		)
	const hint = (id: QuestionId) => {
		const question = questionOf(id)
		if (question) return <ReasonText question={question} />
		return id === 'account' && props.state.remembered() ? t('importing.questions.remembered') : undefined
	}
	return (
		<Show when={shown().length > 0}>
			<section class="panel">
				<div class="ph">
					<h2>{t('importing.questions.title')}</h2>
				</div>
				<div class="imp-questions">
					<For each={shown()}>
						{(id) => (
							<Field label={t(`importing.questions.${id}`)} hint={hint(id)}>
								{(control) => (
									<Answer
										id={id}
										value={answerTo(id)}
										control={control}
										onAnswer={(value) => void props.state.answer(id, value)}
									/>
								)}
							</Field>
						)}
					</For>
				</div>
			</section>
		</Show>
	)
}

function ReasonText(props: { question: Question }) {
	const session = useLedgerSession()
	const about = () => {
		const text = props.question.about ?? ''
		return /^\d{4}-\d{2}-\d{2}$/.test(text) ? session.formats().dayYear(text) : text
	}
	return <>{t(`importing.questions.reasons.${props.question.reason}`, { about: about() })}</>
}

function Answer(props: {
	id: QuestionId
	value: string
	control: FieldControl
	onAnswer: (value: string) => void
}): JSX.Element {
	const session = useLedgerSession()
	const list = createUniqueId()
	const given = (value: string) => {
		const said = value.trim()
		const fits =
			props.id === 'bill' ? isBillMonth(said) : props.id === 'year' ? /^\d{4}$/.test(said) : said !== ''
		if (fits && said !== props.value) props.onAnswer(said)
	}
	if (props.id === 'type')
		return (
			<select
				class="input"
				{...props.control}
				value={props.value}
				onChange={(event) => given(event.currentTarget.value)}
			>
				<option value="account">{t('importing.types.account')}</option>
				<option value="card">{t('importing.types.card')}</option>
			</select>
		)
	if (props.id === 'signs')
		return (
			<select
				class="input"
				{...props.control}
				value={props.value}
				onChange={(event) => given(event.currentTarget.value)}
			>
				<option value="expense">{t('importing.questions.expense')}</option>
				<option value="income">{t('importing.questions.income')}</option>
			</select>
		)
	if (props.id === 'order')
		return (
			<select
				class="input"
				{...props.control}
				value={props.value}
				onChange={(event) => given(event.currentTarget.value)}
			>
				<option value="dmy">{t('importing.questions.dayFirst')}</option>
				<option value="mdy">{t('importing.questions.monthFirst')}</option>
			</select>
		)
	if (props.id === 'bill')
		return (
			<select
				class="input"
				{...props.control}
				value={props.value}
				onChange={(event) => given(event.currentTarget.value)}
			>
				<For each={monthsAround(props.value)}>
					{(month) => (
						<option value={month} selected={month === props.value}>
							{session.formats().month(month)}
						</option>
					)}
				</For>
			</select>
		)
	return (
		<>
			<input
				class="input"
				{...props.control}
				value={props.value}
				list={list}
				inputmode={props.id === 'year' ? 'numeric' : undefined}
				onChange={(event) => given(event.currentTarget.value)}
			/>
			<datalist id={list}>
				<Show when={props.id !== 'year'}>
					<For each={session.directory()?.sources.filter(({ archived }) => !archived)}>
						{({ name }) => <option value={name} />}
					</For>
				</Show>
			</datalist>
		</>
	)
}
