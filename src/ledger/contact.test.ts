import { expect, test } from 'vitest'
import { contactAddress } from './contact'

// The database's own answers are in supabase/tests/contacts.test.ts.
test.each([
	['+55 (11) 99999-8888', 'tel:5511999998888'],
	['tel:551199998888', 'tel:5511999998888'],
	['551133334444', 'tel:551133334444'],
	['351912345678', 'tel:351912345678'],
	['wa:BR.1502576394655843', 'wa:BR.1502576394655843'],
	[' lid:100000000000001 ', 'lid:100000000000001'],
	['tg:900000001', 'tg:900000001'],
	['app:Atalho', 'app:Atalho'],
	['', null],
	['tel:123', null],
	['Ana', null],
	['wa:<b>', null],
	['tg:x', null],
	['app: ', null],
	['mail:a@b', null],
])('%s', (typed, address) => {
	expect(contactAddress(typed)).toBe(address)
})
