/** The forms of a panel's name: `WeekdayPanel`, `weekday`, `weekday-rows`. */
interface Names {
	component: string
	/** Of its words, its place in CSS and its figures. */
	key: string
	file: string
}

export interface PanelTitles {
	'pt-BR': string
	en: string
}

const PANELS = 'src/dashboard/panels'

/** @throws with the remedy for a name that is not a component's */
export function namesOf(name: string): Names {
	const bare = name.replace(/Panel$/, '')
	if (!/^[A-Z][A-Za-z]+$/.test(bare)) {
		throw new Error(
			`"${name}" is not the name of a component. Write it like this: npm run new -- panel Weekday`,
		)
	}
	const key = bare[0]!.toLowerCase() + bare.slice(1)
	return {
		component: `${bare}Panel`,
		key,
		file: key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
	}
}

/**
 * What a new panel changes, by path: the component, what it shows with its test, its title in both languages, its place in
 * the panels' module, and its states in the gallery. `read` gives a file's text, null when there is none.
 * @throws when the panel is there already, or a file no longer has the place where something belongs
 */
export function newPanel(
	name: string,
	titles: PanelTitles,
	read: (path: string) => string | null,
): Map<string, string> {
	const names = namesOf(name)
	const { component, key, file } = names
	if (read(`${PANELS}/${component}.tsx`) !== null) throw new Error(`${component} is there already.`)
	const changed = new Map<string, string>([
		[`${PANELS}/${component}.tsx`, componentSource(names)],
		[`${PANELS}/${file}-rows.ts`, rowsSource(names)],
		[`${PANELS}/${file}-rows.test.ts`, testSource(names)],
	])
	const insert = (path: string, after: RegExp, text: string) => {
		const source = changed.get(path) ?? read(path)
		const place = source === null ? null : after.exec(source)
		if (source === null || !place) throw new Error(`${path} has no place for a panel (${after.source}).`)
		const at = place.index + place[0].length
		changed.set(path, source.slice(0, at) + text + source.slice(at))
	}
	for (const language of ['pt-BR', 'en'] as const) {
		insert(`src/words/${language}/page.ts`, /^\tpanel: \{\n/m, `\t\t${key}: ${quoted(titles[language])},\n`)
	}
	insert(
		'src/dashboard/all-panels.ts',
		/(^export \{.*\} from '\.\/.*'\n)+/m,
		`export { ${component} } from './panels/${component}'\n`,
	)
	insert(
		'src/gallery/panels.tsx',
		/(^import \{ .* \} from '\.\.\/dashboard\/panels\/.*'\n)+/m,
		`import { ${component} } from '../dashboard/panels/${component}'\n`,
	)
	insert(
		'src/gallery/panels.tsx',
		/^export const PANELS: GalleryPanel\[\] = \[\n/m,
		`\t{ name: '${component}', component: ${component}, place: 'rail', states: [usual, filtered, longNames, empty] },\n`,
	)
	return changed
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const componentSource = ({ component, key, file }: Names) => `import { createMemo, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { ${key}Rows } from './${file}-rows'

const t = useWords()

/** Which question does this panel answer? */
export function ${component}() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const rows = createMemo(() => ${key}Rows(dashboard.figures.byCategory()))
	const nothing = () => t(dashboard.selection.isFiltered() ? 'chart.emptyFiltered' : 'chart.empty')
	return (
		<section class="panel area-${file}">
			<div class="ph">
				<h2>{t('panel.${key}')}</h2>
			</div>
			<Show when={rows().length} fallback={<p class="none">{nothing()}</p>}>
				<ul>
					<For each={rows()}>
						{({ id, cents }) => (
							<li>
								{dashboard.labels.nameOf('category', id)} <b class="num">{session.money(cents)}</b>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	)
}
`

const rowsSource = ({ component, key }: Names) => `import type { Group } from '../../metrics/types'

/** How many ${component} shows. */
const MOST = 5

/** What ${component} shows, the largest first. */
export function ${key}Rows(groups: readonly Group[]): Group[] {
	return groups.toSorted((a, b) => b.cents - a.cents).slice(0, MOST)
}
`

const testSource = ({ key, file }: Names) => `import { expect, test } from 'vitest'
import { ${key}Rows } from './${file}-rows'

test('the largest come first, and no more than fit', () => {
	const groups = [3, 9, 1, 7, 5, 8].map((cents, id) => ({ id, cents, count: 1 }))
	expect(${key}Rows(groups).map(({ cents }) => cents)).toEqual([9, 8, 7, 5, 3])
	expect(${key}Rows([])).toEqual([])
})
`
