import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
	version?: string
	integrity?: string
	resolved?: string
	link?: boolean
	inBundle?: boolean
}

const LOCKS = ['package-lock.json', 'bench/metrics/package-lock.json', 'bench/page/package-lock.json']

/**
 * The command line of Supabase for other systems than the one it is tested on: the registry that the lock file was made with does
 * not have them, so their hashes are not known here. `npm install` on such a system adds its own.
 */
const UNKNOWN = [
	'darwin-arm64',
	'darwin-x64',
	'linux-arm64',
	'linux-arm64-musl',
	'linux-x64-musl',
	'windows-arm64',
	'windows-x64',
].map((system) => `node_modules/@supabase/cli-${system}`)

it.each(LOCKS)('%s has a hash for every package of every platform, and says no address', (file) => {
	const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }
	const fetched = Object.entries(packages).filter(
		([path, { link, inBundle }]) => path !== '' && !link && !inBundle,
	)
	expect(fetched.length).toBeGreaterThan(10)
	const without = fetched.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
	expect(without.map(([path]) => path).filter((path) => !UNKNOWN.includes(path))).toEqual([])
	expect(fetched.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

it('pins every action of the hosted workflows by its commit, with the version beside it', () => {
	const folder = '.github/workflows'
	const used = readdirSync(folder).flatMap((file) =>
		readFileSync(`${folder}/${file}`, 'utf8')
			.split('\n')
			.filter((line) => /\buses:/.test(line))
			.map((line) => `${file}: ${line.trim()}`),
	)
	expect(used.length).toBeGreaterThan(3)
	expect(used.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
})
