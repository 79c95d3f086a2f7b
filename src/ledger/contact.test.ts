import { expect, test } from 'vitest'
import { contactAddress, isEmail, whatsAppLink } from './contact'

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
	['xtel:551133334444', null],
	['tg: 900000001 ', 'tg:900000001'],
	['app:Ata\nlho', null],
	['+55 11 3333-4444 x', null],
	['a551133334444', null],
	['tel:5511abc33334444', null],
	['1234567', null],
	['12345678', 'tel:12345678'],
	['123456789012345', 'tel:123456789012345'],
	['1234567890123456', null],
	// Brazilian mobiles only, and only whole numbers.
	['1551199998888', 'tel:1551199998888'],
	['5511599998888', 'tel:5511599998888'],
	['55119999888877', 'tel:55119999888877'],
	['551159998888', 'tel:551159998888'],
	['550169998888', 'tel:550169998888'],
	['551069998888', 'tel:551069998888'],
	['wa:BR.ENT.1502576394655843', 'wa:BR.ENT.1502576394655843'],
	[`wa:BR.${'1'.repeat(128)}`, `wa:BR.${'1'.repeat(128)}`],
	[`wa:BR.${'1'.repeat(129)}`, null],
	['wa:xBR.1', null],
	['wa:BR.', null],
	['wa:B.1', null],
	['wa:BR.1!', null],
	...['lid', 'tg'].flatMap((kind): [string, string | null][] => [
		[`${kind}:${'1'.repeat(20)}`, `${kind}:${'1'.repeat(20)}`],
		[`${kind}:${'1'.repeat(21)}`, null],
		[`${kind}:`, null],
		[`${kind}:1x`, null],
		[`${kind}:x1`, null],
	]),
	['app:A', 'app:A'],
	[`app:${'x'.repeat(60)}`, `app:${'x'.repeat(60)}`],
	[`app:${'x'.repeat(61)}`, null],
	['app:meu atalho', 'app:meu atalho'],
])('%s', (typed, address) => {
	expect(contactAddress(typed)).toBe(address)
})

test('a link to join goes to the agent’s number, or to whom the sender chooses', () => {
	expect(whatsAppLink('ABCD2345', '+55 (11) 9999-8888')).toBe('https://wa.me/5511999998888?text=ABCD2345')
	expect(whatsAppLink('ABCD2345', '')).toBe('https://wa.me/?text=ABCD2345')
	expect(whatsAppLink('ABCD2345', 'wa:BR.1')).toBe('https://wa.me/?text=ABCD2345')
})

test('an address has something before the sign and a domain with a dot after it', () => {
	expect(['ana@exemplo.com', ' a.b@c.d.br '].map(isEmail)).toEqual([true, true])
	expect(
		['maria', 'maria@', 'maria@casa', '@casa.br', 'a b@c.d', 'a@b@c.d', 'a@.b', 'a@b.'].some(isEmail),
	).toBe(false)
})
