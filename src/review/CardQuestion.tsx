import { createSignal, Show } from 'solid-js'
import type { BillCycle } from '../ledger/bill'
import { DayField } from '../settings/labels/CycleFields'
import { readCycle } from '../settings/labels/cycle'
import { FormProblem } from '../ui/FormActions'
import type { Form } from '../ui/form'
import { useWords } from '../words'

const t = useWords('settings')

/** Whether a source that is about to be created is a card, and on which days its bill closes and falls due. */
export function CardQuestion(props: { name: string; form: Form<[BillCycle | null]>; onClose: () => void }) {
	const [isCard, setIsCard] = createSignal<boolean | null>(null)
	const [closing, setClosing] = createSignal('')
	const [due, setDue] = createSignal('')

	function createCard() {
		const cycle = readCycle(closing(), due())
		if ('problems' in cycle)
			return props.form.refuseAll(
				cycle.problems.map(({ field, problem }) => ({ field, text: t(`sources.${problem}`) })),
			)
		if (cycle.closing_day === null) return props.form.refuse('closing_day', t('review.closingMissing'))
		void props.form.submit(cycle)
	}

	return (
		<form
			class="card-question"
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				createCard()
			}}
		>
			<p>
				<bdi>{t('review.isCard', { name: props.name })}</bdi>
			</p>
			<Show
				when={isCard()}
				fallback={
					<div class="acts">
						<button type="button" class="btn" onClick={() => setIsCard(true)}>
							{t('review.yesCard')}
						</button>
						<button
							type="button"
							class="btn"
							aria-disabled={props.form.busy()}
							onClick={() => void props.form.submit(null)}
						>
							{t('review.noCard')}
						</button>
						<button type="button" class="btn btn-bare" onClick={() => props.onClose()}>
							{t('form.cancel')}
						</button>
					</div>
				}
			>
				<div class="two">
					<DayField
						label={t('sources.closingDay')}
						error={props.form.errorOf('closing_day')}
						value={closing()}
						onInput={setClosing}
					/>
					<DayField
						label={t('sources.dueDay')}
						error={props.form.errorOf('due_day')}
						value={due()}
						onInput={setDue}
					/>
				</div>
				<p class="muted">{t('review.closingHelp')}</p>
				<div class="acts">
					<button type="submit" class="btn btn-main" aria-disabled={props.form.busy()}>
						{t('review.createCard')}
					</button>
					<button type="button" class="btn" onClick={() => props.onClose()}>
						{t('form.cancel')}
					</button>
				</div>
			</Show>
			<FormProblem text={props.form.errorOf(null)} />
		</form>
	)
}
