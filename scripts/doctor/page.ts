import { connectSources } from '../build/headers'
import { type Finding, fail, ok, warn } from './finding'

/** Whether a published page protects its readers and may reach this project. */
export async function checkPage(
	page: string,
	supabaseUrl: string,
	request: typeof fetch = fetch,
): Promise<Finding[]> {
	const response = await request(page, { signal: AbortSignal.timeout(15_000) }).catch(() => null)
	if (!response?.ok) return [fail('the page answers', `${page} answered ${response?.status ?? 'nothing'}.`)]
	const policy = response.headers.get('content-security-policy') ?? ''
	const connect = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? []
	const findings = [ok('the page answers')]
	if (!policy)
		findings.push(
			warn(
				'the page has its Content-Security-Policy',
				'This host ignores dist/_headers: set the same headers there (docs/HOSTING.md).',
			),
		)
	else if (connectSources(supabaseUrl).every((source) => connect.includes(source)))
		findings.push(ok('the page may reach this project'))
	else
		findings.push(
			fail(
				'the page may reach this project',
				`Its connect-src does not name ${supabaseUrl}: build with this URL, or npm run configure.`,
			),
		)
	if (policy && /script-src[^;]*'unsafe/.test(policy))
		findings.push(
			warn('no script from the markup runs', 'Take unsafe-inline and unsafe-eval out of script-src.'),
		)
	if (page.startsWith('https:') && !response.headers.get('strict-transport-security'))
		findings.push(warn('the page stays on HTTPS', 'Set Strict-Transport-Security.'))
	return findings
}
