import { createSignal, For, type JSX, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { LabelChange, LabelKind as What } from '../../backend/types'
import { isCard } from '../../ledger/bill'
import type { Label } from '../../ledger/types'
import { isolate } from '../../ui/bidi'
import { Confirm } from '../../ui/Confirm'
import { fieldErrorOf } from '../../ui/errors'
import { Field } from '../../ui/Field'
import { FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { createQuery } from '../../ui/query'
import { showUndo } from '../../ui/undo'
import { useWords } from '../../words'

const t = useWords('settings')

interface LabelProps {
	what: What
	words: 'categories' | 'sources' | 'people'
	label: Label
	/** The other ones of its kind. */
	others: readonly Label[]
	onGone: () => void
}

/** Makes a label one with another, or deletes it; both say how many purchases follow, and can be undone. */
export function LabelActions(props: LabelProps) {
	const [asked, setAsked] = createSignal<'merge' | 'remove' | null>(null)
	return (
		<>
			<Show when={props.others.length > 0}>
				<button type="button" class="btn btn-bare" onClick={() => setAsked('merge')}>
					{t('form.merge')}
				</button>
			</Show>
			<button type="button" class="btn btn-bare btn-danger" onClick={() => setAsked('remove')}>
				{t('form.remove')}
			</button>
			<Show when={asked() === 'merge'}>
				<MergeQuestion {...props} onClose={() => setAsked(null)} />
			</Show>
			<Show when={asked() === 'remove'}>
				<RemoveQuestion {...props} onClose={() => setAsked(null)} />
			</Show>
		</>
	)
}

function MergeQuestion(props: LabelProps & { onClose: () => void }) {
	const { settings } = useLedgerSession()
	const [into, setInto] = createSignal<number | null>(null)
	const other = () => props.others.find(({ id }) => id === into())
	const form = createForm(async () => {
		const chosen = other()
		if (!chosen) return
		const { name } = props.label
		const made = await settings.mergeLabels(props.what, props.label.id, chosen.id)
		say(t('form.merged', { name: isolate(name), into: isolate(chosen.name) }), made)
		props.onGone()
	})
	const say = createSaying()
	return (
		<LabelQuestion
			{...props}
			title={t('form.mergeTitle', { name: isolate(props.label.name) })}
			action={t('form.mergeAction')}
			ready={into() !== null}
			form={form}
		>
			<LabelSelect
				label={t('form.mergeInto')}
				none={t('form.choose')}
				others={props.others}
				value={into()}
				onChange={setInto}
			/>
			<p>{t('form.mergeConsequence', { name: isolate(props.label.name) })}</p>
			<Show when={props.what === 'source' && other()}>
				{(chosen) => <BillsConsequence from={props.label} into={chosen()} />}
			</Show>
		</LabelQuestion>
	)
}

/** Where only one of the two sources is a card, purchases come to lie in other months. */
function BillsConsequence(props: { from: Label; into: Label }) {
	const session = useLedgerSession()
	const closes = ({ id }: Label) => isCard(session.directory()?.cycles ?? [], id)
	const names = () => ({ name: isolate(props.from.name), into: isolate(props.into.name) })
	return (
		<Show when={closes(props.from) !== closes(props.into)}>
			<p>{t(closes(props.from) ? 'form.mergeBringsBills' : 'form.mergeGoesToBills', names())}</p>
		</Show>
	)
}

function RemoveQuestion(props: LabelProps & { onClose: () => void }) {
	const { settings } = useLedgerSession()
	const [moveTo, setMoveTo] = createSignal<number | null>(null)
	const form = createForm(async () => {
		const { name } = props.label
		const made = await settings.removeLabel(props.what, props.label.id, moveTo())
		say(t('form.removed', { name: isolate(name) }), made)
		props.onGone()
	})
	const say = createSaying()
	return (
		<LabelQuestion
			{...props}
			title={t(`${props.words}.removeTitle`, { name: isolate(props.label.name) })}
			action={t('form.remove')}
			danger
			ready
			form={form}
		>
			<Show when={props.others.length > 0}>
				<LabelSelect
					label={t('form.moveTo')}
					none={t('form.moveNowhere')}
					others={props.others}
					value={moveTo()}
					onChange={setMoveTo}
				/>
			</Show>
			<p>
				{moveTo() === null
					? t(`${props.words}.removeConsequence`)
					: t('form.mergeConsequence', { name: isolate(props.label.name) })}
			</p>
		</LabelQuestion>
	)
}

/** Says what was done, with how many purchases changed and the way back. */
function createSaying() {
	const { settings } = useLedgerSession()
	return (text: string, { changed, undo }: LabelChange) =>
		showUndo({ text, detail: t('form.followed', changed), undo: () => settings.undoLabelChange(undo) })
}

/** The question with how many purchases are filed under the label. */
function LabelQuestion(
	props: LabelProps & {
		title: string
		action: string
		danger?: boolean
		ready: boolean
		form: { busy: () => boolean; errorOf: (path: null) => string | null; submit: () => Promise<boolean> }
		children: JSX.Element
		onClose: () => void
	},
) {
	const { settings } = useLedgerSession()
	const uses = createQuery(() => settings.labelUses(props.what, props.label.id))
	return (
		<Confirm
			open
			title={props.title}
			action={props.action}
			danger={props.danger ?? false}
			busy={!props.ready || props.form.busy() || uses.value() === undefined}
			onConfirm={() => void props.form.submit()}
			onClose={props.onClose}
		>
			<Show when={uses.error() === null} fallback={<FormProblem text={fieldErrorOf(uses.error()).text} />}>
				<p class="strong" aria-live="polite">
					{uses.value() === undefined ? t('form.countingUses') : t('form.uses', uses.value()!)}
				</p>
			</Show>
			{props.children}
			<p class="muted">{t('form.undoHint')}</p>
			<FormProblem text={props.form.errorOf(null)} />
		</Confirm>
	)
}

function LabelSelect(props: {
	label: string
	/** The choice of none of them. */
	none: string
	others: readonly Label[]
	value: number | null
	onChange: (id: number | null) => void
}) {
	return (
		<Field label={props.label}>
			{(control) => (
				<select
					class="input"
					value={props.value ?? ''}
					onChange={(event) => props.onChange(Number(event.currentTarget.value) || null)}
					{...control}
				>
					<option value="">{props.none}</option>
					<For each={props.others}>{({ id, name }) => <option value={id}>{name}</option>}</For>
				</select>
			)}
		</Field>
	)
}
