import type { Circumstances } from '../report/figures'

/** Milliseconds of one step: the median of the rounds and the spread. */
export interface Spread {
	p50: number
	min: number
	max: number
}

export interface Measured {
	name: string
	/** Why a contender left the race; null: it finished. */
	failure: string | null
	bytesPerRow: number
	steps: Record<string, Spread>
}

/** The store alone: milliseconds of each of its steps. */
export interface StepFigures {
	steps: Record<string, Spread>
	bytesPerRow: number
}

/** Loading in a browser: tasks of the page's thread, and what they did; milliseconds. */
export interface FrameFigures {
	browser: string
	visits: Record<
		string,
		{
			complete: number
			transactions: number
			batches: number
			longestApply: number
			longestRead: number
			/** Of a millisecond or more. */
			tasks: number
			/** Tasks over 50 ms of the thread's own work. */
			longCpu: number
			longestCpu: number
			/** The same by the clock on the wall, which counts what other processes took too. */
			longWall: number
			longestWall: number
		}
	>
}

/** `result.json`, by number of rows. Sizes are taken one at a time, so each has circumstances of its own. */
export interface MetricsFigures {
	sizes: Record<string, Circumstances & { rounds: number; load: number; measured: Measured[] }>
	/** By number of rows too. */
	steps: Record<string, Circumstances & StepFigures & { load: number }>
	frames: Record<string, Circumstances & FrameFigures & { load: number }>
}

const NAMES: Record<string, string> = {
	painel: '**Painel**',
	naive: 'array of objects',
	crossfilter: 'crossfilter2',
	duckdb: 'DuckDB-wasm',
}

const STEPS: Record<string, { en: string; 'pt-BR': string }> = {
	load: { en: 'load', 'pt-BR': 'carregar' },
	'1 change': { en: '1 change', 'pt-BR': '1 mudança' },
	'1,000 changes': { en: '1,000 changes', 'pt-BR': '1.000 mudanças' },
	'one month': { en: 'one month', 'pt-BR': 'um mês' },
	'12 months': { en: '12 months', 'pt-BR': '12 meses' },
	'60 months, 3 categories': { en: '60 months, 3 categories', 'pt-BR': '60 meses, 3 categorias' },
	'12 months, text': { en: '12 months, text', 'pt-BR': '12 meses, texto' },
}

