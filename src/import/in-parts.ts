/** So many ids go in one address: gateways hold it to 8 kB. */
export const AT_ONCE = 100
/** The API has ten connections for everybody. */
const REQUESTS_AT_ONCE = 4

/** Asks about many ids, some of them at once: a file of 100,000 lines is a thousand addresses. The first that fails ends it. */
export async function inParts<Answer>(
	ids: string[],
	ask: (part: string[]) => Promise<Answer[]>,
): Promise<Answer[]> {
	const answers: Answer[] = []
	let next = 0
	const askOn = async () => {
		while (next < ids.length) {
			const start = next
			next += AT_ONCE
			const part = await ask(ids.slice(start, start + AT_ONCE)).catch((error: unknown) => {
				next = ids.length
				throw error
			})
			answers.push(...part)
		}
	}
	await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, askOn))
	return answers
}
