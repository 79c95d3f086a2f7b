import type { Clock, SessionSource } from '../../feed/ports'
import type { Client } from './client'

/** A token that ends within this time is renewed before a channel is joined with it. */
const MARGIN = 60_000

/** The session as the feed asks for it: of one person; another one signing in ends it like signing out. */
export function feedSession(
	{ sessionEvents, keeper, sessions }: Client,
	userId: string,
	clock: Clock,
): SessionSource {
	/** The token that this feed relied on last. */
	let relied: string | null = null

	const ownToken = () => {
		const session = keeper.session()
		return session?.user.id === userId ? session.access_token : null
	}

	return {
		async fresh(force = false) {
			const token = ownToken()
			if (!token) return 'ended'
			const [before, lasts] = [relied, keeper.usable(MARGIN) !== null]
			relied = token
			// Another tab, or the keeper's own timer, renewed it meanwhile: no need for yet another.
			if (force && lasts && before !== null && before !== token) return 'refreshed'
			if (!force && lasts) return 'ok'
			if (force && before === token) keeper.refuse(token)
			const outcome = await keeper.renew()
			const after = ownToken()
			if (outcome === 'ended' || !after) return 'ended'
			relied = after
			if (after !== token) return 'refreshed'
			return keeper.usable() ? 'ok' : 'unreachable'
		},
		onChange(listener) {
			return sessionEvents.subscribe((event, session) => {
				// A listener asks for tokens in its turn: only once whoever changed the session is done.
				if (event === 'signed_out' || session?.user.id !== userId) {
					const isLost = sessions.endedFor() === userId
					clock.after(0, () => listener(isLost ? 'lost' : 'ended'))
				} else if (event === 'refreshed') clock.after(0, () => listener('refreshed'))
			})
		},
	}
}
