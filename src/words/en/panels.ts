import type { PanelWords } from '../types'

export const panels: PanelWords = {
	explain: {
		history:
			'What the bill holds already, plus what the three bills before still received after this same day, on average. Installments already certain count whole.',
		pace: 'What the bill holds already, plus the pace so far carried to the end of the month. It goes by the history once there is a month before.',
		early:
			'What the bill holds already, and no more: the pace counts from the third day since the first purchase on, and the history once there is a month before.',
		closed: 'This bill is over: the amount is what it adds up to.',
		historyByPurchase:
			'What was spent in the month already, plus what the three months before still received after this same day, on average.',
		paceByPurchase:
			'What was spent in the month already, plus the pace so far carried to the end of the month. It goes by the history once there is a month before.',
		earlyByPurchase:
			'What was spent in the month already, and no more: the pace counts from the third day since the first purchase on, and the history once there is a month before.',
		closedByPurchase: 'This month is over: the amount is what it adds up to.',
		committed: 'Of this amount, {{ amount }} is certain already.',
	},
	unreachable:
		'The server does not answer, or something on the way refuses it. The page opens by itself once it can.',
	quiet: {
		check: 'Check the way',
		since: 'Nothing has come from “{{ name }}” since {{ day }}.',
		usual: (days: number) =>
			`It used to come ${days === 1 ? 'every day' : `every ${days} days`}. Send a test message and see whether it shows up.`,
	},
	recurring: {
		titleOf: 'What comes again in {{ month }}',
		explainLabel: 'How Painel finds what comes again',
		explain:
			'Painel looks at what came at least three times in a row, once a month, with the same text (or the same category and source) and about the same amount: up to 30% apart. Only what somebody confirms counts.',
		explainStatus:
			'Arrived: there is an entry within 10 days of its day. Late: its day is over and nothing came. Dearer: it came more than 12% above the usual amount.',
		explainFigures: 'What has not come yet is in the projection and in the months to come, always marked.',
		paid: '{{ arrived }} of {{ expected }} came',
		arrived: 'arrived on {{ day }}',
		dueOn: 'on day {{ day }}',
		dueToday: 'today',
		late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
		missed: 'did not come',
		dearer: 'instead of {{ usual }}: {{ change }} more',
		inBill: '{{ month }} bill',
		income: 'income',
		edit: 'Edit {{ name }}',
		add: 'Add',
		none: 'Nothing confirmed yet. What comes three months in a row shows up here for you to confirm.',
		noneThisMonth: 'Nothing expected this month.',
		suggested: 'Seems to come again',
		suggestion: 'every month on day {{ day }}, {{ amount }}',
		confirm: 'Confirm',
		confirmName: 'Confirm {{ name }}',
		dismiss: 'It doesn’t',
		dismissName: 'It doesn’t come again: {{ name }}',
		dismissed: 'It will not be suggested again.',
		more: (n: number) => `${n} more`,
		over: (n: number) => `${n} ended`,
		overSince: 'ended on {{ day }}',
		neverDue: 'does not come again',
		column: 'Comes again',
		inTip: 'comes again {{ amount }}',
		certain: 'certain already',
		comesAgain: 'comes again, {{ amount }} a month',
		inProjection: '{{ amount }} of it comes again every month and has not come yet.',
	},
}
