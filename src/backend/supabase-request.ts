import { databaseError, type SupabaseTrouble } from './supabase-errors'
import { BackendError } from './types'

interface Answer<T> {
	data: T
	error: SupabaseTrouble | null
	status: number
}

/** Awaits a supabase-js request; rejects with a `BackendError` and nothing else. */
export async function answered<T>(request: PromiseLike<Answer<T | null>>): Promise<T> {
	let answer: Answer<T | null>
	try {
		answer = await request
	} catch (error) {
		throw new BackendError('network', String(error))
	}
	if (answer.error) throw databaseError({ ...answer.error, status: answer.status })
	return answer.data as T
}

/** The API writes moments as text; the page counts milliseconds. */
export function moment(value: unknown): number {
	return typeof value === 'number' ? value : Date.parse(String(value))
}

export function momentOrNull(value: unknown): number | null {
	return value === null || value === undefined ? null : moment(value)
}
