import { type Flatten, flatten, type Translator, translator } from '@solid-primitives/i18n'
import { createSignal } from 'solid-js'
import { load, save } from './storage'

export type Language = 'pt-BR' | 'en'

/** Words by name; a value is a text (with `{{ gaps }}`) or a function for plurals and the like. */
export interface Dictionary {
	// biome-ignore lint/suspicious/noExplicitAny: the parameters of a word are its own affair; callers are typed by `Translator`.
	readonly [name: string]: string | ((...args: any[]) => string) | Dictionary
}

/** A room's words in both languages; pt-BR is the reference that en must match. */
export type Catalogue = Record<Language, Dictionary>

/** The same shape as `D` with any text in place of its texts. */
export type SameWords<D> = {
	readonly [K in keyof D]: D[K] extends string ? string : D[K] extends Dictionary ? SameWords<D[K]> : D[K]
}

const isLanguage = (value: string): value is Language => value === 'pt-BR' || value === 'en'

function preferred(): Language {
	const wanted = typeof navigator === 'undefined' ? [] : (navigator.languages ?? [navigator.language])
	for (const tag of wanted) {
		if (tag.toLowerCase().startsWith('pt')) return 'pt-BR'
		if (tag.toLowerCase().startsWith('en')) return 'en'
	}
	return 'pt-BR'
}

const [current, setCurrent] = createSignal<Language>(load('language', isLanguage) ?? preferred())

/** The page's language: chosen and remembered, else the browser's first of the two, else pt-BR. */
export const language = current

/** Changes the page's language and remembers it. */
export function setLanguage(next: Language): void {
	save('language', next)
	setCurrent(next)
}

/** Fills the gaps in one pass, so that a value is never read as a template itself (texts come from outside). */
function fill(text: string, values?: Record<string, unknown>): string {
	return values
		? text.replace(/\{\{\s*(\w+)\s*\}\}/g, (gap, name: string) => String(values[name] ?? gap))
		: text
}

/** Dictionaries by their dotted names; each is made once, in the language that is spoken, however many rooms share it. */
const flats = new WeakMap<Dictionary, object>()

function flatOf<D extends Dictionary>(words: D): Flatten<D> {
	let flat = flats.get(words)
	if (!flat) {
		flat = flatten(words)
		flats.set(words, flat)
	}
	return flat as Flatten<D>
}

/**
 * The words of a room: `const t = createWords(words)`, then `t('hero.label', { month })`. Reading is reactive, so texts
 * follow a change of language. Keys of nested groups are joined by dots; function values take their own parameters.
 */
export function createWords<const D extends Dictionary>(words: {
	readonly 'pt-BR': D
	readonly en: SameWords<D>
}): Translator<Flatten<D>> {
	return translator(() => flatOf(words[current()] as unknown as D), fill as never) as Translator<Flatten<D>>
}
