import { type Flatten, flatten, type Translator, translator } from '@solid-primitives/i18n'
import { createSignal } from 'solid-js'
import { importWithRetry } from '../app/lazy'
import { load, save } from '../app/storage'
import type {
	CorrectionWords,
	Dictionary,
	ImportWords,
	PageWords,
	PanelWords,
	SettingsWords,
	StartWords,
} from './types'

/** The languages of the page, the reference first: the types ask for each of its words in every other language. */
export const LANGUAGES = ['pt-BR', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * A language's catalogue comes in parts, by when they are needed: `page` before the first figure, `panels` after it, `start` with
 * sign-in and setup, `settings` with settings, budgets and first steps, `corrections` with what is put right on the page, `import`
 * with the import of a file.
 */
export type Part = 'page' | 'panels' | 'start' | 'settings' | 'corrections' | 'import'

const catalogues: Record<Language, Record<Part, () => Promise<Dictionary>>> = {
	'pt-BR': {
		page: () => import('./pt-BR/page').then(({ page }) => page),
		panels: () => import('./pt-BR/panels').then(({ panels }) => panels),
		start: () => import('./pt-BR/start').then(({ start }) => start),
		settings: () => import('./pt-BR/settings').then(({ settings }) => settings),
		corrections: () => import('./pt-BR/corrections').then(({ corrections }) => corrections),
		import: () => import('./pt-BR/import').then(({ importWords }) => importWords),
	},
	en: {
		page: () => import('./en/page').then(({ page }) => page),
		panels: () => import('./en/panels').then(({ panels }) => panels),
		start: () => import('./en/start').then(({ start }) => start),
		settings: () => import('./en/settings').then(({ settings }) => settings),
		corrections: () => import('./en/corrections').then(({ corrections }) => corrections),
		import: () => import('./en/import').then(({ importWords }) => importWords),
	},
}

/** The words that are here, by dotted name. No name is in two parts. */
const loaded: Record<Language, Record<string, unknown>> = { 'pt-BR': {}, en: {} }

/** Each part is imported once per language. */
const imports = new Map<string, Promise<void>>()

/** Adds a part's words to those of its language. */
export function addWords(language: Language, part: Part, words: Dictionary): void {
	Object.assign(loaded[language], flatten(words))
	imports.set(`${language} ${part}`, Promise.resolve())
}

function importWords(language: Language, part: Part): Promise<void> {
	const key = `${language} ${part}`
	let done = imports.get(key)
	if (!done) {
		done = importWithRetry(catalogues[language][part]).then((words) => addWords(language, part, words))
		imports.set(key, done)
	}
	return done
}

const isLanguage = (value: string): value is Language => (LANGUAGES as readonly string[]).includes(value)

function preferred(): Language {
	const wanted = typeof navigator === 'undefined' ? [] : (navigator.languages ?? [navigator.language])
	for (const tag of wanted) {
		const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language.slice(0, 2)))
		if (found) return found
	}
	return 'pt-BR'
}

const [shown, setShown] = createSignal<Language>(load('language', isLanguage) ?? preferred())
let chosen = shown()

/** The page's language: chosen and stored, else the browser's first of those there are, else pt-BR. */
export const language = shown

/** The parts in use, which a change of language brings along. */
const partsInUse = new Set<Part>()

/**
 * Changes the page's language and stores the choice. The page follows once the words are here; of two quick choices only
 * the last one counts.
 */
export async function setLanguage(next: Language): Promise<void> {
	save('language', next)
	chosen = next
	// A part that comes into use meanwhile joins the set, and is waited for too.
	for (const part of partsInUse) await importWords(next, part)
	if (chosen === next) setShown(next)
}

/** Loads a part of the catalogue in the page's language. Await it before the first text of that part is read. */
export async function loadWords(part: Part): Promise<void> {
	partsInUse.add(part)
	// The language may change while its words are on the way.
	let wanted: Language
	do {
		wanted = shown()
		await importWords(wanted, part)
	} while (wanted !== shown())
	if (allLanguages) importOthers(part)
}

/**
 * A lazy part together with its words.
 *
 * @example lazyWithRetry(withWords('settings', () => import('../settings/SettingsPage')))
 */
export function withWords<T>(part: Part, load: () => Promise<T>): () => Promise<T> {
	return async () => {
		const [module] = await Promise.all([load(), loadWords(part)])
		return module
	}
}

let allLanguages = false

/** From now on every part in use is loaded in all languages, so that a change of language needs no network. */
export function preloadLanguages(): void {
	allLanguages = true
	for (const part of partsInUse) importOthers(part)
}

function importOthers(part: Part): void {
	for (const other of LANGUAGES) void importWords(other, part)
}

/** Fills the gaps in one pass, so that a value is never read as a template itself (texts come from outside). */
function fill(text: string, values?: Record<string, unknown>): string {
	return values
		? text.replace(/\{\{\s*(\w+)\s*\}\}/g, (gap, name: string) => String(values[name] ?? gap))
		: text
}

const translate = translator(() => loaded[shown()], fill as never)

type WordsOf = {
	page: Translator<Flatten<PageWords>>
	panels: Translator<Flatten<PageWords & PanelWords>>
	start: Translator<Flatten<PageWords & StartWords>>
	settings: Translator<Flatten<PageWords & PanelWords & SettingsWords>>
	corrections: Translator<Flatten<PageWords & SettingsWords & CorrectionWords>>
	import: Translator<Flatten<PageWords & SettingsWords & ImportWords>>
}

/**
 * The page's words: `const t = useWords()`, then `t('hero.label', { month })`. Reading is reactive, so texts follow a
 * change of language. Keys of nested groups are joined by dots; function values take their own parameters. A component
 * whose words come in another part names it, `useWords('settings')`, and is loaded with that part (`loadWords`).
 */
export function useWords<P extends Part = 'page'>(_part?: P): WordsOf[P] {
	return translate as WordsOf[P]
}
