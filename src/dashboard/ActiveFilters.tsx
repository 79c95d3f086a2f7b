import { createMemo, Index, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Ref } from '../metrics/types'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import type { Dimension } from './labels'
import { useDashboard } from './state'

const t = useWords()

interface Chip {
	key: string
	value: string
	remove: () => void
}

/** Focuses the element, or the page's content when there is none; nothing scrolls. */
function focusOn(element: HTMLElement | undefined): void {
	const next = element ?? document.getElementById('content')
	next?.focus({ preventScroll: true })
}

/** The filters that are on, each removable; nothing at all when none is. */
export default function ActiveFilters() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const ofList = (dimension: Dimension, ids: Ref[], all: number, key: string, remove: () => void): Chip[] =>
		ids.length === 0
			? []
			: [
					{
						key,
						value:
							ids.length <= 2
								? ids.map((id) => dashboard.labels.nameOf(dimension, id)).join(', ')
								: t('chip.several', { n: ids.length, of: all }),
						remove,
					},
				]
	const chips = createMemo<Chip[]>(() => {
		const query = dashboard.selection.query()
		const lists = session.directory()
		const formats = session.formats()
		const found = [
			...ofList('person', query.people, lists?.people.length ?? 0, t('chip.person'), () =>
				dashboard.selection.show({ people: [] }),
			),
			...ofList('category', query.categories, lists?.categories.length ?? 0, t('chip.category'), () =>
				dashboard.selection.show({ categories: [] }),
			),
			...ofList('source', query.sources, lists?.sources.length ?? 0, t('chip.source'), () =>
				dashboard.selection.show({ sources: [] }),
			),
		]
		if (query.kind) {
			found.push({
				key: t('chip.kind'),
				value: t(`drawer.${query.kind}`),
				remove: () => dashboard.selection.show({ kind: null }),
			})
		}
		if (query.text)
			found.push({
				key: t('chip.text'),
				value: `“${query.text}”`,
				remove: () => dashboard.selection.show({ text: '' }),
			})
		if (query.day) {
			found.push({
				key: t('chip.day'),
				value: formats.dayYear(query.day),
				remove: () => dashboard.selection.show({ day: null }),
			})
		}
		return found
	})
	// Rendered by position, so that a chip keeps its element, and the focus, when a name changes.
	let line: HTMLDivElement | undefined
	/** The chip goes with the focus on it, which passes to the one in its place, or on to the figures. */
	const remove = (chip: Chip, place: number) => {
		chip.remove()
		const left = line?.isConnected ? [...line.querySelectorAll<HTMLElement>('.chip')] : []
		focusOn(left[Math.min(place, left.length - 1)])
	}
	const clear = () => {
		dashboard.selection.clear()
		focusOn(undefined)
	}
	return (
		<Show when={chips().length}>
			<div class="chips" ref={line}>
				<Index each={chips()}>
					{(chip, place) => (
						<button
							type="button"
							class="chip"
							aria-label={t('chip.remove', { name: `${chip().key} ${chip().value}` })}
							onClick={() => remove(chip(), place)}
						>
							<span>
								<span class="k">{chip().key}</span> {chip().value}
							</span>
							<Icon of={icons.close} />
						</button>
					)}
				</Index>
				<button type="button" class="btn btn-bare" onClick={clear}>
					{t('chip.clear')}
				</button>
			</div>
		</Show>
	)
}
