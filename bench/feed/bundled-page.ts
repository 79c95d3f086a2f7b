import { build } from 'vite'

/** Bundles a page of a benchmark into one classic script. */
export async function bundle(entry: string): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			minify: true,
			target: 'es2022',
			lib: { entry, formats: ['iife'], name: 'page' },
		},
	})
	const [first] = Array.isArray(built) ? built : [built]
	if (!first || !('output' in first)) throw new Error('nothing was built')
	return first.output[0].code
}

/** Answers `/page/` and `/page/page.js`, with the CSP that the real page has. */
export function servePage(script: string): (request: Request) => Promise<Response | undefined> {
	return async (request) => {
		const { pathname } = new URL(request.url)
		if (pathname === '/page/page.js')
			return new Response(script, { headers: { 'content-type': 'text/javascript' } })
		if (pathname !== '/page/') return undefined
		const html =
			'<!doctype html><meta charset="utf-8"><title>feed</title><script defer src="page.js"></script>'
		return new Response(html, {
			headers: {
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy':
					"default-src 'none'; script-src 'self'; connect-src 'self' ws: http:; worker-src blob:",
			},
		})
	}
}
