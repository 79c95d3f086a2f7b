import { createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { Ledger } from '../ledger/types'
import { Selection } from './selection'
import { parseQuery } from './url-query'

/** A selection over an address of its own. */
function select(query: string) {
	const [address, setAddress] = createSignal(new URLSearchParams(query))
	const [thisMonth, setThisMonth] = createSignal('2026-11')
	const ledger = () => ({ basis: 'bill' }) as Ledger
	const steps: string[] = []
	const go = (next: URLSearchParams, replace: boolean) => {
		steps.push(`${replace ? 'replace ' : ''}${next}`)
		setAddress(next)
	}
	const selection = createRoot(() => new Selection({ thisMonth, ledger }, { query: address, go }))
	return { selection, steps, setThisMonth }
}

test('without months in the address the current one is selected, and moves on with the ledger', () => {
	const { selection, setThisMonth } = select('')
	expect(selection.months()).toEqual({ from: '2026-11', to: '2026-11' })
	expect(selection.isCurrentMonth()).toBe(true)
	setThisMonth('2026-12')
	expect(selection.months()).toEqual({ from: '2026-12', to: '2026-12' })
	expect(select('m=2026-09..2026-11').selection.isCurrentMonth()).toBe(false)
})

test('a step moves by as many months as are selected, leaves the day behind, and knows the way home', () => {
	const { selection, steps } = select('m=2026-09..2026-10&d=2026-09-03&p=1')
	selection.step(-1)
	expect(selection.query()).toMatchObject({
		months: { from: '2026-07', to: '2026-08' },
		day: null,
		people: [1],
	})
	selection.showMonths({ from: '2026-11', to: '2026-11' })
	expect(selection.query().months).toBeNull()
	expect(steps).toHaveLength(2)
})

test('a filter toggled alone replaces the others of its list, and goes when it is the only one', () => {
	const { selection, steps } = select('c=1,2&p=3')
	selection.toggleFilter('category', 2)
	expect(selection.query()).toMatchObject({ categories: [2], people: [3] })
	expect(selection.isOnly('category', 2)).toBe(true)
	selection.toggleFilter('category', 2)
	expect(selection.query()).toMatchObject({ categories: [], people: [3] })
	expect(steps).toEqual(['c=2&p=3', 'p=3'])
	selection.toggleFilter('source', null)
	expect(selection.isOnly('source', null)).toBe(true)
})

test('clearing takes all filters off and keeps months and order', () => {
	const { selection } = select('m=2026-09&c=1&s=2&p=3&q=pão&d=2026-09-03&k=income&o=amount')
	expect(selection.filterCount()).toBe(6)
	selection.clear()
	expect(selection.filterCount()).toBe(0)
	expect(selection.query()).toEqual(parseQuery(new URLSearchParams('m=2026-09&o=amount')))
})

test('while typing, the address is replaced', () => {
	const { selection, steps } = select('')
	selection.show({ text: 'p' })
	selection.show({ text: 'pã' }, true)
	expect(steps).toEqual(['q=p', 'replace q=p%C3%A3'])
})

test('months are counted as the ledger does, until the address says otherwise', () => {
	const { selection, steps } = select('m=2026-10')
	expect(selection.basis()).toBe('bill')
	selection.countBy('purchase')
	expect(selection.isByPurchase()).toBe(true)
	selection.clear()
	expect(selection.basis()).toBe('purchase')
	selection.countBy('bill')
	expect(steps).toEqual(['replace m=2026-10&b=purchase', 'm=2026-10&b=purchase', 'replace m=2026-10'])
})

test('a search for an amount asks for no text', () => {
	const { selection } = select('q=52,90')
	expect(selection.filter()).toMatchObject({ text: null, amount: { from: 5290, to: 5290 } })
	expect(select('q=99').selection.filter()).toMatchObject({ text: '99', amount: null })
})

test('a second category joins the first', () => {
	const { selection, steps } = select('c=1')
	expect(selection.onlyCategory()).toBe(1)
	selection.addFilter('category', 2)
	expect(steps).toEqual(['c=1%2C2'])
	expect(selection.onlyCategory()).toBeNull()
})

test.each(['c=1&q=p', 'c=-', '', 's=1'])('no one category is meant by %j', (query) => {
	expect(select(query).selection.onlyCategory()).toBeNull()
})
