import type { Scores } from './lighthouse'

/** What `npm run bench:page` measures. Scripts in kB (1000 bytes) of gzip, times in ms. */
export interface PageFigures {
	scripts: { beforeFirstFigure: number; inTheEnd: number }
	/** `behind`: a page opened as many changes behind as `heap.changes` says, while they come in. */
	cls: { desktop: number; phone: number; live: number; behind: number }
	live: { posted: number; frameP50: number; frameP99: number; longTasks: number; longestTask: number }
	heap: { changes: number; growthMB: number }
	lighthouse: { mobile: Scores; desktop: Scores }
}

/** The most (or, for scores, the least) that is allowed. */
export const BUDGETS = {
	scriptsBeforeFirstFigure: 90,
	cls: 0.02,
	longestTask: 50,
	heapGrowthMB: 10,
	performance: 95,
	accessibility: 100,
	bestPractices: 100,
}

export interface Verdict {
	measured: number
	budget: string
	ok: boolean
}

/** Holds every figure against its budget. */
export function judge(figures: PageFigures): Record<string, Verdict> {
	const most = (measured: number, limit: number): Verdict => ({
		measured,
		budget: `≤ ${limit}`,
		ok: measured <= limit,
	})
	const least = (measured: number, limit: number): Verdict => ({
		measured,
		budget: `≥ ${limit}`,
		ok: measured >= limit,
	})
	const { scripts, cls, live, heap, lighthouse } = figures
	return {
		'scripts before the first figure, kB gzip': most(
			scripts.beforeFirstFigure,
			BUDGETS.scriptsBeforeFirstFigure,
		),
		'layout shift, desktop': most(cls.desktop, BUDGETS.cls),
		'layout shift, phone': most(cls.phone, BUDGETS.cls),
		'layout shift, live': most(cls.live, BUDGETS.cls),
		'layout shift, opened behind': most(cls.behind, BUDGETS.cls),
		'longest task at 10 changes/s, ms': most(live.longestTask, BUDGETS.longestTask),
		'heap growth, MB': most(heap.growthMB, BUDGETS.heapGrowthMB),
		...Object.fromEntries(
			Object.entries(lighthouse).flatMap(([form, scores]) => [
				[`Lighthouse performance, ${form}`, least(scores.performance, BUDGETS.performance)],
				[`Lighthouse accessibility, ${form}`, least(scores.accessibility, BUDGETS.accessibility)],
				[`Lighthouse best practices, ${form}`, least(scores.bestPractices, BUDGETS.bestPractices)],
			]),
		),
	}
}
