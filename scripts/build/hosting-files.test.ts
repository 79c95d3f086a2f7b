import { createServer } from 'vite'
import { expect, it, vi } from 'vitest'
import { hostingFiles } from './hosting-files'

/** The page as `npm run dev` serves it. */
async function developmentPage(): Promise<string> {
	const server = await createServer({
		configFile: false,
		logLevel: 'silent',
		server: { middlewareMode: true, ws: false, watch: null },
		plugins: [hostingFiles()],
	})
	const page = '<head><meta charset="utf-8" /><script src="./boot.js"></script></head>'
	return server.transformIndexHtml('/', page).finally(() => server.close())
}

it('tells the page of a development server which project it may connect to, before boot.js looks', async () => {
	vi.stubEnv('VITE_SUPABASE_URL', 'http://127.0.0.1:54321')
	vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_x')
	const page = await developmentPage()
	expect(page).toContain('<meta name="painel-project" content="http://127.0.0.1:54321" />')
	expect(page.indexOf('painel-project')).toBeLessThan(page.indexOf('boot.js'))
	expect(page).not.toContain('Content-Security-Policy')
})

it('names none where none is configured', async () => {
	vi.stubEnv('VITE_SUPABASE_URL', '')
	vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', '')
	expect(await developmentPage()).not.toContain('painel-project')
})
