/** What each reason asks the person to do; the inbox's own and those of a file. */
export const REMEDIES: Record<string, string> = {
	amount_currency: 'Only reais are recorded: write what it came to in reais.',
	amount_missing: 'The amount is empty.',
	amount_not_positive: 'The amount is zero.',
	amount_too_large: 'The amount is over 999.999.999,99: check for a missing comma.',
	amount_unreadable: 'Write the amount as 1.234,56 or 1234.56, or name its column with --map amount=….',
	bill_month_out_of_range:
		'The bill lies over a month before the line’s day, or over ten years after it: check --bill and the date.',
	bill_month_unreadable: 'Write the bill as 2026-11.',
	above_header:
		'The line stands above the table, under no header that is known: write a header above it (Data;Descrição;Valor), or put it below.',
	cells_beyond_header:
		'The line has more cells than the header: put an amount or a text that has the delimiter in it in quotes ("-5,50").',
	date_unreadable:
		'This is no date: name the column with --map date=… or the order with --order dmy|mdy|ymd.',
	description_missing: 'The description is empty: name another column with --map description=….',
	description_too_long: 'Shorten the description to 280 characters.',
	installments_out_of_range: 'Installments go from 1 to 120.',
	installments_unreadable:
		'Write 3/10 for one part of ten, 10x for a whole purchase in ten parts, or leave the cell empty.',
	not_understood: 'The message was not understood.',
	occurred_at_out_of_range: 'The date is over 10 years back or over a day ahead.',
	parts_out_of_range: 'A part is one of at most 120, such as 3/10.',
	same_place: 'The money went from a place to itself: name the other one.',
	target_ambiguous: 'It could mean several purchases.',
	target_changed: 'The purchase was changed meanwhile: run the command again.',
	target_not_found: 'The purchase to correct is not there.',
	to_source_unexpected: 'Only a transfer says where money went.',
	unknown_action: 'The row says no known action.',
	unknown_kind: 'The row is neither expense, income, refund nor transfer.',
}

export const remedyOf = (reason: string): string => REMEDIES[reason] ?? ''

/** The inbox keeps what it refused under the line's own id, so that sending the line again changes nothing. */
export const SENT_BEFORE =
	'An earlier import sent this line, and the inbox refused and keeps it: put it right on the page (A conferir).'
