/**
 * Begins something new from a template:
 *
 *     npm run new -- panel Weekday --en "By weekday" --pt "Por dia da semana"
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { namesOf, newPanel } from './panel'

const USAGE = 'npm run new -- panel NAME [--en "English title"] [--pt "Portuguese title"]'

try {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { en: { type: 'string' }, pt: { type: 'string' } },
	})
	const [kind, name] = positionals
	if (kind !== 'panel' || !name) throw new Error(USAGE)
	const { component, file } = namesOf(name)
	const bare = component.replace(/Panel$/, '')
	const titles = { en: values.en ?? bare, 'pt-BR': values.pt ?? bare }
	const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null)
	for (const [path, text] of newPanel(name, titles, read)) {
		writeFileSync(path, text)
		console.log(path)
	}
	console.log(`
Next: what it shows (src/dashboard/panels/${file}-rows.ts and its test), its place in
src/dashboard/panels/Panels.tsx, its placeholder in skeletons.tsx, its area (area-${file}) in
src/dashboard/styles/layout.css. Then npm run format.`)
} catch (error) {
	console.error(error instanceof Error ? error.message : error)
	process.exitCode = 1
}
