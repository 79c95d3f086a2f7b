import { expect, test } from 'vitest'
import { parseRows, rowsStyle, writeRows } from './skeletons'

const rows = { budgets: 2, latest: 9, category: 11, source: 7, person: 3, upcoming: 1 }

test('numbers of rows survive the device’s storage', () => {
	expect(parseRows(writeRows(rows))).toEqual(rows)
	expect(rowsStyle(rows)).toMatchObject({ '--rows-budgets': 2, '--rows-latest': 9 })
})

test('anything odd in the storage counts for nothing', () => {
	for (const odd of [
		'',
		'1,2,3',
		'1,2,3,4,5,x',
		'5,2,3,4,5,1',
		'-1,2,3,4,5,1',
		'1.5,2,3,4,5,1',
		'url(x),2,3,4,5,1',
	])
		expect(rowsStyle(parseRows(odd))).toEqual({})
})
