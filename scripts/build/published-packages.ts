import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** What `package-lock.json` says of a package. */
export interface LockedPackage {
	dev?: boolean
	devOptional?: boolean
	license?: string
}

/** Licences that ask for no more than their notice, or leave our own files alone (MPL-2.0, OFL-1.1). */
export const ACCEPTED_LICENCES: ReadonlySet<string> = new Set([
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

/** `(MIT OR CC0-1.0)`: any one of them will do. */
export const isAcceptedLicence = (licence: string): boolean =>
	licence
		.replace(/[()]/g, '')
		.split(' OR ')
		.some((one) => ACCEPTED_LICENCES.has(one))

/**
 * Why a package must not be in the page: `npm audit --omit=dev` would leave it out, or its licence asks for more than a
 * notice. Null: it may.
 */
export function refusalOf(locked: LockedPackage | undefined): string | null {
	if (!locked) return 'package-lock.json does not know it'
	if (locked.dev || locked.devOptional)
		return 'an audit without development packages leaves it out: move it to "dependencies" in package.json'
	const { license = 'none' } = locked
	return isAcceptedLicence(license) ? null : `its licence is ${license}`
}

/** The folders of the packages that a chunk holds code of, as the lock file names them. */
export function packagesOf(modules: readonly string[], root: string): string[] {
	const folders = modules
		.map((id) => relative(root, id.replaceAll('\0', '').replace(/\?.*$/, '')).replaceAll('\\', '/'))
		.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0])
	return [...new Set(folders.filter((folder) => folder !== undefined))]
}

/** Fails the build when the page holds code of a package that the audit of what is published would not look at. */
export function publishedPackages(): Plugin {
	let root = process.cwd()
	return {
		name: 'painel:published-packages',
		apply: 'build',
		configResolved(config) {
			root = config.root
		},
		generateBundle(_, bundle) {
			const { packages } = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')) as {
				packages: Record<string, LockedPackage>
			}
			const modules = Object.values(bundle).flatMap((file) =>
				file.type === 'chunk' ? Object.keys(file.modules) : [],
			)
			for (const path of packagesOf(modules, root)) {
				const refusal = refusalOf(packages[path])
				if (refusal) this.error(`The page would publish ${path}, but ${refusal}.`)
			}
		},
	}
}
