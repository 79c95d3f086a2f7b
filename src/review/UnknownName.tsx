import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { BillCycle } from '../ledger/bill'
import { shownColors } from '../ledger/category-colors'
import type { Label, UnknownText } from '../ledger/types'
import { freeColor } from '../settings/labels/free-color'
import { isolate } from '../ui/bidi'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { showUndo } from '../ui/undo'
import { useWords } from '../words'
import { CardQuestion } from './CardQuestion'
import { labelFor } from './label-for'
import { likelyLabels } from './likely-labels'

const t = useWords('settings')
/** How many labels are offered as buttons; the rest are in the list behind "another". */
const OFFERED = 4

/** Says what an unknown text means: a label that there is, or a new one of that name. Either can be undone. */
function createNaming(
	unknown: () => UnknownText,
	fresh: () => { name: string; aliases: string[] } | null,
	onMapped: () => void,
) {
	const session = useLedgerSession()
	const { settings } = session
	/** After a failure half-way the next try goes on with the label that was made. */
	let made: number | null = null

	function say(name: string, moved: number, undo: () => Promise<unknown>) {
		showUndo({
			text: t('review.mappedTo', { text: isolate(unknown().text), name: isolate(name) }),
			detail: t('review.mapped', moved),
			undo,
		})
		onMapped()
	}
	function save(names: { name: string; aliases: string[] }): Promise<number> {
		const { what } = unknown()
		if (what === 'source') return settings.saveSource({ ...names, archived: false })
		if (what === 'person') return settings.savePerson(names)
		const color = freeColor(session.directory()?.categories ?? [])
		return settings.saveCategory({ ...names, color })
	}
	const map = createForm(async (label: Label) => {
		const { what, text } = unknown()
		const moved = await settings.mapText(what, text, label.id)
		say(label.name, moved, () => settings.unmapText(what, text, label.id))
	})
	const create = createForm(
		async (cycle: BillCycle | null) => {
			const { what, count } = unknown()
			const names = fresh()
			if (!names) return
			made ??= await save(names)
			const id = made
			if (cycle) await settings.setCycle({ source_id: id, from_month: null, ...cycle })
			// Purchases with that text are filed under a new label of that name by the database.
			say(names.name, count, () => settings.removeLabel(what, id, null))
		},
		['closing_day', 'due_day'],
	)
	return { map, create }
}

/** A name that messages use and no label has. One click says what it means; past purchases follow. */
export function UnknownName(props: { unknown: UnknownText; onMapped: () => void; readOnly: boolean }) {
	const session = useLedgerSession()
	const question = createUniqueId()
	const labels = (): readonly Label[] => {
		const directory = session.directory()
		if (!directory) return []
		const { what } = props.unknown
		return what === 'category'
			? directory.categories
			: what === 'source'
				? directory.sources.filter(({ archived }) => !archived)
				: directory.people
	}
	const colors = createMemo(() => shownColors(session.directory()?.categories ?? []))
	const offered = createMemo(() => likelyLabels(labels(), props.unknown.text, OFFERED))
	const others = () => labels().filter((label) => !offered().includes(label))

	/** The label that "create" would make; null when the text is too long for one. */
	const fresh = createMemo(() => labelFor(props.unknown.text))

	/** Whether the new source is being asked about: a card has bills, and its days decide where purchases go. */
	const [asksForCard, setAsksForCard] = createSignal(false)
	const { map, create } = createNaming(
		() => props.unknown,
		fresh,
		() => props.onMapped(),
	)
	const busy = () => map.busy() || create.busy()

	return (
		<li class="entry" data-unknown={props.unknown.what} data-text={props.unknown.text}>
			<div class="entry-head">
				<b class="clip">
					“<bdi>{props.unknown.text}</bdi>”
				</b>
				<span class="muted num">{t(`review.uses.${props.unknown.what}`, props.unknown.count)}</span>
			</div>
			<Show when={!props.readOnly}>
				<div class="question">
					<p id={question}>{t(`review.question.${props.unknown.what}`)}</p>
					{/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a line; the group is named by its question. */}
					<div class="opts" role="group" aria-labelledby={question}>
						<For each={offered()}>
							{(label) => (
								<button
									type="button"
									class="opt"
									aria-disabled={busy()}
									onClick={() => void map.submit(label)}
								>
									<Show when={props.unknown.what === 'category' && colors().get(label.id)}>
										{(slot) => <i class="sw" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
									</Show>
									<bdi>{label.name}</bdi>
								</button>
							)}
						</For>
						<Show when={others().length > 0}>
							<select
								class="input opt-more"
								aria-label={t('review.other')}
								aria-disabled={busy()}
								onChange={(event) => {
									const chosen = labels().find(({ id }) => id === Number(event.currentTarget.value))
									event.currentTarget.value = ''
									if (chosen) void map.submit(chosen)
								}}
							>
								<option value="">{t('review.other')}</option>
								<For each={others()}>{(label) => <option value={label.id}>{label.name}</option>}</For>
							</select>
						</Show>
						<Show when={fresh()}>
							{(label) => (
								<button
									type="button"
									class="btn btn-bare"
									aria-disabled={busy()}
									onClick={() => {
										if (props.unknown.what === 'source') setAsksForCard(true)
										else void create.submit(null)
									}}
								>
									<bdi>{t('review.create', { text: label().name })}</bdi>
								</button>
							)}
						</Show>
					</div>
				</div>
				<Show when={asksForCard()}>
					<CardQuestion name={fresh()?.name ?? ''} form={create} onClose={() => setAsksForCard(false)} />
				</Show>
				<FormProblem text={map.errorOf(null) ?? (asksForCard() ? null : create.errorOf(null))} />
			</Show>
		</li>
	)
}
