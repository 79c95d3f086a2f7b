/**
 * Writes the measured figures into both READMEs, from the results that the benches keep beside themselves.
 *
 *     npm run readme          write
 *     (a test fails when the READMEs say anything else)
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { framesBlock, type MetricsFigures, metricsBlock, stepsBlock } from '../bench/metrics/table'
import type { Circumstances, Result } from '../bench/report/figures'

type Language = 'en' | 'pt-BR'

export const READMES: Record<Language, string> = { en: 'README.md', 'pt-BR': 'README.pt-BR.md' }

export const METRICS_DOCUMENT = 'docs/METRICS.md'

interface LatencyFigures {
	inserts: number
	shown: { p50: number; p90: number; p99: number; max: number }
	answered: { p50: number; p99: number }
}

interface Scores {
	performance: number
	accessibility: number
	bestPractices: number
}

interface PageFigures {
	scripts: { beforeFirstFigure: number; inTheEnd: number }
	cls: { desktop: number; phone: number; live: number; behind?: number }
	live: { posted: number; frameP50: number; frameP99: number; longTasks: number; longestTask: number }
	heap: { changes: number; growthMB: number }
	lighthouse: { mobile: Scores; desktop: Scores }
}

/** Puts `text` between a block's markers; throws when the document has no such block. */
export function replaceBlock(document: string, name: string, text: string): string {
	const [start, end] = [`<!-- bench:${name}:start -->`, `<!-- bench:${name}:end -->`]
	const from = document.indexOf(start)
	const to = document.indexOf(end)
	if (from < 0 || to < from) throw new Error(`no ${start} … ${end} in the document`)
	return `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`
}

function table(head: [string, string], rows: [string, string][]): string {
	return [`| ${head.join(' | ')} |`, '|---|---:|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
}

function taken(language: Language, { date, cores, node, browser }: Circumstances): string {
	return language === 'en'
		? `Taken on ${date}: ${cores} cores, Node ${node.slice(1)}, ${browser}.`
		: `Medido em ${date}: ${cores} núcleos, Node ${node.slice(1)}, ${browser}.`
}

function writer(language: Language) {
	const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
	return (value: number, unit = '') => `${number.format(value)}${unit && ` ${unit}`}`
}

/** The latency table. */
export function latencyBlock(language: Language, { circumstances, figures }: Result<LatencyFigures>): string {
	const write = writer(language)
	const ms = (value: number) => write(value, 'ms')
	const { shown, answered, inserts } = figures
	const en = language === 'en'
	return [
		table(
			en
				? [`from the POST of one purchase (${inserts} of them)`, 'p50 / p99']
				: [`a partir do POST de uma compra (${inserts} delas)`, 'p50 / p99'],
			[
				[
					en ? 'the figure on the open page has changed' : 'o número na página aberta mudou',
					`${ms(shown.p50)} / ${ms(shown.p99)}`,
				],
				[
					en ? 'the agent has its answer' : 'o agente tem a resposta',
					`${ms(answered.p50)} / ${ms(answered.p99)}`,
				],
			],
		),
		'',
		taken(language, circumstances),
	].join('\n')
}

/** The page's budgets and what was measured. */
export function pageBlock(language: Language, { circumstances, figures }: Result<PageFigures>): string {
	const write = writer(language)
	const { scripts, cls, live, heap, lighthouse } = figures
	const scores = ({ performance, accessibility, bestPractices }: Scores) =>
		[performance, accessibility, bestPractices].join(' / ')
	const en = language === 'en'
	const changes = write(heap.changes)
	// Results kept from before this was measured lack it.
	const behind: [string, string][] =
		cls.behind === undefined
			? []
			: [
					[
						en
							? `layout shift of a page opened ${changes} changes behind`
							: `deslocamento de layout de uma página aberta ${changes} mudanças atrás`,
						write(cls.behind),
					],
				]
	return [
		table(en ? ['page', 'measured'] : ['página', 'medido'], [
			[
				en ? 'JavaScript before the first figure, gzip' : 'JavaScript antes do primeiro número, gzip',
				write(scripts.beforeFirstFigure, 'kB'),
			],
			[
				en ? 'layout shift (desktop / phone / live)' : 'deslocamento de layout (desktop / celular / ao vivo)',
				[cls.desktop, cls.phone, cls.live].map((value) => write(value)).join(' / '),
			],
			...behind,
			[
				en
					? `frames while ${live.posted} purchases stream in at 10/s, p50 / p99`
					: `quadros enquanto ${live.posted} compras chegam a 10/s, p50 / p99`,
				`${write(live.frameP50, 'ms')} / ${write(live.frameP99, 'ms')}`,
			],
			[
				en ? 'tasks over 50 ms meanwhile (longest)' : 'tarefas acima de 50 ms nesse tempo (a mais longa)',
				live.longTasks ? `${live.longTasks} (${write(live.longestTask, 'ms')})` : '0',
			],
			[
				en ? `heap growth after ${changes} changes` : `crescimento da memória após ${changes} mudanças`,
				write(heap.growthMB, 'MB'),
			],
			[
				en
					? 'Lighthouse, phone: performance / accessibility / best practices'
					: 'Lighthouse, celular: desempenho / acessibilidade / boas práticas',
				scores(lighthouse.mobile),
			],
			[
				en
					? 'Lighthouse, desktop: performance / accessibility / best practices'
					: 'Lighthouse, desktop: desempenho / acessibilidade / boas práticas',
				scores(lighthouse.desktop),
			],
		]),
		'',
		taken(language, circumstances),
	].join('\n')
}

function result<Figures>(path: string): Result<Figures> | null {
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result<Figures>) : null
}

/** The document with every block made anew from the kept results. */
export function withFigures(language: Language, document: string): string {
	const latency = result<LatencyFigures>('bench/latency/result.json')
	const page = result<PageFigures>('bench/page/result.json')
	const metrics = result<MetricsFigures>('bench/metrics/result.json')
	let made = document
	if (latency) made = replaceBlock(made, 'latency', latencyBlock(language, latency))
	if (page) made = replaceBlock(made, 'page', pageBlock(language, page))
	if (metrics) made = replaceBlock(made, 'metrics', metricsBlock(language, metrics.figures))
	return made
}

/** docs/METRICS.md with the costs of the store's own steps and of loading in a browser made anew from the kept results. */
export function withMetricsFigures(document: string): string {
	const metrics = result<MetricsFigures>('bench/metrics/result.json')
	let made = document
	if (metrics?.figures.steps) made = replaceBlock(made, 'steps', stepsBlock(metrics.figures))
	if (metrics?.figures.frames) made = replaceBlock(made, 'frames', framesBlock(metrics.figures))
	return made
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	for (const [language, path] of Object.entries(READMES) as [Language, string][])
		writeFileSync(path, withFigures(language, readFileSync(path, 'utf8')))
	writeFileSync(METRICS_DOCUMENT, withMetricsFigures(readFileSync(METRICS_DOCUMENT, 'utf8')))
}
