import { expect, it, vi } from 'vitest'
import { type LoadingSurroundings, partGone, patiently } from './lazily'

const offline = new TypeError(
	'Failed to fetch dynamically imported module: https://painel.example/assets/Panels.js',
)

/** A browser whose waits are written down and over at once. */
function browser(changes: Partial<LoadingSurroundings> = {}) {
	const waits: number[] = []
	const surroundings: LoadingSurroundings = {
		online: () => true,
		chance: async (milliseconds) => void waits.push(milliseconds),
		restyle: async () => {},
		random: () => 1,
		...changes,
	}
	return { surroundings, waits }
}

/** An import that fails with each of `errors` in turn, then brings the part. */
function failing(...errors: Error[]) {
	return vi.fn(async () => {
		const error = errors.shift()
		if (error) throw error
		return 'part'
	})
}

it('asks again, with growing waits, until the part is there', async () => {
	const { surroundings, waits } = browser({ online: () => false })
	const load = failing(...Array.from({ length: 7 }, () => offline))
	expect(await patiently(load, surroundings)).toBe('part')
	expect(load).toHaveBeenCalledTimes(8)
	expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
})

it('takes a part for gone only when the host was there to be asked', async () => {
	let online = false
	const seen: boolean[] = []
	const { surroundings } = browser({
		online: () => online,
		chance: async () => {
			seen.push(partGone())
			online = seen.length >= 4
		},
	})
	await patiently(failing(...Array.from({ length: 8 }, () => offline)), surroundings)
	expect(seen).toEqual([false, false, false, false, false, false, true, true])
	expect(partGone(), 'it came after all').toBe(false)
})

it('asks anew for the style sheet that failed, before the part is shown without it', async () => {
	const href = 'https://painel.example/assets/Wall-abc.css'
	let sheetsLeft = 2
	const restyle = vi.fn(async () => {
		if (--sheetsLeft > 0) throw new Error(`Unable to preload CSS for ${href}`)
	})
	const load = failing(new Error(`Unable to preload CSS for ${href}`))
	expect(await patiently(load, browser({ restyle }).surroundings)).toBe('part')
	expect(restyle.mock.calls).toEqual([[href], [href]])
	expect(load, 'not before the sheet is there').toHaveBeenCalledTimes(2)
})
