import { BackendError, type ReviewPort } from '../backend/types'
import type { Random } from '../household/random'
import { correctInDemo } from './corrections'
import { type DemoLedger, unknownTexts } from './ledger'
import { toInboxItem } from './records'
import { toldTwice } from './told-twice'

/** "A conferir" and the audit trail of a ledger in memory. */
export function createDemoReview(ledger: DemoLedger, random: Random): ReviewPort {
	return {
		async pending() {
			return ledger.inbox
				.filter((item) => item.status === 'rejected' && item.dismissed_at === null && !item.amended)
				.map(toInboxItem)
				.sort((a, b) => b.received_at - a.received_at)
		},
		async dismiss(id) {
			const item = ledger.inbox.find((other) => other.id === id)
			if (item?.status !== 'rejected') throw new BackendError('not_found')
			if (item.dismissed_at !== null) return
			ledger.write(() => {
				item.dismissed_at = Date.now()
				ledger.touchInbox()
			})
		},
		async undismiss(id) {
			const item = ledger.inbox.find((other) => other.id === id)
			if (item?.status !== 'rejected') throw new BackendError('not_found')
			ledger.write(() => {
				item.dismissed_at = null
				ledger.touchInbox()
			})
		},
		unknownTexts: async () => unknownTexts(ledger),
		async history(transactionId) {
			return ledger.inbox.filter((item) => item.transaction_id === transactionId).map(toInboxItem)
		},
		toldTwice: async () => toldTwice(ledger),
		async keepRepeat(transactionId) {
			ledger.write(() => {
				ledger.keptRepeats.add(transactionId)
				ledger.touchInbox()
			})
		},
		// The demo's agent posts and replies to nobody.
		// And it never stops posting.
		quietAgents: async () => [],
		undelivered: async () => [],
		dismissUndelivered: async () => {},
		correct: async (item) => correctInDemo(ledger, item, Date.now(), random),
	}
}
