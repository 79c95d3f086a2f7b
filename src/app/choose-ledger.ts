import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { Backend } from '../backend/types'
import type { Ledger } from '../ledger/types'
import { isolate } from '../ui/bidi'
import { createQuery } from '../ui/query'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'
import {
	beginPage,
	formatHash,
	isInAddress,
	leavePage,
	namesLedger,
	navigate,
	route,
	setAddressLedger,
} from './router'
import type { Departure } from './session'
import { anyText, load, save } from './storage'

const t = useWords()

/** A ledger that was somebody's: deleted or left by them, or taken from them. */
export interface Gone {
	id: string
	name: string
	how: Departure | 'lost'
}

/** What of somebody's ledgers is theirs no more. `list`: those that the server or this device named last. */
function createGone(backend: Backend, list: Accessor<Ledger[] | undefined>) {
	const known = new Map(backend.knownLedgers().map((ledger) => [ledger.id, ledger]))
	const [gone, setGone] = createSignal<readonly Gone[]>([])
	const isGone = (id: string) => gone().some((other) => other.id === id)
	/** What this device remembers may name what is gone already. */
	const theirs = createMemo(() => list()?.filter(({ id }) => !isGone(id)))
	/** Where a page of its own says it, or there is no other ledger to go on in, no notice does. */
	function say({ id, name, how }: Gone) {
		if (theirs()?.length && !isInAddress(id))
			showToast({ kind: how === 'lost' ? 'bad' : 'ok', text: t(`gone.${how}`, { name: isolate(name) }) })
	}
	createEffect(
		on(list, (found) => {
			if (!found) return
			const lost = [...known.values()].filter(
				({ id }) => !isGone(id) && !found.some((ledger) => ledger.id === id),
			)
			for (const ledger of found) known.set(ledger.id, ledger)
			if (lost.length === 0) return
			const news = lost.map(({ id, name }): Gone => ({ id, name, how: 'lost' }))
			setGone((before) => [...before, ...news])
			news.forEach(say)
		}),
	)
	const addressed = () => gone().find(({ id }) => isInAddress(id))
	return {
		theirs,
		say,
		addressed,
		/** The newest; the one that the address names first. */
		newest: () => addressed() ?? gone().at(-1),
		add: (now: Gone) => setGone((before) => [...before.filter(({ id }) => id !== now.id), now]),
		remove: (ledgerId: string) => setGone((before) => before.filter(({ id }) => id !== ledgerId)),
	}
}

/** Somebody's ledgers, and which of them is open. Made by a component. */
export function chooseLedger(backend: Backend) {
	/** The demo's ledgers mean nothing to anybody else, or after a reload. */
	const isShared = backend.kind === 'supabase'
	// A wall that is switched on before its server is has nobody to press "try again".
	const ledgers = createQuery(() => backend.ledgers((newer) => ledgers.set(newer)), { retryWhen: () => true })
	const gone = createGone(backend, ledgers.value)
	const { theirs } = gone
	/** The ledger that the address names, else the one that was open last on this device. */
	const opened = createMemo(() => {
		const list = theirs()
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
			() => theirs()?.some(({ id }) => id === unfinished),
			(found) => found && route().path === '/' && navigate(formatHash('/comecar'), true),
		),
	)
	return {
		ledgers: { ...ledgers, value: theirs },
		opened,
		/** Whether the address is of a ledger that this person has no part in. */
		strange: () => theirs() && !opened() && !ledgers.loading(),
		/** The newest that is theirs no more. */
		gone: gone.newest,
		/** The one that the address names, where it is one of those. */
		lost: gone.addressed,
		open(ledger: Ledger) {
			leavePage(() => {
				setAddressLedger(ledger.id)
				navigate(formatHash('/'))
			})
		},
		created(ledger: Ledger) {
			ledgers.set([...(ledgers.value() ?? []).filter((other) => other.id !== ledger.id), ledger])
			save('ledger', ledger.id)
			setAddressLedger(ledger.id)
			beginPage()
		},
		joined(ledgerId: string) {
			gone.remove(ledgerId)
			setAddressLedger(ledgerId)
			navigate(formatHash('/'), true)
			beginPage()
			ledgers.refetch()
		},
		/** The ledger that is open is this person's no more. Goes on in another one, or begins anew. */
		left({ id, name }: Ledger, how: Gone['how']) {
			const now = { id, name, how }
			gone.add(now)
			setAddressLedger(null)
			navigate(formatHash('/'), true)
			beginPage()
			// Who lost it has read so already.
			if (how !== 'lost') gone.say(now)
			// So that the device forgets it too.
			ledgers.refetch()
		},
	}
}
