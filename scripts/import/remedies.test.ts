import { expect, it } from 'vitest'
import { REJECT_REASONS } from '../../src/ledger/inbox'
import { REMEDIES } from './remedies'
import { progressBar } from './terminal'

it.each([
	...REJECT_REASONS,
	'amount_currency',
	'bill_month_out_of_range',
	'date_unreadable',
	'installments_unreadable',
])('has a remedy for %s', (reason) => {
	expect(REMEDIES[reason]).toMatch(/.{15,}/)
})

it('draws its bar on a terminal only', () => {
	const written: string[] = []
	const out = (isTTY: boolean) =>
		({ isTTY, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream
	progressBar(10, out(false))(10)
	expect(written).toEqual([])
	progressBar(10, out(true))(5)
	expect(written).toEqual([`\r[${'#'.repeat(15)}${'.'.repeat(15)}] 5/10`])
})
