import { currentRequest } from './request-context.ts'

let installed = false

/**
 * Lite prints every database error with its SQL and parameters: people's purchases in a terminal. While a request is
 * being served such errors are already in the answer, so they are dropped; anything else is printed by its message only.
 */
export function quietDatabaseErrors(): void {
	if (installed) return
	installed = true
	const print = console.error.bind(console)
	console.error = (...parts: unknown[]) => {
		if (!currentRequest()) return print(...parts)
		const error = parts.find((part) => part instanceof Error) as (Error & { code?: unknown }) | undefined
		if (error && typeof error.code === 'string') return
		print(
			error ? `${error.name}: ${error.message}` : parts.filter((part) => typeof part === 'string').join(' '),
		)
	}
}
