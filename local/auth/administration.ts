import { json } from '../http/json'
import { type Accounts, checkedAddress, checkedPassword } from './accounts'
import { AuthFailure } from './failure'
import type { AuthRequest } from './request'
import type { AuthSettings } from './settings'

/** `/admin/users`, for whoever has the secret key: what the dashboard's Users page does. */
export async function administrate(
	{ method, path, body }: AuthRequest,
	accounts: Accounts,
	{ shortestPassword }: AuthSettings,
	now: number,
): Promise<Response> {
	const id = /^\/admin\/users\/([0-9a-f-]{36})$/.exec(path)?.[1]
	if (!id && method === 'GET')
		return json(200, { users: await Promise.all((await accounts.all()).map((one) => accounts.shown(one))) })
	if (!id && method === 'POST') {
		const email = checkedAddress(body.email)
		if (await accounts.byEmail(email))
			throw new AuthFailure(422, 'email_exists', 'A user with this email address has already been registered')
		const made = await accounts.create(email, checkedPassword(body.password, shortestPassword), {
			confirmed: body.email_confirm === true,
			data: (body.user_metadata as object | undefined) ?? {},
		})
		return json(200, await accounts.shown(made))
	}
	const account = id ? await accounts.byId(id) : undefined
	if (!account) throw new AuthFailure(404, 'user_not_found', 'User not found')
	if (method === 'DELETE') {
		await accounts.remove(account)
		return json(200, {})
	}
	if (method === 'PUT') {
		if (typeof body.password === 'string')
			await accounts.setPassword(account, checkedPassword(body.password, shortestPassword))
		const ban = banOf(body.ban_duration, now)
		const changed = ban === undefined ? account : await accounts.change(account, { banned_until: ban })
		return json(200, await accounts.shown(changed))
	}
	return json(200, await accounts.shown(account))
}

/** `24h` or `none`; undefined: nothing is said about it. */
function banOf(duration: unknown, now: number): string | null | undefined {
	if (duration === 'none') return null
	const hours = /^(\d+)h$/.exec(String(duration ?? ''))?.[1]
	return hours ? new Date(now + Number(hours) * 3_600_000).toISOString() : undefined
}
