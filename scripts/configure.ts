import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { configScript } from '../local/site'
import { checkConfig } from '../src/backend/config-advice'
import { connectSources, hostingHeaders, netlifyHeaders } from './build/headers'

/**
 * Points an already built page at a Supabase project: writes `config.js` and `_headers`, whose Content-Security-Policy
 * must name the same project.
 * @throws Error with the remedy: no build in the folder, or an unfit URL or key
 */
export function configure(folder: string, supabaseUrl: string, publishableKey: string): void {
	if (!existsSync(resolve(folder, 'index.html')))
		throw new Error(
			`There is no built page in ${folder}: run \`npm run build\` first, or name its folder with --dist.`,
		)
	const config = checkConfig({ supabaseUrl, publishableKey })
	if (!config) throw new Error('Give the project URL and the publishable key.')
	writeFileSync(resolve(folder, 'config.js'), configScript(config))
	writeFileSync(
		resolve(folder, '_headers'),
		netlifyHeaders(hostingHeaders(connectSources(config.supabaseUrl))),
	)
}

if (process.argv[1] === import.meta.filename) {
	try {
		const { values, positionals } = parseArgs({
			options: { dist: { type: 'string', default: 'dist' } },
			allowPositionals: true,
		})
		configure(values.dist, positionals[0] ?? '', positionals[1] ?? '')
		console.log(`${values.dist}/config.js and ${values.dist}/_headers now name ${positionals[0]}.`)
	} catch (error) {
		console.error(
			`${(error as Error).message}\nUsage: npm run configure -- https://abcd.supabase.co sb_publishable_… [--dist dist]`,
		)
		process.exitCode = 1
	}
}
