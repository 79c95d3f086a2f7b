import { createSignal, For, Index, onMount } from 'solid-js'
import type { SettingsPort } from '../backend/types'
import { LONGEST_LABEL } from '../ledger/limits'
import type { Source } from '../ledger/types'
import { readDayOfMonth } from '../settings/labels/day-of-month'
import { FormActions } from '../settings/shared/FormActions'
import { createForm } from '../settings/shared/submission'
import { Field } from '../ui/Field'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { createResumable } from './resumable'

const t = useWords('settings')
const CASH = ['a', 'b', 'c', 'd'] as const

interface Card {
	name: string
	closing: string
	due: string
}

const noCard: Card = { name: '', closing: '', due: '' }

/** The second step: what people pay with. */
export function SourcesStep(props: { settings: SettingsPort; onDone: () => void }) {
	const [cash, setCash] = createSignal<readonly string[]>(['a', 'b', 'c'])
	const [cards, setCards] = createSignal<readonly Card[]>([noCard])
	let head!: HTMLHeadingElement
	onMount(() => head.focus())

	const saveSources = createResumable(
		({ name }: Omit<Source, 'id'>) => name,
		(source) => props.settings.saveSource(source),
	)
	const form = createForm(
		async (sources: Omit<Source, 'id'>[]) => {
			await saveSources(sources)
			props.onDone()
		},
		['name0', 'name1', 'name2', 'name3', 'name4', 'name5', 'name6', 'name7'].flatMap((field, at) => [
			field,
			`closing${at}`,
			`due${at}`,
		]),
	)
	const change = (at: number, field: keyof Card, value: string) =>
		setCards(cards().map((card, index) => (index === at ? { ...card, [field]: value } : card)))

	function save(event: SubmitEvent) {
		event.preventDefault()
		const sources: Omit<Source, 'id'>[] = CASH.filter((letter) => cash().includes(letter)).map((letter) => ({
			name: t(`onboarding.cash.${letter}`),
			aliases: [],
			closing_day: null,
			due_day: null,
		}))
		for (const [at, card] of cards().entries()) {
			if (card.name.trim() === '' && card.closing.trim() === '' && card.due.trim() === '') continue
			if (card.name.trim() === '') return form.refuse(`name${at}`, t('onboarding.sources.cardNameMissing'))
			const closing_day = readDayOfMonth(card.closing)
			const due_day = readDayOfMonth(card.due)
			if (Number.isNaN(closing_day)) return form.refuse(`closing${at}`, t('sources.dayWrong'))
			if (Number.isNaN(due_day)) return form.refuse(`due${at}`, t('sources.dayWrong'))
			if (due_day !== null && closing_day === null) return form.refuse(`closing${at}`, t('sources.dueAlone'))
			sources.push({ name: card.name.trim(), aliases: [], closing_day, due_day })
		}
		void form.submit(sources)
	}

	return (
		<form class="form" onSubmit={save} novalidate>
			<div>
				<h1 class="h1" ref={head} tabindex="-1">
					{t('onboarding.sources.title')}
				</h1>
				<p class="lead">{t('onboarding.sources.lead')}</p>
			</div>
			<fieldset class="fg">
				<legend>{t('onboarding.sources.atOnce')}</legend>
				<div class="opts">
					<For each={CASH}>
						{(letter) => (
							<button
								type="button"
								class="opt"
								aria-pressed={cash().includes(letter)}
								onClick={() =>
									setCash(
										cash().includes(letter)
											? cash().filter((other) => other !== letter)
											: [...cash(), letter],
									)
								}
							>
								{t(`onboarding.cash.${letter}`)}
							</button>
						)}
					</For>
				</div>
			</fieldset>
			<fieldset class="fg cards">
				<legend>{t('onboarding.sources.cards')}</legend>
				<Index each={cards()}>
					{(card, at) => (
						// biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset would be read twice; the group has its own name.
						<div class="card-row" role="group" aria-label={t('onboarding.sources.card', { number: at + 1 })}>
							<Field label={t('onboarding.sources.cardName')} error={form.errorOf(`name${at}`)}>
								{(control) => (
									<input
										class="input"
										maxlength={LONGEST_LABEL}
										autocomplete="off"
										value={card().name}
										onInput={(event) => change(at, 'name', event.currentTarget.value)}
										{...control}
									/>
								)}
							</Field>
							<Field label={t('sources.closingDay')} error={form.errorOf(`closing${at}`)}>
								{(control) => (
									<input
										class="input num"
										inputmode="numeric"
										maxlength="2"
										autocomplete="off"
										value={card().closing}
										onInput={(event) => change(at, 'closing', event.currentTarget.value)}
										{...control}
									/>
								)}
							</Field>
							<Field label={t('sources.dueDay')} error={form.errorOf(`due${at}`)}>
								{(control) => (
									<input
										class="input num"
										inputmode="numeric"
										maxlength="2"
										autocomplete="off"
										value={card().due}
										onInput={(event) => change(at, 'due', event.currentTarget.value)}
										{...control}
									/>
								)}
							</Field>
							<button
								type="button"
								class="btn btn-bare btn-icon"
								aria-label={t('onboarding.sources.removeCard')}
								onClick={() => setCards(cards().filter((_, index) => index !== at))}
							>
								<Icon of={icons.remove} />
							</button>
						</div>
					)}
				</Index>
				<button
					type="button"
					class="btn btn-bare add-card"
					disabled={cards().length >= 8}
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
