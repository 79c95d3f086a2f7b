import { AsyncLocalStorage } from 'node:async_hooks'

/** What PostgREST hands to the database as `request.*` settings. */
export interface RequestContext {
	method: string
	path: string
	/** Lower-case names. */
	headers: Record<string, string>
	/** As it was written, for functions' arguments. */
	query?: URLSearchParams
}

const storage = new AsyncLocalStorage<RequestContext>()

/** Runs `work` so that every statement Lite sends meanwhile carries this request's settings. */
export function withRequest<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
	return storage.run(context, work)
}

/** The request being served, if any. */
export function currentRequest(): RequestContext | undefined {
	return storage.getStore()
}
