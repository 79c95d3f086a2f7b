import { expect, test } from 'vitest'
import { HOLD_MS } from './queue'
import type { QueuedCorrection } from './queued'
import { Stage } from './testing/stage'

// Several corrections that wait, here and from another tab of the same device.

function opened() {
	const stage = new Stage()
	const rows = ['pão', 'leite', 'café'].map((description) => stage.record({ description }))
	const page = stage.open()
	const amend = (at: number, description: string) =>
		page.corrections.amend(page.corrections.rowOf(rows[at]!.id)!, { description })
	const names = () => rows.map(({ id }) => page.corrections.rowOf(id)?.description)
	return { stage, rows, page, amend, names }
}

test('the one that is named is taken back, and no other; what nobody made cannot be', () => {
	const { page, amend, names } = opened()
	amend(0, 'pães')
	const second = amend(1, 'leites')
	expect(page.corrections.undo('nobody made this')).toBe(false)
	expect(names()).toEqual(['pães', 'leites', 'café'])
	expect(page.corrections.undo(second.id)).toBe(true)
	expect(page.corrections.undo(second.id)).toBe(false)
	expect(names()).toEqual(['pães', 'leite', 'café'])
	page.close()
})

test('what was sent cannot be taken back', async () => {
	const { stage, page, amend, rows } = opened()
	let answer = () => {}
	stage.answerNext = () => new Promise((_, reject) => (answer = () => reject(new Error('gone'))))
	const { id } = amend(0, 'pães')
	await stage.clock.advance(HOLD_MS)
	expect(stage.asked).toHaveLength(1)
	expect(page.corrections.undo(id)).toBe(false)
	expect(page.corrections.of(rows[0]!.id)).toHaveLength(1)
	answer()
	page.close()
})

test('leaving the page sends what is held back, and nothing that waits for the person', async () => {
	const { stage, page, amend, rows } = opened()
	stage.setOnline(false)
	amend(0, 'pães')
	stage.other({ action: 'amend', transaction_id: rows[0]!.id, description: 'broas' })
	stage.setOnline(true)
	await stage.clock.advance(HOLD_MS)
	expect(page.corrections.troubles()).toBe(1)
	amend(1, 'leites')
	page.tell('hidden')
	await stage.clock.advance(0)
	expect(page.corrections.list().map(({ status }) => status)).toEqual(['conflict'])
	expect(stage.ledger.find(rows[1]!.id)?.description).toBe('leites')
	page.close()
})

test('what another tab made and did not send goes from here once its time is over, in the order in which it was made', async () => {
	const { stage, page, amend, rows, names } = opened()
	stage.setOnline(false)
	const left = (k: number, status: QueuedCorrection['status'], madeAt: number): QueuedCorrection => ({
		id: `00000000-0000-4000-8000-00000000000${k}`,
		transaction: rows[k]!.id,
		item: { action: 'amend', transaction_id: rows[k]!.id, description: `outra aba ${k}` },
		saw: page.corrections.theirs(rows[k]!.id),
		name: 'x',
		madeAt,
		status,
		wasSent: false,
		inboxId: null,
		reason: null,
		revision: null,
	})
	const now = stage.clock.now()
	amend(0, 'pães')
	stage.device.save(left(1, 'held', now - HOLD_MS))
	stage.device.save(left(2, 'held', now - HOLD_MS + 1))
	stage.setOnline(true)
	await stage.clock.advance(0)
	// The second one's time is not over yet.
	expect(stage.asked.map(({ description }) => description)).toEqual(['outra aba 1'])
	expect(names()).toEqual(['pães', 'outra aba 1', 'café'])
	await stage.clock.advance(1)
	page.tell('hidden')
	await stage.clock.advance(HOLD_MS)
	expect(stage.asked.map(({ description }) => description)).toEqual(['outra aba 1', 'outra aba 2', 'pães'])
	page.close()
})
