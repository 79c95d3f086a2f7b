import { createMemo, For, type JSX } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { addMonths, isBillMonth } from '../ledger/month'
import type { Ref } from '../metrics/types'
import { Drawer } from '../ui/Drawer'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import type { Dimension } from './labels'
import { useDashboard } from './state'
import { toggled } from './url-query'

const t = useWords()

/** Every way to narrow what is shown; each choice counts at once, the button at the end says how much is left. */
export default function FilterDrawer(props: { open: boolean; onClose: () => void }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { selection } = dashboard
	const { query } = selection
	/** How many rows pass: all but transfers, unless one kind is chosen. */
	const found = () => {
		const { income, spending } = dashboard.figures.totals()
		const count = spending.items + (query().kind === null ? income.items : 0)
		return t(`counted.${query().kind ?? 'all'}`, count, session.formats().count(count))
	}
	return (
		<Drawer
			open={props.open}
			onClose={props.onClose}
			name="filters"
			title={t('drawer.filters')}
			badge={
				<span class="count" classList={{ 'count-0': selection.filterCount() === 0 }}>
					{selection.filterCount()}
				</span>
			}
			footer={
				<>
					<button type="button" class="btn btn-bare btn-lg" onClick={() => selection.clear()}>
						{t('drawer.clear')}
					</button>
					<button type="button" class="btn btn-main btn-lg" onClick={props.onClose}>
						{t('drawer.show', { what: found() })}
					</button>
				</>
			}
		>
			<div class="fbody">
				<label class="search">
					<Icon of={icons.search} />
					<input
						class="input"
						type="search"
						aria-label={t('drawer.text')}
						placeholder={t('table.search')}
						value={query().text}
						onInput={(event) => selection.show({ text: event.currentTarget.value }, query().text !== '')}
					/>
				</label>
				<MonthChoice />
				<fieldset class="fg">
					<legend>{t('drawer.kind')}</legend>
					<div class="opts">
						<For each={[null, 'expense', 'income', 'refund', 'transfer'] as const}>
							{(kind) => (
								<Option on={query().kind === kind} toggle={() => selection.show({ kind })}>
									{t(kind === null ? 'drawer.all' : `drawer.${kind}`)}
								</Option>
							)}
						</For>
					</div>
				</fieldset>
				<Choices
					dimension="person"
					title={t('table.person')}
					ids={session.directory()?.people.map(({ id }) => id) ?? []}
					on={query().people}
					set={(people) => selection.show({ people })}
				/>
				<Choices
					dimension="category"
					title={t('table.category')}
					ids={session.directory()?.categories.map(({ id }) => id) ?? []}
					on={query().categories}
					set={(categories) => selection.show({ categories })}
				/>
				<Choices
					dimension="source"
					title={t('table.source')}
					ids={session.directory()?.sources.map(({ id }) => id) ?? []}
					on={query().sources}
					set={(sources) => selection.show({ sources })}
				/>
			</div>
		</Drawer>
	)
}

/** The bill months: usual periods, or any from and to. */
function MonthChoice() {
	const session = useLedgerSession()
	const { selection } = useDashboard()
	const presets = createMemo(() => {
		const now = session.thisMonth()
		return [
			{ label: t('drawer.current'), months: null },
			{ label: t('drawer.last3'), months: { from: addMonths(now, -2), to: now } },
			{ label: t('drawer.last12'), months: { from: addMonths(now, -11), to: now } },
			{ label: t('drawer.thisYear'), months: { from: `${now.slice(0, 4)}-01`, to: now } },
		]
	})
	const isPreset = (months: { from: string; to: string } | null) => {
		const wanted = months ?? { from: session.thisMonth(), to: session.thisMonth() }
		return selection.months().from === wanted.from && selection.months().to === wanted.to
	}
	/** Bill months that hold anything, the looked-at ones and the current one; newest first. */
	const choices = createMemo(() => {
		session.version()
		const { from, to } = selection.months()
		const found = new Set([...session.metrics.months(), session.thisMonth(), from, to])
		return [...found].sort().reverse()
	})
	const setMonth = (edge: 'from' | 'to', month: string) => {
		if (!isBillMonth(month)) return
		const months = { ...selection.months(), [edge]: month }
		if (months.from > months.to) months[edge === 'from' ? 'to' : 'from'] = month
		selection.showMonths(months)
	}
	return (
		<fieldset class="fg">
			<legend>{t('drawer.months')}</legend>
			<div class="opts">
				<For each={presets()}>
					{(preset) => (
						<Option
							on={isPreset(preset.months)}
							toggle={() => selection.show({ months: preset.months, day: null })}
						>
							{preset.label}
						</Option>
					)}
				</For>
			</div>
			<div class="fval">
				<For each={['from', 'to'] as const}>
					{(edge) => (
						<label class="field">
							<span>{t(`drawer.${edge}`)}</span>
							<select
								class="input"
								value={selection.months()[edge]}
								onChange={(event) => setMonth(edge, event.currentTarget.value)}
							>
								<For each={choices()}>
									{(month) => (
										<option value={month} selected={selection.months()[edge] === month}>
											{session.formats().monthShort(month)}
										</option>
									)}
								</For>
							</select>
						</label>
					)}
				</For>
			</div>
		</fieldset>
	)
}

/** The labels of one list, each switched on and off. */
function Choices(props: {
	dimension: Dimension
	title: string
	ids: number[]
	on: Ref[]
	set: (ids: Ref[]) => void
}) {
	const dashboard = useDashboard()
	return (
		<fieldset class="fg">
			<legend>{props.title}</legend>
			<div class="opts">
				<For each={[...props.ids, null] as Ref[]}>
					{(id) => (
						<Option on={props.on.includes(id)} toggle={() => props.set(toggled(props.on, id))}>
							{props.dimension === 'category' ? (
								<i class="sw" style={{ '--k': dashboard.labels.colorOf(id) }} />
							) : null}
							{dashboard.labels.nameOf(props.dimension, id)}
						</Option>
					)}
				</For>
			</div>
		</fieldset>
	)
}

function Option(props: { on: boolean; toggle: () => void; children: JSX.Element }) {
	return (
		<button type="button" class="opt" aria-pressed={props.on} onClick={props.toggle}>
			{props.children}
		</button>
	)
}
