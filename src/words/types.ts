import type { corrections } from './pt-BR/corrections'
import type { importWords } from './pt-BR/import'
import type { page } from './pt-BR/page'
import type { panels } from './pt-BR/panels'
import type { settings } from './pt-BR/settings'
import type { start } from './pt-BR/start'

/** Words by name; a value is a text (with `{{ gaps }}`) or a function for plurals and the like. */
export interface Dictionary {
	// biome-ignore lint/suspicious/noExplicitAny: each word has parameters of its own; callers are typed by `Translator`.
	readonly [name: string]: string | ((...args: any[]) => string) | Dictionary
}

/** The same shape as `D` with any text in place of its texts. */
type SameWords<D> = {
	readonly [K in keyof D]: D[K] extends string ? string : D[K] extends Dictionary ? SameWords<D[K]> : D[K]
}

export type CorrectionWords = SameWords<typeof corrections>
export type ImportWords = SameWords<typeof importWords>
export type PageWords = SameWords<typeof page>
export type PanelWords = SameWords<typeof panels>
export type SettingsWords = SameWords<typeof settings>
export type StartWords = SameWords<typeof start>
