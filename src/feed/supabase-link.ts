import type { SupabaseClient } from '@supabase/supabase-js'
import type { Link } from './ports'

/**
 * The realtime side of a feed, through supabase-js: one private channel. Signals of a channel that was left are
 * swallowed here, since realtime-js still reports its own close.
 */
export function makeSupabaseLink(client: SupabaseClient, ledgerId: string): Link {
	const topic = `ledger:${ledgerId}`
	return {
		authorise: () => client.realtime.setAuth(),
		async drop() {
			await client.realtime.disconnect()
		},
		open(listener) {
			let left = false
			const channel = client.channel(topic, {
				config: { private: true, broadcast: { ack: false, self: false, replication_ready: true } },
			})
			const hear: typeof listener = (signal) => {
				if (!left) listener(signal)
			}
			channel
				.on('broadcast', { event: '*' }, (message: unknown) => {
					const { event, payload } = (message ?? {}) as { event?: unknown; payload?: unknown }
					if (typeof event === 'string') hear({ type: 'broadcast', event, payload })
				})
				.on('system', {}, (message: unknown) => {
					const { status, message: text } = (message ?? {}) as { status?: unknown; message?: unknown }
					hear({ type: 'system', ok: status === 'ok', message: String(text ?? '') })
				})
				.subscribe((status, error) => {
					if (status === 'SUBSCRIBED') hear({ type: 'subscribed' })
					else if (status === 'CHANNEL_ERROR') hear({ type: 'error', reason: error?.message ?? '' })
					else if (status === 'TIMED_OUT') hear({ type: 'timed_out' })
					else if (status === 'CLOSED') hear({ type: 'closed' })
				})
			return () => {
				if (left) return
				left = true
				void client.removeChannel(channel)
			}
		},
	}
}
