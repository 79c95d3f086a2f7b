/** Lets others have the processor: a page paints and answers meanwhile. */
export type Rest = () => Promise<void>

/** So many lines between two rests: some milliseconds' work on a phone, also before its code is compiled. */
const LINES_BETWEEN_RESTS = 25

/** Does something for each of many lines, in their order, with rests between. */
export async function eachOf<T>(
	lines: readonly T[],
	rest: Rest | undefined,
	act: (line: T, at: number) => void,
): Promise<void> {
	for (const [at, line] of lines.entries()) {
		if (rest && at % LINES_BETWEEN_RESTS === 0) await rest()
		act(line, at)
	}
}
