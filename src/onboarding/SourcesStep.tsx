import { createMemo, createSignal, For, Index, type JSX, onMount, Show } from 'solid-js'
import { formatsFor } from '../app/formats'
import type { SettingsPort } from '../backend/types'
import type { BillCycle } from '../ledger/bill'
import { makeCalendar } from '../ledger/calendar'
import { LONGEST_LABEL } from '../ledger/limits'
import { CycleSentence, DayField } from '../settings/labels/CycleFields'
import { readCycle } from '../settings/labels/cycle'
import type { FieldError } from '../ui/errors'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { createResumable } from './resumable'

const t = useWords('settings')

/** Sources whose purchases count in the month in which they are made. */
const AT_ONCE = ['pix', 'debit', 'cash', 'mealVoucher'] as const
type AtOnce = (typeof AT_ONCE)[number]

const MOST_CARDS = 8

interface Card {
	name: string
	closing: string
	due: string
}

const noCard: Card = { name: '', closing: '', due: '' }
const isEmpty = ({ name, closing, due }: Card) => `${name}${closing}${due}`.trim() === ''

/** A source as it is made here: `cycle` null for what has no bills. */
interface NewSource {
	name: string
	cycle: BillCycle | null
}

/** The third step: what people pay with. */
export function SourcesStep(props: {
	settings: SettingsPort
	timezone: string
	currency: string
	onDone: () => void
}) {
	const [atOnce, setAtOnce] = createSignal<readonly AtOnce[]>(['pix', 'debit', 'cash'])
	const [cards, setCards] = createSignal<readonly Card[]>([noCard])
	let head!: HTMLHeadingElement
	onMount(() => head.focus())

	const made = new Map<string, number>()
	const saveSources = createResumable(
		({ name }: NewSource) => name,
		async ({ name, cycle }) => {
			// After a failure half-way the next try finds the source that was made.
			const source_id =
				made.get(name) ?? (await props.settings.saveSource({ name, aliases: [], archived: false }))
			made.set(name, source_id)
			if (cycle) await props.settings.setCycle({ source_id, from_month: null, ...cycle })
		},
	)
	const form = createForm(async (sources: NewSource[]) => {
		await saveSources(sources)
		props.onDone()
	})

	/** The cards as sources; null when something about them is wrong, all of which is said. */
	function readCards(): NewSource[] | null {
		const sources: NewSource[] = []
		const problems: FieldError[] = []
		const refuse = (at: number, field: string, text: string) =>
			problems.push({ field: `cards.${at}.${field}`, text })
		for (const [at, card] of cards().entries()) {
			if (isEmpty(card)) continue
			const name = card.name.trim()
			if (name === '') refuse(at, 'name', t('onboarding.sources.cardNameMissing'))
			const cycle = readCycle(card.closing, card.due)
			if ('problems' in cycle)
				for (const { field, problem } of cycle.problems) refuse(at, field, t(`sources.${problem}`))
			else sources.push({ name, cycle: cycle.closing_day === null ? null : cycle })
		}
		if (problems.length > 0) form.refuseAll(problems)
		return problems.length > 0 ? null : sources
	}

	function save(event: SubmitEvent) {
		event.preventDefault()
		const chosen = AT_ONCE.filter((kind) => atOnce().includes(kind)).map((kind) => ({
			name: t(`onboarding.atOnce.${kind}`),
			cycle: null,
		}))
		const read = readCards()
		if (read) void form.submit([...chosen, ...read])
	}

	return (
		<form class="form" onSubmit={save} novalidate>
			<div>
				<h1 class="h1" ref={head} tabindex="-1">
					{t('onboarding.sources.title')}
				</h1>
				<p class="lead">{t('onboarding.sources.lead')}</p>
			</div>
			<AtOnceField value={atOnce()} onChange={setAtOnce} />
			<fieldset class="fg cards">
				<legend>{t('onboarding.sources.cards')}</legend>
				<Index each={cards()}>
					{(card, at) => (
						<CardRow
							number={at + 1}
							card={card()}
							sentence={(cycle) => (
								<CycleSentence
									cycle={cycle}
									today={makeCalendar(props.timezone).dayAt(Date.now())}
									formats={formatsFor(props.currency, props.timezone)}
								/>
							)}
							errorOf={(field) => form.errorOf(['cards', at, field])}
							onChange={(next) => setCards(cards().map((other, index) => (index === at ? next : other)))}
							onRemove={() => setCards(cards().filter((_, index) => index !== at))}
						/>
					)}
				</Index>
				<button
					type="button"
					class="btn btn-bare add-card"
					disabled={cards().length >= MOST_CARDS}
					onClick={() => setCards([...cards(), noCard])}
				>
					<Icon of={icons.add} />
					{t('onboarding.sources.addCard')}
				</button>
			</fieldset>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} save={t('onboarding.sources.save')}>
				<button type="button" class="btn btn-bare" onClick={() => props.onDone()}>
					{t('onboarding.sources.skip')}
				</button>
			</FormActions>
		</form>
	)
}

/** The usual ways to pay without a bill, as buttons to press. */
function AtOnceField(props: { value: readonly AtOnce[]; onChange: (value: readonly AtOnce[]) => void }) {
	const toggle = (kind: AtOnce) =>
		props.onChange(
			props.value.includes(kind) ? props.value.filter((other) => other !== kind) : [...props.value, kind],
		)
	return (
		<fieldset class="fg">
			<legend>{t('onboarding.sources.atOnce')}</legend>
			<div class="opts">
				<For each={AT_ONCE}>
					{(kind) => (
						<button
							type="button"
							class="opt"
							aria-pressed={props.value.includes(kind)}
							onClick={() => toggle(kind)}
						>
							{t(`onboarding.atOnce.${kind}`)}
						</button>
					)}
				</For>
			</div>
		</fieldset>
	)
}

/** One card: its name, and the days on which its bill closes and falls due. */
function CardRow(props: {
	number: number
	card: Card
	/** What its days mean, in words. */
	sentence: (cycle: BillCycle) => JSX.Element
	errorOf: (field: string) => string | null
	onChange: (card: Card) => void
	onRemove: () => void
}) {
	const change = (given: Partial<Card>) => props.onChange({ ...props.card, ...given })
	/** Its days, once they read well and say when the bill closes. */
	const cycle = createMemo(() => {
		const read = readCycle(props.card.closing, props.card.due)
		return 'problems' in read || read.closing_day === null ? null : read
	})
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset would be read twice; the group has its own name.
		<div class="card-row" role="group" aria-label={t('onboarding.sources.card', { number: props.number })}>
			<Field label={t('onboarding.sources.cardName')} error={props.errorOf('name')}>
				{(control) => (
					<input
						class="input"
						maxlength={LONGEST_LABEL}
						autocomplete="off"
						value={props.card.name}
						onInput={(event) => change({ name: event.currentTarget.value })}
						{...control}
					/>
				)}
			</Field>
			<DayField
				label={t('sources.closingDay')}
				error={props.errorOf('closing_day')}
				value={props.card.closing}
				onInput={(closing) => change({ closing })}
			/>
			<DayField
				label={t('sources.dueDay')}
				error={props.errorOf('due_day')}
				value={props.card.due}
				onInput={(due) => change({ due })}
			/>
			<button
				type="button"
				class="btn btn-bare btn-icon"
				aria-label={t('onboarding.sources.removeCard')}
				onClick={() => props.onRemove()}
			>
				<Icon of={icons.remove} />
			</button>
			<Show when={cycle()}>{(read) => <p class="card-says">{props.sentence(read())}</p>}</Show>
		</div>
	)
}
