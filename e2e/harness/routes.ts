import { settings as settingsWords } from '../../src/words/pt-BR/settings'

/** Every page behind sign-in: its route, and what is there when it is ready. */
export const PAGES: [route: string, ready: string][] = [
	['#/', '[data-chart=history] svg'],
	['#/conferir', '[data-page=review]'],
	['#/orcamentos', '[data-page=budgets]'],
	['#/importar', '[data-page=import] .sheet'],
	...Object.keys(settingsWords.settings.sections).map((section): [string, string] => [
		`#/ajustes/${section}`,
		`[data-page=settings][data-section=${section}] .sheet`,
	]),
]
