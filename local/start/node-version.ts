/** Node 20 ended in April 2026. Painel still runs on it. */
const OLDEST_MAINTAINED = 22

/** One line for whoever starts Painel with a Node that gets no more security fixes; null with any other. */
export function nodeAdvice(version = process.versions.node): string | null {
	if (Number.parseInt(version, 10) >= OLDEST_MAINTAINED) return null
	return `Node ${version} works, but is no longer maintained: take Node 24 when you can.`
}

/**
 * Runs `load`, which imports supabase-js, without the warning that it prints on Node 20 while it is loaded: it would be
 * the first thing that a newcomer reads. `nodeAdvice` says the same at the end. Other warnings pass.
 */
export async function withoutNodeWarning<T>(load: () => Promise<T>): Promise<T> {
	const warn = console.warn
	console.warn = (...parts: unknown[]) => {
		if (!/Node\.js \d+ and below are deprecated/.test(String(parts[0]))) warn(...parts)
	}
	try {
		return await load()
	} finally {
		console.warn = warn
	}
}
