import { expect, it } from 'vitest'
import { areaOf, byHand, countLines, kindOf, total } from './lines'

it.each([
	['src/feed/feed.ts', 'code'],
	['src/feed/testing/fake-world.ts', 'tests'],
	['src/feed/feed.test.ts', 'tests'],
	['src/words/en/page.ts', 'words'],
	['src/settings/words.ts', 'words'],
	['src/app/later-words.ts', 'words'],
	['src/app/passwords.ts', 'code'],
	['src/app/page.css', 'CSS'],
	['supabase/migrations/1_ledgers.sql', 'SQL'],
	['supabase/tests/inbox.sql', 'tests'],
	['supabase/schema.snapshot.sql', null],
	['src/backend/database.types.ts', null],
	['n8n/conversation.json', null],
	['n8n/real/run-n8n.ts', 'tests'],
	['docs/FEED.md', null],
])('%s counts as %s', (path, kind) => {
	expect(kindOf(path)).toBe(kind)
})

it('counts by folder, below src by the next one', () => {
	expect(['vite.config.ts', 'src/feed/a/b.ts', 'src/x.ts', 'local/http/cors.ts'].map(areaOf)).toEqual([
		'(root)',
		'src/feed',
		'src',
		'local',
	])
})

it('adds up lines, tests apart', () => {
	const texts: Record<string, string> = {
		'src/feed/a.ts': 'one\n\nthree\n',
		'src/feed/a.test.ts': 'one\n',
		'local/x.sql': 'select 1\n',
		'README.md': 'not\ncounted\n',
	}
	const areas = countLines(Object.keys(texts), (path) => texts[path]!)
	expect([...areas.keys()]).toEqual(['local', 'src/feed'])
	const all = total(areas.values())
	expect(all).toEqual({ files: 2, lines: { code: 3, words: 0, CSS: 0, SQL: 1, tests: 1 } })
	expect(byHand(all)).toBe(4)
})
