import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
	dev?: boolean
	license?: string
}

/** Licences that ask for no more than their notice, or leave our own files alone (MPL-2.0, OFL-1.1). */
const accepted = new Set([
	'MIT',
	'MIT-0',
	'ISC',
	'0BSD',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'Apache-2.0',
	'MPL-2.0',
	'OFL-1.1',
])

/** Others, each for its reason. None of them is in the page. */
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
		why: 'As free as MIT, in plainer words; finds files while building.',
	},
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const packages = Object.entries(lock.packages)
	.filter(([path]) => path.startsWith('node_modules/'))
	.map(([path, locked]) => ({
		name: path.replace(/^.*node_modules\//, ''),
		dev: locked.dev === true,
		licence: licenceOf(path, locked),
	}))

function licenceOf(path: string, locked: Locked): string {
	if (locked.license) return locked.license
	const file = `${path}/package.json`
	const { license } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as { license?: string }
	return license ?? 'none'
}

/** `(MIT OR CC0-1.0)`: any one of them will do. */
const isAccepted = (licence: string) =>
	licence
		.replace(/[()]/g, '')
		.split(' OR ')
		.some((one) => accepted.has(one))

it('has no dependency under another licence, but for the exceptions', () => {
	expect(packages.length).toBeGreaterThan(50)
	const others = packages.filter(
		({ name, licence }) => !isAccepted(licence) && exceptions[name]?.licence !== licence,
	)
	expect(others).toEqual([])
})

it('has no exception in the page, and none that is not needed', () => {
	for (const [name, { licence, why }] of Object.entries(exceptions)) {
		const found = packages.filter((one) => one.name === name && one.licence === licence)
		expect([name, found.length > 0, found.every((one) => one.dev)]).toEqual([name, true, true])
		expect(why).toMatch(/.{20,}/)
	}
})
