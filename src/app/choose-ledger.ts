import { createEffect, createMemo, on } from 'solid-js'
import type { Backend } from '../backend/types'
import type { Ledger } from '../ledger/types'
import { createQuery } from '../ui/query'
import { formatHash, isInAddress, namesLedger, navigate, route, setAddressLedger } from './router'
import { anyText, load, save } from './storage'

/** Somebody's ledgers, and which of them is open. Made by a component. */
export function chooseLedger(backend: Backend) {
	/** The demo's ledgers mean nothing to anybody else, or after a reload. */
	const isShared = backend.kind === 'supabase'
	// A wall that is switched on before its server is has nobody to press "try again".
	const ledgers = createQuery(() => backend.ledgers((newer) => ledgers.set(newer)), { retryWhen: () => true })
	/** The ledger that the address names, else the one that was open last on this device. */
	const opened = createMemo(() => {
		const list = ledgers.value()
		if (namesLedger() && isShared) return list?.find(({ id }) => isInAddress(id))
		const last = load('ledger', anyText)
		return list?.find(({ id }) => isInAddress(id)) ?? list?.find(({ id }) => id === last) ?? list?.[0]
	})
	createEffect(() => {
		const id = opened()?.id
		if (!id) return
		save('ledger', id)
		if (isShared) setAddressLedger(id)
	})
	// First steps that were left on this device are gone on with, once; onboarding/progress.ts keeps where.
	const unfinished = load('first-steps', anyText)?.split(' ')[0]
	createEffect(
		on(
			() => ledgers.value()?.some(({ id }) => id === unfinished),
			(found) => found && route().path === '/' && navigate(formatHash('/comecar'), true),
		),
	)
	return {
		ledgers,
		opened,
		/** Whether the address is of a ledger that this person has no part in. */
		strange: () => ledgers.value() && !opened() && !ledgers.loading(),
		open(ledger: Ledger) {
			setAddressLedger(ledger.id)
			navigate(formatHash('/'))
		},
		created(ledger: Ledger) {
			ledgers.set([...(ledgers.value() ?? []).filter((other) => other.id !== ledger.id), ledger])
			save('ledger', ledger.id)
			setAddressLedger(ledger.id)
		},
		joined(ledgerId: string) {
			setAddressLedger(ledgerId)
			navigate(formatHash('/'), true)
			ledgers.refetch()
		},
	}
}
