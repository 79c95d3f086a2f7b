import { databaseError, type SupabaseTrouble } from '../errors'
import { BackendError } from '../types'

interface Answer<T> {
	data: T
	error: SupabaseTrouble | null
	status: number
}

/** Awaits a supabase-js request; rejects with a `BackendError` and nothing else. */
export async function answered<T>(request: PromiseLike<Answer<T>>): Promise<NonNullable<T>> {
	let answer: Answer<T>
	try {
		answer = await request
	} catch (error) {
		throw new BackendError('network', String(error))
	}
	if (answer.error) throw databaseError({ ...answer.error, status: answer.status })
	return answer.data as NonNullable<T>
}

/** The API writes moments as text; the page counts milliseconds. */
export const moment = (text: string): number => Date.parse(text)

export const momentOrNull = (text: string | null): number | null => (text === null ? null : moment(text))
