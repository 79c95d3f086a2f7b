import type { AuthService } from '../auth/service'
import type { AuthSettings } from '../auth/settings'
import type { FaultAction, FaultSettings, Faults } from '../faults/faults'
import { isLocalOrigin } from '../http/host'
import { json } from '../http/json'
import type { PostOffice } from '../http/post-office'
import type { Services } from '../http/server'

/**
 * Lets a test in another process (or page) set faults and read e-mails.
 *
 * - `GET /_stack/faults`: settings and how often each struck
 * - `POST /_stack/faults` with `{"set": {…}, "run": [{…}]}`: see `Faults`
 * - `DELETE /_stack/faults`: everything is well again
 * - `GET /_stack/emails?to=…`
 * - `POST /_stack/auth` with `{"set": {…}, "advanceMs": 60000}`: see `AuthSettings`; the auth service's clock goes ahead
 */
export function faultControl(
	{ faults, postOffice, auth }: { faults: Faults; postOffice: PostOffice; auth: AuthService },
	next: Services['other'],
): Services['other'] {
	return async (request) => {
		const { pathname, searchParams } = new URL(request.url)
		// No key guards these, so no other site may read somebody's sign-in e-mail here.
		if (pathname.startsWith('/_stack/') && !isLocalOrigin(request.headers.get('origin')))
			return json(403, { message: 'Pages of this machine only.' })
		if (pathname === '/_stack/emails') {
			const to = searchParams.get('to')
			return json(
				200,
				postOffice.emails.filter((email) => to === null || email.to === to),
			)
		}
		if (pathname === '/_stack/auth' && request.method === 'POST') {
			const { set = {}, advanceMs = 0 } = (await request.json()) as {
				set?: Partial<AuthSettings>
				advanceMs?: number
			}
			Object.assign(auth.settings, set)
			auth.advance(advanceMs)
			return json(200, auth.settings)
		}
		if (pathname !== '/_stack/faults') return next?.(request)
		if (request.method === 'DELETE') faults.clear()
		if (request.method === 'POST') {
			const { set = {}, run = [] } = (await request.json()) as {
				set?: Partial<FaultSettings>
				run?: FaultAction[]
			}
			faults.set(set)
			for (const action of run) faults.run(action)
		}
		return json(200, { settings: faults.settings, struck: faults.struck })
	}
}
