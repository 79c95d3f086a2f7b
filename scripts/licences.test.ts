import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isAcceptedLicence } from './build/published-packages'

interface Locked {
	license?: string
}

/** Others, each for its reason. None of them is in the page: the build refuses them there (`build/published-packages.ts`). */
const exceptions: Record<string, { licence: string; why: string }> = {
	'caniuse-lite': {
		licence: 'CC-BY-4.0',
		why: 'Data about browsers, read while building; nothing of it is published.',
	},
	postgres: {
		licence: 'Unlicense',
		why: 'Public domain; the embedded stack’s connection to a real Postgres.',
	},
	'graceful-fs': {
		licence: 'BlueOak-1.0.0',
		why: 'As free as MIT, in plainer words; finds files while building, and opens them in the Node part of read-excel-file.',
	},
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const packages = Object.entries(lock.packages)
	.filter(([path]) => path.startsWith('node_modules/'))
	.map(([path, locked]) => ({
		name: path.replace(/^.*node_modules\//, ''),
		licence: licenceOf(path, locked),
	}))

function licenceOf(path: string, locked: Locked): string {
	if (locked.license) return locked.license
	const file = `${path}/package.json`
	const { license } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as { license?: string }
	return license ?? 'none'
}

it('has no dependency under another licence, but for the exceptions', () => {
	expect(packages.length).toBeGreaterThan(50)
	const others = packages.filter(
		({ name, licence }) => !isAcceptedLicence(licence) && exceptions[name]?.licence !== licence,
	)
	expect(others).toEqual([])
})

it('has no exception that is not needed', () => {
	for (const [name, { licence, why }] of Object.entries(exceptions)) {
		const found = packages.filter((one) => one.name === name && one.licence === licence)
		expect([name, found.length > 0]).toEqual([name, true])
		expect(why).toMatch(/.{20,}/)
	}
})
