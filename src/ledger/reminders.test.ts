import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REMINDER_KINDS, USUAL_REMINDERS } from './reminders'

test('as long as nobody chose, what the database has holds', () => {
	const snapshot = readFileSync(new URL('../../supabase/schema.snapshot.sql', import.meta.url), 'utf8')
	const { kinds, quiet_from, quiet_to } = USUAL_REMINDERS
	expect(kinds).toBe(REMINDER_KINDS)
	expect(snapshot).toContain(`kinds text[] not null default '{${kinds}}'::text[],`)
	expect(snapshot).toContain(`quiet_from smallint not null default ${quiet_from},`)
	expect(snapshot).toContain(`quiet_to smallint not null default ${quiet_to}\n`)
})
