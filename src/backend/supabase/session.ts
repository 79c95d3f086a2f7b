import { wipeDeviceCache } from '../../feed/device-cache/index'
import { configStorageKey } from '../config'
import { type AccountPort, BackendError, type Session, type SessionPort } from '../types'
import type { Client } from './client'
import { forgetLedgers } from './remembered-ledgers'

/** Supabase Auth behind the page's session port. */
export function makeSupabaseSessionPort(client: Client, account: AccountPort): SessionPort {
	const { sessions, sessionEvents } = client
	// Known from this device's storage at once, whatever the auth service does; it judges later.
	let current: Session | null = personOf(sessions.session()?.user)
	const listeners = new Set<(session: Session | null) => void>()

	function become(next: Session | null): void {
		if (current?.userId === next?.userId && current?.email === next?.email) return
		const left = current
		current = next
		for (const listener of listeners) listener(next)
		// Here or in another tab they left by choice: once more, now that nothing of theirs is on the page which could write.
		const isLeaving = left && left.userId !== next?.userId && sessions.endedFor() !== left.userId
		if (isLeaving) forgetChoices()
	}

	sessionEvents.subscribe((_, session) => become(personOf(session?.user)))

	return {
		current: () => current,
		onChange(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		account,
		endedByServer: () => current === null && sessions.endedFor() !== null,
		clockAhead: () => sessions.session()?.clock_ahead ?? 0,
		async signOut(scope = 'local') {
			const userId = current?.userId
			// Only once the server has agreed: otherwise the other devices would go on unsaid.
			if (scope === 'global') await everywhere(client)
			// Without network the server cannot be told, but this device must forget all the same.
			const told =
				scope === 'local' && Promise.race([client.endSession('local').catch(() => {}), after(LEAVING_MS)])
			// A token that has run out is renewed with what is about to be forgotten.
			if (!client.keeper.usable()) await told
			// The figures on this device go with whoever leaves by choice.
			if (userId) await forgetUser(userId)
			sessions.forgetEnded()
			sessions.clear()
			client.leave()
			become(null)
			await told
		},
	}
}

/** What belongs to this device, whoever reads here. */
const KEPT = ['painel.theme', 'painel.language', configStorageKey]

/**
 * Removes what the page remembers beside the figures: the open ledger, budgets told of, the form of yesterday's panels. By
 * what may stay, so that nothing new is forgotten here. The session itself goes by signing out.
 */
function forgetChoices(): void {
	try {
		for (const key of Object.keys(globalThis.localStorage ?? {}))
			if (key.startsWith('painel.') && !key.startsWith('painel.session.') && !KEPT.includes(key))
				localStorage.removeItem(key)
	} catch {
		// Storage may be refused; then nothing is kept in it.
	}
}

async function forgetUser(userId: string): Promise<void> {
	forgetLedgers(userId)
	forgetChoices()
	await wipeDeviceCache(userId)
}

function personOf(user: { id: string; email?: string } | undefined): Session | null {
	return user ? { userId: user.id, email: user.email ?? '' } : null
}

/** How long leaving may wait for the auth service's word. */
const LEAVING_MS = 2_000

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What the auth service says of a session that is over already. */
const OVER = [401, 403, 404]

/** Only the server can end the other devices' sessions; without its word this one goes on, too. */
async function everywhere(client: Client): Promise<void> {
	const answer = await client.endSession('global').catch((error: unknown) => {
		throw new BackendError('network', String(error))
	})
	if (!answer.ok && !OVER.includes(answer.status))
		throw new BackendError(answer.status === 429 ? 'rate_limited' : 'server', await answer.text())
}
