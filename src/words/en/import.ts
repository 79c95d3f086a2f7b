import type { ImportWords } from '../types'

export const importWords: ImportWords = {
	importing: {
		title: 'Import',
		lead: 'A bank’s or an app’s file enters the ledger once, however often you send it.',
		leadReadOnly:
			'A bank’s or an app’s file enters the ledger through those who edit it. Ask its owner to import yours, or to make you an editor.',
		back: 'Dashboard',
		choose: {
			drop: 'Drop the file here',
			or: 'or',
			button: 'Choose a file',
			formats:
				'CSV, OFX or XLSX, as the bank or app gives it. Nothing is recorded before you have looked at it.',
			reading: 'Reading {{ file }}…',
		},
		leave: {
			title: 'Leave without recording?',
			planned:
				'Nothing of this file is recorded yet. What you changed of it is lost; the file can be chosen again.',
			sending:
				'The file is being recorded. What was stays; chosen again, the rest comes in, and nothing twice.',
			action: 'Leave',
		},
		trouble: {
			old_xls: 'This is an old .xls. Open it in a spreadsheet and save it as .xlsx or CSV.',
			pdf: 'This is a PDF. Get the same statement from the bank as OFX, CSV or Excel.',
			broken_workbook: 'This workbook cannot be opened. Save it again as .xlsx or CSV.',
			side_by_side:
				'The file has tables side by side that cannot be told apart. Put one below the other, each with a header that names date, description and amount, or save each as a file of its own.',
			no_table:
				'There is no table of transactions here: it needs a date, a description and an amount. Get the file from the bank again.',
			no_column: 'The file has no such column.',
			network: 'The server does not answer. Try again: what is recorded already does not enter twice.',
			refused: 'The server refused.',
			not_allowed:
				'You may see this ledger, but record nothing in it. Ask an owner to import the file, or to make you an editor.',
			retry: 'Try again',
		},
		types: {
			account: 'an account’s statement',
			card: 'a card’s bill',
			app: 'an app’s export',
		},
		proofs: {
			columns: 'Columns of credits and debits say which way money went.',
			marks: 'D and C marks say which way money went.',
			type_column: 'A column says which way money went.',
			balance: 'The balance adds up: the signs are proved.',
			format: 'In this format the signs are known.',
			asked: 'The file does not prove the signs: look below.',
			answered: 'The signs are as you said.',
		},
		questions: {
			title: 'Only you know',
			account: 'Which account or card is the file of?',
			remembered: 'As in the last import of this form.',
			sentAs:
				'This very file was sent so, and still counts: in another account it would count twice. To change it, undo that import first.',
			otherAccount: 'another account…',
			accountName: 'Name of the account or card',
			accountMissing: 'Write which account or card the file is of, or choose “Leave without account”.',
			noAccount: 'Leave without account',
			accountless: 'Without account: say the same of its next files, or the lines count again.',
			type: 'What is the file?',
			bill: 'Which bill is it?',
			card: 'Of which card is the bill that this account pays?',
			signs: 'An amount without a sign is…',
			year: 'Of which year are the dates?',
			order: 'How are the dates written?',
			dayFirst: 'day, then month',
			monthFirst: 'month, then day',
			expense: 'an expense',
			income: 'an income',
			reasons: {
				lines_in_common: 'Lines recorded of it have the days and amounts of this file.',
				same_person: 'It is the same person’s.',
				another_person: 'Files of this form were another person’s, or nobody’s.',
				other_lines:
					'What is recorded of the account of before, in these days, is not in the file: it seems to be another’s.',
				newest_account: 'As in the last file of this form. Look at it: it may be another account’s.',
				form_of_bank: 'The file has the form that this bank gives.',
				account_unsaid: 'The file does not say. It is part of what makes each line one of its own.',
				like_a_card:
					'Something of it is a bill’s: its name, parts or a payment received. On a card a credit is money back or pays the bill; in an account it is income.',
				card_without_minus: 'Purchases of a bill are written without a sign.',
				payment_without_minus: 'A payment of the bill is written without a sign, as all that lowers it.',
				minus_is_out: 'Some amounts have a minus, which in a statement is money that went out.',
				types_against_signs:
					'The type of the lines {{ about }} says the contrary of their signs (line of the file).',
				balance_against_columns:
					'The balance says the contrary of the column (mark or type) of the lines {{ about }} of the file. “An income” keeps to the column; “an expense” turns it round, on all lines.',
				way_or_how_paid:
					'“Crédito” and “Débito” may say which way money went, or how you paid. “An income” takes what was credited for income; “an expense” takes all lines for purchases.',
				balance_against_format: 'The balance says the contrary of what this format usually says.',
				balance_says_not:
					'The balance does not say it of the lines {{ about }} of the file; the answer is about them.',
				types_say_no_way:
					'The type of the lines {{ about }} of the file does not say whether money came in or went out; the answer is about them.',
				only_refunds_have_minus: 'Only refunds and discounts have a minus.',
				transfers_either_way:
					'Transfers do not say whether money came in or went out; the answer is about them.',
				title_of_spending:
					'A title says that money went out; below it some amounts have a minus, which may be money back.',
				no_minus: 'No amount has a minus.',
				dates_without_year: 'Some dates have no year. It is part of what makes each line one of its own.',
				file_name: 'The file’s name says so.',
				order_unproved:
					'No date has a day after the 12th: they can be read in two ways. It is part of what makes each line one of its own.',
				no_purchases: 'The file has no purchases to tell it by.',
				closing_day: 'By the closing day of {{ about }}, most purchases fall into it.',
				due_date: 'The file says that it is due on {{ about }}.',
				newest_purchase: 'The newest purchase is of {{ about }}, and a bill is due in the month after.',
				newest_line: 'The newest line is of {{ about }}, and a bill is due in the month after.',
				only_card: 'It is the ledger’s only card.',
				card_unsaid: 'The lines do not say.',
			},
		},
		columns: {
			title: 'Columns',
			hint: 'Date and amount are part of what makes each line one of its own: choose the same in the next file. The others may change.',
			found: 'as found',
			date: 'Date',
			description: 'Description',
			details: 'Details',
			amount: 'Amount',
			credit: 'Credit',
			debit: 'Debit',
			category: 'Category',
			source: 'Source',
			person: 'Person',
		},
		totals: {
			title: 'By month',
			month: 'Month',
			here: 'Spent in the ledger',
			all: 'In all',
		},
		kinds: {
			expense: 'Expense',
			income: 'Income',
			refund: 'Refund',
			transfer: 'Transfer',
		},
		kindsOf: {
			expense: 'Expenses',
			income: 'Incomes',
			refund: 'Refunds',
			transfer: 'Transfers',
		},
		lines: {
			title: 'What enters',
			count: (n: number) => (n === 1 ? '1 new line' : `${n} new lines`),
			none: 'Nothing new: all that this file has is in the ledger already.',
			asking: 'Looking at what the ledger has already…',
			more: (n: number) => `Show ${n} more`,
			sameText: (n: number) => `goes for the ${n} lines with this text`,
			kindOf: 'Kind of {{ what }}',
			categoryOf: 'Category of {{ what }}',
			billOf: 'Bill that {{ what }} pays',
			noCategory: 'No category',
			part: 'part {{ part }} of {{ parts }}',
			times: 'in {{ n }} parts',
			bill: 'bill of {{ month }}',
			pays: 'pays the bill of {{ month }}',
			unknownPlace: 'not said',
			line: 'line {{ n }}',
		},
		matches: {
			title: 'Recorded already?',
			lead: 'These lines look like purchases that somebody has recorded. The same one: the line only confirms what the ledger has.',
			ask: 'Have a look: more than one answer is likely.',
			which: 'Which purchase is {{ what }}',
			another: 'Another purchase: record it',
			same: 'It is {{ what }}',
			allSame: 'All are the likeliest',
			allNew: 'All are other purchases',
		},
		others: {
			undone: (n: number) =>
				n === 1
					? '1 line undone since its import comes back'
					: `${n} lines undone since their import come back`,
			hereBefore: (n: number) =>
				n === 1 ? '1 line is in the ledger already' : `${n} lines are in the ledger already`,
			hereBeforeHint: 'If they are of another account or person, say above whose file it is.',
			refusedBefore: (n: number) =>
				n === 1
					? '1 line was refused before; see To review'
					: `${n} lines were refused before; see To review`,
			leftOut: (n: number) => (n === 1 ? '1 line is left out' : `${n} lines are left out`),
			unreadable: (n: number) => (n === 1 ? '1 line cannot be read' : `${n} lines cannot be read`),
			why: {
				balance: 'a balance',
				total: 'a total',
				heading: 'no transaction',
				zero: 'an amount of nothing',
				skipped: 'skipped',
				not_booked: 'not paid yet',
				not_done: 'cancelled, refused or given back',
				sheet_hidden: 'a hidden sheet, with so many rows',
				sheet_repeated: 'a sheet of which another has all rows (so many)',
				other_side: 'the other side of the transfer on line',
				date_unreadable: 'the date cannot be read',
				amount_unreadable: 'the amount cannot be read',
				amount_too_large: 'over 999,999,999.99',
				amount_currency: 'another currency: write what it came to in reais',
				cells_beyond_header: 'more cells than the header: a comma without quotes, perhaps in the amount',
				above_header: 'above the table, under no header that is known',
				description_missing: 'no description',
				description_too_long: 'a description of over 280 letters',
				installments_unreadable: 'the part cannot be read',
				occurred_at_out_of_range: 'over 10 years ago, or in the future',
				bill_month_out_of_range: 'the bill lies too far from the date',
			},
		},
		send: {
			button: (n: number) => (n === 1 ? 'Record 1 line' : `Record ${n} lines`),
			confirm: (n: number) => (n === 1 ? 'Confirm 1 line' : `Confirm ${n} lines`),
			andConfirm: (n: number) =>
				n === 1 ? 'and confirm 1 recorded already' : `and confirm ${n} recorded already`,
			another: 'Another file',
			correctionsOff:
				'Corrections are switched off in this ledger (Settings › Ledger). What is recorded stays as it is: only what is new is sent.',
			notCompared:
				'Compared with earlier imports only: what somebody recorded by chat was not looked for, and would be recorded again.',
			sending: 'Recording {{ done }} of {{ all }}',
			progress: 'Progress of the import',
		},
		done: {
			title: (n: number) => (n === 1 ? '1 line imported' : `${n} lines imported`),
			restored: (n: number) => (n === 1 ? '1 line came back.' : `${n} lines came back.`),
			hereBefore: (n: number) =>
				n === 1 ? '1 was in the ledger already.' : `${n} were in the ledger already.`,
			matched: (n: number) =>
				n === 1 ? '1 recorded already was confirmed.' : `${n} recorded already were confirmed.`,
			refused: (n: number) =>
				n === 1 ? '1 was refused and is under To review:' : `${n} were refused and are under To review:`,
			see: 'See the dashboard',
			review: 'To review',
			undo: 'Undo the import',
			undoSure: 'All that this import recorded leaves the figures. The history stays.',
			undone: 'Import undone',
		},
	},
}
