import type { Faults, RequestFault } from '../faults/faults'
import { json } from './json'

/** Bodies such as the platform sends with these statuses. */
const BODIES: Record<number, unknown> = {
	401: { code: 'PGRST303', details: null, hint: null, message: 'JWT expired' },
	403: { code: '42501', details: null, hint: null, message: 'permission denied' },
	429: { message: 'API rate limit exceeded' },
	500: { code: 'XX000', details: null, hint: null, message: 'internal error' },
	503: {
		code: 'PGRST002',
		details: null,
		hint: null,
		message: 'Could not query the database for the schema cache. Retrying.',
	},
	540: { message: 'Project paused' },
}

/** The end of a request: an answer (cut in half if `truncate`), or a cut connection. */
export type Outcome = { response: Response; truncate: boolean } | 'cut'

/** Serves a request, with whatever fault strikes it. */
export async function serveWithFaults(
	request: Request,
	faults: Faults,
	serve: (request: Request) => Promise<Response>,
): Promise<Outcome> {
	await faults.thawed()
	const { pathname, search } = new URL(request.url)
	// A failed preflight would look like an unreachable server, which `cut` is for.
	const fault = request.method === 'OPTIONS' ? null : faults.request(request.method, pathname + search)
	if (!fault) return { response: await serve(request), truncate: false }
	if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
	if (fault.cut === 'before') return 'cut'
	const response = fault.status === undefined ? await serve(request) : statusAnswer(fault.status, fault)
	if (fault.cut === 'after') return 'cut'
	await faults.thawed()
	return { response, truncate: fault.truncate ?? false }
}

function statusAnswer(status: number, { body, headers }: RequestFault): Response {
	return json(status, body ?? BODIES[status] ?? { message: `status ${status}` }, headers)
}
