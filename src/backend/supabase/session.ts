import { wipeDeviceCache } from '../../feed/device-cache/index'
import { configStorageKey } from '../config'
import { type AccountPort, BackendError, type Session, type SessionPort } from '../types'
import type { Client } from './client'
import { forgetLedgers } from './remembered-ledgers'

/** Supabase Auth behind the page's session port. */
export function makeSupabaseSessionPort(client: Client, account: AccountPort): SessionPort {
	const { sessions, auth } = client
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

	// Synchronous: auth-js holds its lock while it calls this, and a query in here would wait for ever.
	auth.onAuthStateChange((_, session) => become(personOf(session?.user ?? sessions.session()?.user)))

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
			if (scope === 'global') await everywhere(auth.signOut({ scope }))
			// The figures on this device go with whoever leaves by choice.
			if (userId) await forgetUser(userId)
			sessions.forgetEnded()
			// Without network the server cannot be told, but this device must forget all the same.
			if (scope === 'local') await auth.signOut({ scope }).catch(() => {})
			sessions.clear()
			become(null)
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

/** Only the server can end the other devices' sessions; without its word this one goes on, too. */
async function everywhere(
	signingOut: Promise<{ error: { status?: number; message: string } | null }>,
): Promise<void> {
	const { error } = await signingOut.catch((error: unknown) => ({
		error: { message: String(error), status: 0 },
	}))
	if (error) throw new BackendError(error.status ? 'server' : 'network', error.message)
}
