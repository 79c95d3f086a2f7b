import { expect, test } from 'vitest'
import { brokenByMeta, brokenByTelegram, type MetaMessage } from './limits.ts'

const choices = (count: number) =>
	Array.from({ length: count }, (_, k) => ({ id: `undo:${k}`, title: `${k}. Undo` }))

const buttons = (given: { id: string; title: string }[], text = 'Which?'): MetaMessage => ({
	type: 'interactive',
	interactive: {
		type: 'button',
		body: { text },
		action: { buttons: given.map((reply) => ({ reply })) },
	},
})
const list = (
	rows: { id: string; title: string; description?: string }[],
	text = 'Which?',
	button = 'Choose',
): MetaMessage => ({
	type: 'interactive',
	interactive: {
		type: 'list',
		body: { text },
		action: { button, sections: [{ title: 'Which one?', rows }] },
	},
})
const text = (body: string): MetaMessage => ({ type: 'text', text: { body } })
const letters = (count: number) => 'é'.repeat(count)

test.each([
	['a text', text(letters(4096))],
	['buttons', buttons([...choices(2), { id: letters(256), title: letters(20) }], letters(1024))],
	[
		'a list',
		list([...choices(9), { id: letters(200), title: letters(24), description: letters(72) }], letters(4096)),
	],
])('the Cloud API takes the longest %s', (_, message) => {
	expect(brokenByMeta(message)).toBeNull()
})

test.each<[string, MetaMessage]>([
	['an empty text', text(' ')],
	['a text that is too long', text(letters(4097))],
	['four buttons', buttons(choices(4))],
	['no button', buttons([])],
	['a body too long for buttons', buttons(choices(1), letters(1025))],
	['a button title that is too long', buttons([{ id: 'a', title: letters(21) }])],
	['an empty button title', buttons([{ id: 'a', title: '' }])],
	['two buttons of one title', buttons(['a', 'b'].map((id) => ({ id, title: 'Undo uber' })))],
	['two buttons of one id', buttons(['x', 'y'].map((title) => ({ id: 'a', title })))],
	['a button id that is too long', buttons([{ id: letters(257), title: 'x' }])],
	['eleven rows', list(choices(11))],
	['no row', list([])],
	['a body too long for a list', list(choices(1), letters(4097))],
	['a list button that is too long', list(choices(1), 'Which?', letters(21))],
	['a row title that is too long', list([{ id: 'a', title: letters(25) }])],
	['two rows of one title', list(['a', 'b'].map((id) => ({ id, title: 'Undo uber' })))],
	['two rows of one id', list(['x', 'y'].map((title) => ({ id: 'a', title })))],
	['a row id that is too long', list([{ id: letters(201), title: 'x' }])],
	['a description that is too long', list([{ id: 'a', title: 'x', description: letters(73) }])],
	['another form', { type: 'sticker' }],
])('the Cloud API refuses %s', (_, message) => {
	expect(brokenByMeta(message)).not.toBeNull()
})

test('Telegram takes 64 bytes of data and 4096 letters, and refuses what is more, empty or twice', () => {
	expect(brokenByTelegram(letters(4096), [{ id: 'x'.repeat(64), title: letters(40) }])).toBeNull()
	expect(brokenByTelegram(letters(4097), [])).not.toBeNull()
	expect(brokenByTelegram('', [])).not.toBeNull()
	for (const id of ['', letters(33)]) expect(brokenByTelegram('x', [{ id, title: 'x' }])).not.toBeNull()
	expect(brokenByTelegram('x', [{ id: 'a', title: '' }])).not.toBeNull()
	expect(
		brokenByTelegram(
			'x',
			['a', 'b'].map((id) => ({ id, title: 'x' })),
		),
	).not.toBeNull()
})
