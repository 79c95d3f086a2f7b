import { planImport } from '../../src/import/index'
import { statementOf } from './statement'

/**
 * How long a statement of many lines takes to become a plan, and the longest stretch without a rest: what a page would be
 * frozen for; by the processor's time, which other programs of the machine do not lengthen, and by the clock.
 * `npm run bench:import -- 100000`.
 */
const count = Number(process.argv[2] ?? 100_000)
const bytes = statementOf(count)

for (let run = 1; run <= 3; run++) {
	const began = performance.now()
	let rested = began
	let used = process.cpuUsage()
	let longest = 0
	let computed = 0
	const plan = await planImport(bytes, {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		rest: async () => {
			const { user, system } = process.cpuUsage(used)
			longest = Math.max(longest, performance.now() - rested)
			computed = Math.max(computed, (user + system) / 1000)
			await new Promise((done) => setImmediate(done))
			rested = performance.now()
			used = process.cpuUsage()
		},
	})
	const took = performance.now() - began
	console.log(
		`${plan.items.length} lines planned in ${(took / 1000).toFixed(1)} s; longest stretch without a rest ${Math.round(computed)} ms of the processor, ${Math.round(longest)} ms by the clock`,
	)
}
