import { expect, it, vi } from 'vitest'
import { chunkMissing, type ImportEnvironment, importWithRetry } from './lazy'

const offline = new TypeError(
	'Failed to fetch dynamically imported module: https://painel.example/assets/Panels.js',
)

/** A browser that records the waits and ends them at once. */
function browser(changes: Partial<ImportEnvironment> = {}) {
	const waits: number[] = []
	const environment: ImportEnvironment = {
		online: () => true,
		waitToRetry: async (milliseconds) => void waits.push(milliseconds),
		reloadStyles: async () => {},
		random: () => 1,
		...changes,
	}
	return { environment, waits }
}

/** An import that fails with each of `errors` in turn, then brings the part. */
function failing(...errors: Error[]) {
	return vi.fn(async () => {
		const error = errors.shift()
		if (error) throw error
		return 'part'
	})
}

it('retries with growing waits until the module is there', async () => {
	const { environment, waits } = browser({ online: () => false })
	const load = failing(...Array.from({ length: 7 }, () => offline))
	expect(await importWithRetry(load, environment)).toBe('part')
	expect(load).toHaveBeenCalledTimes(8)
	expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
})

it('reports a chunk as missing only while the network is up', async () => {
	let online = false
	const seen: boolean[] = []
	const { environment } = browser({
		online: () => online,
		waitToRetry: async () => {
			seen.push(chunkMissing())
			online = seen.length >= 4
		},
	})
	await importWithRetry(failing(...Array.from({ length: 8 }, () => offline)), environment)
	expect(seen).toEqual([false, false, false, false, false, false, true, true])
	expect(chunkMissing(), 'it came after all').toBe(false)
})

it('requests a failed style sheet again before the part is shown without it', async () => {
	const href = 'https://painel.example/assets/Wall-abc.css'
	let sheetsLeft = 2
	const reloadStyles = vi.fn(async () => {
		if (--sheetsLeft > 0) throw new Error(`Unable to preload CSS for ${href}`)
	})
	const load = failing(new Error(`Unable to preload CSS for ${href}`))
	expect(await importWithRetry(load, browser({ reloadStyles }).environment)).toBe('part')
	expect(reloadStyles.mock.calls).toEqual([[href], [href]])
	expect(load, 'not before the sheet is there').toHaveBeenCalledTimes(2)
})
