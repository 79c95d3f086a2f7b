import { createSignal, createUniqueId, For, Index, type JSX, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Plan, Question, QuestionId } from '../import/index'
import { isBillMonth } from '../ledger/month'
import type { BillMonth } from '../ledger/types'
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
		(id === 'account' ? props.state.sentAs() : null) ??
		answers()[id] ??
		(id === 'account' ? props.state.remembered() : null) ??
		questionOf(id)?.proposed ??
		''
	const shown = () =>
		ORDER.filter(
			(id) =>
				questionOf(id) !== undefined ||
				answers()[id] !== undefined ||
				(id === 'account' && props.state.remembered() !== null),
		)
	const hint = (id: QuestionId) => {
		const sentAs = id === 'account' ? props.state.sentAs() : null
		if (sentAs !== null) return t('importing.questions.sentAs')
		const question = questionOf(id)
		if (question?.reason === 'account_unsaid' && props.state.isAccountless())
			return t('importing.questions.accountless')
		if (question) return <ReasonText question={question} />
		return id === 'account' && props.state.remembered() ? t('importing.questions.remembered') : undefined
	}
	return (
		<Show when={shown().length > 0}>
			<section class="panel">
				<div class="ph">
					<h2>{t('importing.questions.title')}</h2>
				</div>
				<form class="imp-questions" novalidate onSubmit={(event) => event.preventDefault()}>
					<For each={shown()}>
						{(id) => (
							<Field
								label={t(`importing.questions.${id}`)}
								hint={hint(id)}
								error={
									id === 'account' && props.state.isAccountMissing()
										? t('importing.questions.accountMissing')
										: null
								}
							>
								{(control) => (
									<>
										<Answer
											id={id}
											value={answerTo(id)}
											control={control}
											accounts={id === 'account' ? props.state.accounts() : []}
											onAnswer={(value) => void props.state.answer(id, value)}
										/>
										<Show when={id === 'account' && props.state.needsAccount()}>
											<button type="button" class="btn" onClick={() => props.state.leaveWithoutAccount()}>
												{t('importing.questions.noAccount')}
											</button>
										</Show>
									</>
								)}
							</Field>
						)}
					</For>
				</form>
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
	/** What else is known to be an answer. */
	accounts: string[]
	onAnswer: (value: string) => void
}): JSX.Element {
	const session = useLedgerSession()
	const given = (value: string) => {
		const said = value.trim()
		const fits =
			props.id === 'bill' ? isBillMonth(said) : props.id === 'year' ? /^\d{4}$/.test(said) : said !== ''
		if (fits && said !== props.value) props.onAnswer(said)
	}
	const choices = () => choicesOf(props.id, props.value, session.formats().month)
	if (choices())
		return (
			<select class="input" {...props.control} onChange={(event) => given(event.currentTarget.value)}>
				<Index each={choices()}>
					{(choice) => (
						<option value={choice()[0]} selected={choice()[0] === props.value}>
							{choice()[1]}
						</option>
					)}
				</Index>
			</select>
		)
	const written = (control: NameControl) => (
		<Written isYear={props.id === 'year'} value={props.value} control={control} onChange={given} />
	)
	return (
		<Show when={props.accounts.length > 0} fallback={written(props.control)}>
			<Chosen value={props.value} accounts={props.accounts} control={props.control} onChoose={given}>
				{written}
			</Chosen>
		</Show>
	)
}

/** What a question can be answered by, with its words; null: by what is written. */
function choicesOf(
	id: QuestionId,
	value: string,
	nameOfMonth: (month: BillMonth) => string,
): [value: string, text: string][] | null {
	if (id === 'type')
		return [
			['account', t('importing.types.account')],
			['card', t('importing.types.card')],
		]
	if (id === 'signs')
		return [
			['expense', t('importing.questions.expense')],
			['income', t('importing.questions.income')],
		]
	if (id === 'order')
		return [
			['dmy', t('importing.questions.dayFirst')],
			['mdy', t('importing.questions.monthFirst')],
		]
	return id === 'bill' ? monthsAround(value).map((month) => [month, nameOfMonth(month)]) : null
}

type NameControl = FieldControl | { 'aria-label': string }

/** An account of before, or another one, which is written. */
function Chosen(props: {
	value: string
	accounts: string[]
	control: FieldControl
	onChoose: (value: string) => void
	children: (control: NameControl) => JSX.Element
}) {
	const [isOther, setOther] = createSignal(props.value === '')
	const names = () => [...new Set([props.value, ...props.accounts])].filter(Boolean)
	return (
		<>
			<select
				class="input"
				{...props.control}
				onChange={(event) => {
					const { value } = event.currentTarget
					setOther(value === '')
					if (value !== '') props.onChoose(value)
				}}
			>
				<For each={names()}>
					{(name) => (
						<option value={name} selected={!isOther() && name === props.value}>
							{name}
						</option>
					)}
				</For>
				<option value="" selected={isOther()}>
					{t('importing.questions.otherAccount')}
				</option>
			</select>
			<Show when={isOther()}>{props.children({ 'aria-label': t('importing.questions.accountName') })}</Show>
		</>
	)
}

/** An answer that is written: a name, with the ledger's sources beside it, or a year. */
function Written(props: {
	isYear: boolean
	value: string
	control: NameControl
	onChange: (value: string) => void
}) {
	const session = useLedgerSession()
	const list = createUniqueId()
	return (
		<>
			<input
				class="input"
				{...props.control}
				value={props.value}
				list={list}
				inputmode={props.isYear ? 'numeric' : undefined}
				onChange={(event) => props.onChange(event.currentTarget.value)}
			/>
			<datalist id={list}>
				<Show when={!props.isYear}>
					<For each={session.directory()?.sources.filter(({ archived }) => !archived)}>
						{({ name }) => <option value={name} />}
					</For>
				</Show>
			</datalist>
		</>
	)
}
