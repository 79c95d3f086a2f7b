import { expect, it } from 'vitest'
import { REJECT_REASONS } from '../../src/ledger/inbox'
import { REMEDIES } from './remedies'
import { describeRefused, progressBar, refusedCsv } from './report'

it.each([...REJECT_REASONS, 'date_unreadable', 'installments_unreadable'])(
	'has a remedy for %s',
	(reason) => {
		expect(REMEDIES[reason]).toMatch(/.{15,}/)
	},
)

it('lists what was refused by line, and lets no file steer the terminal', () => {
	const said = describeRefused([
		{ line: 9, reason: 'amount_missing', record: ['b'] },
		{ line: 3, reason: 'date_unreadable', record: ['\u001b[2Ja', 'c\n', '\u009b2J', '\u202egpj.exe'] },
	])
	expect(said).toEqual([
		expect.stringMatching(/^line 3: date_unreadable\. .*--map date/),
		expect.stringMatching(/^line 9: amount_missing/),
	])
	expect(said.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

it('says of a row that an earlier run sent how to put its item right, not the row', () => {
	const row = { line: 2, reason: 'description_too_long', record: ['b'], taken: 'import.abc.0' }
	for (const said of [describeRefused([row]).join(), refusedCsv([row])]) {
		expect(said).toMatch(/description_too_long.*earlier run.*target_message_id import\.abc\.0.*another id/)
		expect(said).not.toContain(REMEDIES.description_too_long)
	}
})

it('writes no formula into the report', () => {
	const csv = refusedCsv([
		{
			line: 2,
			reason: 'amount_missing',
			record: ['=HYPERLINK("x")', '+1', '@x', 'a,b', '＝1', ' =2', '\t=3', '\u001b=4'],
		},
	])
	for (const start of ['=', '+1', '@x']) expect(csv).not.toMatch(new RegExp(`(^|,)"?\\${start}`))
	expect(csv).not.toMatch(/(^|,)"?\s*[＝=]/)
	expect(csv.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
	expect(csv).toContain('"a,b"')
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