/** The tables of the metrics benchmark, one for each size taken, as the README shows them. */
export function metricsBlock(language: 'en' | 'pt-BR', figures: MetricsFigures): string {
	const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })
	const whole = new Intl.NumberFormat(language)
	const en = language === 'en'
	const blocks = Object.entries(figures.sizes)
		.sort(([a], [b]) => Number(a) - Number(b))
		.map(([rows, { measured, rounds, load, cores, node, date }]) => {
			const unit = en ? 'ms: median, min–max' : 'ms: mediana, mín–máx'
			const head = [`${whole.format(Number(rows))} ${en ? 'rows' : 'linhas'} (${unit})`]
			for (const step of Object.values(STEPS)) head.push(step[language])
			head.push(en ? 'bytes/row' : 'bytes/linha')
			const lines = measured.map((row) => {
				const cells = Object.keys(STEPS).map((step) =>
					row.steps[step] ? cell(number, row.steps[step]) : '—',
				)
				return [
					NAMES[row.name] ?? row.name,
					...cells,
					row.failure || row.bytesPerRow === 0 ? '—' : whole.format(row.bytesPerRow),
				]
			})
			const table = [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...lines]
			const left = measured
				.filter((row) => row.failure)
				.map((row) => `${NAMES[row.name] ?? row.name}: ${row.failure}`)
			const note = en
				? `Taken on ${date}: ${cores} cores, Node ${node.slice(1)}, ${rounds} rounds in turn.`
				: `Medido em ${date}: ${cores} núcleos, Node ${node.slice(1)}, ${rounds} rodadas intercaladas.`
			const absent = Object.keys(NAMES).filter((name) => !measured.some((row) => row.name === name))
			const busy = en
				? `The machine was busy (load ${number.format(load)}): read ratios, not milliseconds.`
				: `A máquina estava ocupada (carga ${number.format(load)}): leia as proporções, não os milissegundos.`
			const notes = [
				load > cores ? `${note} ${busy}` : note,
				...absent.map((name) => `${en ? 'Not raced at this size' : 'Fora desta rodada'}: ${NAMES[name]}.`),
				...left.map((text) => `${en ? 'Did not finish' : 'Não terminou'}: ${text}.`),
			]
			return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n${notes.join(' ')}`
		})
	return blocks.join('\n\n')
}

function cell(number: Intl.NumberFormat, { p50, min, max }: Spread): string {
	return `${number.format(p50)}<br><sub>${number.format(min)}–${number.format(max)}</sub>`
}

/** The store's own steps: what each includes, and what it should take at a million rows (an early prototype's figures). */
const OWN_STEPS: Record<string, { says: string; target: string }> = {
	'change, nothing read': {
		says: '`apply` of one new, amended or voided purchase under a filter whose figures are current',
		target: '0.0011–0.0015',
	},
	'change + figures, 1 month': {
		says: 'the same, and all figures read, under a filter of one month',
		target: '0.049',
	},
	'change + figures, 12 months': { says: 'the same under 12 months', target: '0.176 (a range)' },
	'change + figures, 60 months': { says: 'the same under 60 months', target: '0.176 (a range)' },
	'filter, 1 month': {
		says: 'one month after a text over all months: filter set, all figures read',
		target: '0.36',
	},
	'filter, 12 months': { says: 'the same to 12 months', target: '3.6 (12 to 60 months)' },
	'filter, 60 months': { says: 'the same to 60 months', target: '3.6 (12 to 60 months)' },
	'filter, 60 months and 3 categories': {
		says: 'the same to 60 months and 3 categories, others each time',
		target: '3.6 (12 to 60 months)',
	},
	'filter, text in all months': {
		says: 'a text searched in all months, all figures read',
		target: '9.5; 4 by `indexOf`',
	},
	'10,000 changes in one batch': { says: 'one `apply` of 10,000 changes, nothing read', target: '14' },
	'switch of basis + figures, 1 month': {
		says: 'the other way of counting, all figures of one month read',
		target: 'no more than loading from the device',
	},
	'load, columns': { says: 'one `apply` of all rows, columns already parsed', target: '500' },
	'load, pages': { says: 'the same in pages of 4,000, as the feed hands them over', target: '' },
	'load, typed': { says: 'one `apply` of all rows in typed columns', target: '500 (typed columns)' },
	'load, JSON': { says: '`JSON.parse` of each page, then `apply`', target: '2,100' },
	'load, device': {
		says: 'parts of 4,000 rows as the device keeps them checked, unpacked and applied',
		target: '',
	},
}

/** The table of docs/METRICS.md of the store's own steps, for each size taken. */
export function stepsBlock({ steps: sizes }: MetricsFigures): string {
	const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
	const whole = new Intl.NumberFormat('en')
	return Object.entries(sizes)
		.sort(([a], [b]) => Number(a) - Number(b))
		.map(([rows, { steps, bytesPerRow, load, cores, node, date }]) => {
			const head = [`at ${whole.format(Number(rows))} rows`, 'ms: median, min–max', 'target at 1,000,000']
			const lines = Object.entries(OWN_STEPS).map(([step, { says, target }]) => [
				says,
				steps[step] ? cell(number, steps[step]) : '—',
				target,
			])
			lines.push(['memory, after loading', `${bytesPerRow} bytes/row`, '89 bytes/row'])
			const table = [head, ['---', '---:', '---:'], ...lines]
			const busy = load > cores ? ` The machine was busy (load ${number.format(load)}).` : ''
			return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\nTaken on ${date}: ${cores} cores, Node ${node.slice(1)}.${busy}`
		})
		.join('\n\n')
}

/** The table of docs/METRICS.md of loading in a browser, for each size taken. */
export function framesBlock({ frames }: MetricsFigures): string {
	const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
	const whole = new Intl.NumberFormat('en')
	return Object.entries(frames)
		.sort(([a], [b]) => Number(a) - Number(b))
		.map(([rows, { visits, load, cores, browser, date }]) => {
			const head = [
				`${whole.format(Number(rows))} rows`,
				'complete, s',
				'tasks',
				'over 50 ms of work (longest, ms)',
				'over 50 ms on the wall (longest, ms)',
				'longest `apply`, ms',
				'longest reading of figures, ms',
			]
			const lines = Object.entries(visits).map(([visit, seen]) => [
				visit,
				number.format(seen.complete / 1000),
				whole.format(seen.tasks),
				`${seen.longCpu} (${number.format(seen.longestCpu)})`,
				`${seen.longWall}${seen.longWall > 0 ? ` (${number.format(seen.longestWall)})` : ''}`,
				number.format(seen.longestApply),
				number.format(seen.longestRead),
			])
			const table = [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...lines]
			const busy = load > cores ? ` The machine was busy (load ${number.format(load)}).` : ''
			return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\nTaken on ${date}: ${cores} cores, ${browser}.${busy}`
		})
		.join('\n\n')
}
