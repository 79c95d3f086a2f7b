import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type LockedPackage, packagesOf, refusalOf } from './published-packages'

it('names the packages of a bundle as the lock file does, nested ones too', () => {
	const modules = [
		'/home/ana/painel/src/app/main.tsx',
		'/home/ana/painel/node_modules/solid-js/dist/solid.js',
		'/home/ana/painel/node_modules/solid-js/web/dist/web.js',
		'/home/ana/painel/node_modules/@noble/hashes/sha2.js?commonjs-es-import',
		'\0/home/ana/painel/node_modules/serwist/node_modules/idb/build/index.js',
		'\0vite/preload-helper.js',
		'lucide:x',
	]
	expect(packagesOf(modules, '/home/ana/painel')).toEqual([
		'node_modules/solid-js',
		'node_modules/@noble/hashes',
		'node_modules/serwist/node_modules/idb',
	])
})

it('refuses what an audit without development packages leaves out, and other licences', () => {
	expect(refusalOf({ license: 'MIT' })).toBeNull()
	expect(refusalOf({ license: '(MIT OR CC0-1.0)' })).toBeNull()
	expect(refusalOf({ license: 'MIT', dev: true })).toMatch(/"dependencies"/)
	expect(refusalOf({ license: 'MIT', devOptional: true })).toMatch(/"dependencies"/)
	expect(refusalOf({ license: 'CC-BY-4.0' })).toMatch(/CC-BY-4\.0/)
	expect(refusalOf({})).toMatch(/none/)
	expect(refusalOf(undefined)).toMatch(/does not know/)
})

it('has the packages that the page is made of under "dependencies", at one version', () => {
	const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		dependencies: Record<string, string>
	}
	const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
		packages: Record<string, LockedPackage & { version: string }>
	}
	for (const [name, version] of Object.entries(dependencies)) {
		const path = `node_modules/${name}`
		expect([name, version]).toEqual([name, packages[path]?.version])
		expect([name, refusalOf(packages[path])]).toEqual([name, null])
	}
})
