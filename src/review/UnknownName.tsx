import { createMemo, createUniqueId, For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Category, Label, UnknownText } from '../ledger/types'
import { freeColor } from '../settings/labels/free-color'
import { isolate } from '../ui/bidi'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'
import { labelFor } from './label-for'
import { likelyLabels } from './likely-labels'

const t = useWords('settings')
/** How many labels are offered as buttons; the rest are in the list behind "another". */
const OFFERED = 4

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
	const offered = createMemo(() => likelyLabels(labels(), props.unknown.text, OFFERED))
	const others = () => labels().filter((label) => !offered().includes(label))

	/** The label that "create" would make; null when the text is too long for one. */
	const fresh = createMemo(() => labelFor(props.unknown.text))

	const form = createForm(async (label: Label | null) => {
		const { what, text, count } = props.unknown
		// Purchases with that text are filed under a new label of that name by the database.
		const moved = label ? await session.settings.mapText(what, text, label.id) : count
		const made = fresh()
		if (!label && made) await create(made)
		showToast({
			kind: 'ok',
			text: t('review.mappedTo', { text: isolate(text), name: isolate(label?.name ?? made?.name ?? text) }),
			detail: t('review.mapped', moved),
		})
		props.onMapped()
	})

	async function create(names: { name: string; aliases: string[] }): Promise<number> {
		const { what } = props.unknown
		if (what === 'source') return session.settings.saveSource({ ...names, archived: false })
		if (what === 'person') return session.settings.savePerson(names)
		const color = freeColor(session.directory()?.categories ?? [])
		return session.settings.saveCategory({ ...names, color })
	}

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
									aria-disabled={form.busy()}
									onClick={() => void form.submit(label)}
								>
									<Show when={(label as Partial<Category>).color}>
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
								aria-disabled={form.busy()}
								onChange={(event) => {
									const chosen = labels().find(({ id }) => id === Number(event.currentTarget.value))
									event.currentTarget.value = ''
									if (chosen) void form.submit(chosen)
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
									aria-disabled={form.busy()}
									onClick={() => void form.submit(null)}
								>
									<bdi>{t('review.create', { text: label().name })}</bdi>
								</button>
							)}
						</Show>
					</div>
				</div>
				<FormProblem text={form.errorOf(null)} />
			</Show>
		</li>
	)
}
