import { expect, test } from 'vitest'
import { fileName, linesOf } from './save-file'

test('a file name is plain whatever the ledger is called', () => {
	expect(fileName('Casa Ferreira', '2026-11-23')).toBe('casa-ferreira-2026-11-23.json')
	expect(fileName('../../etc/São José ', '2026-11-23')).toBe('etc-sao-jose-2026-11-23.json')
	expect(fileName('🎉', '2026-11-23')).toBe('painel-2026-11-23.json')
})

test('a document in pieces is the document, a row on each line', () => {
	const document = {
		format: 'painel-1',
		ledger: { name: 'Casa "da" Ana\n' },
		members: [],
		inbox: [{ id: 1 }, { id: 2 }],
	}
	const text = linesOf(document).join('')
	expect(JSON.parse(text)).toEqual(document)
	expect(text.split('\n').filter((line) => line.startsWith('\t{"id"'))).toHaveLength(2)
	expect(JSON.parse(linesOf({}).join(''))).toEqual({})
})
