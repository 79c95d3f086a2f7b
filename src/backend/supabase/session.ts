import type { AuthError } from '@supabase/supabase-js'
import { wipeDeviceCache } from '../../feed/device-cache/index'
import { configStorageKey } from '../config'
import { authError } from '../errors'
import { BackendError, type Session, type SessionPort } from '../types'
import type { Client } from './client'
import { forgetLedgers } from './remembered-ledgers'

/** Where links in e-mails lead back to: this page, without its route. */
function here(): string | undefined {
	const { location } = globalThis
	return location && /^https?:$/.test(location.protocol) ? location.origin + location.pathname : undefined
}

/** Supabase Auth behind the page's session port. */
export function makeSupabaseSessionPort(client: Client, storageKey: string): SessionPort {
	let current: Session | null | undefined
	const listeners = new Set<(session: Session | null) => void>()

	function become(next: Session | null): void {
		if (current !== undefined && current?.userId === next?.userId && current?.email === next?.email) return
		const left = current
		current = next
		// Whoever ended the session, here or in another tab: the figures on this device go with it.
		if (left && left.userId !== next?.userId) void forgetUser(left.userId)
		for (const listener of listeners) listener(next)
		// Once more, now that nothing of theirs is on the page which could write.
		if (left && left.userId !== next?.userId) forgetChoices()
	}

	// Synchronous: auth-js holds its lock while it calls this, and a query in here would wait for ever.
	client.auth.onAuthStateChange((event, session) => {
		// Without network an expired token cannot be refreshed, and auth-js reports nobody. Its storage still knows who
		// it is, unless the server has judged the session: then the device's figures may be shown, marked with their age.
		const user = session?.user ?? (event === 'INITIAL_SESSION' ? storedUser(storageKey) : null)
		become(user ? { userId: user.id, email: user.email ?? '' } : null)
	})

	return {
		current: () => current,
		onChange(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		async signIn(email, password) {
			await allowed(client.auth.signInWithPassword({ email, password }))
		},
		async signUp(email, password) {
			const { data } = await allowed(
				client.auth.signUp({ email, password, options: { emailRedirectTo: here() } }),
			)
			return { needsConfirmation: data.session === null }
		},
		async sendLink(email) {
			await allowed(client.auth.signInWithOtp({ email, options: { emailRedirectTo: here() } }))
		},
		async signOut() {
			const userId = current?.userId
			if (userId) await forgetUser(userId)
			const { error } = await client.auth.signOut({ scope: 'local' })
			if (!error) return become(null)
			// Without network the server cannot be told, but this device must forget all the same.
			for (const key of Object.keys(globalThis.localStorage ?? {}))
				if (key.startsWith(storageKey)) localStorage.removeItem(key)
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

function storedUser(storageKey: string): { id: string; email?: string } | null {
	try {
		const stored = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? 'null') as {
			user?: { id?: unknown; email?: unknown }
		} | null
		const { id, email } = stored?.user ?? {}
		return typeof id === 'string' ? { id, ...(typeof email === 'string' ? { email } : {}) } : null
	} catch {
		return null
	}
}

async function allowed<T extends { error: AuthError | null }>(request: Promise<T>): Promise<T> {
	let answer: T
	try {
		answer = await request
	} catch (error) {
		throw new BackendError('network', String(error))
	}
	if (answer.error) throw authError(answer.error)
	return answer
}
