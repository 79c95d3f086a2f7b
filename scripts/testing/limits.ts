/**
 * How long tests wait before they give up, in milliseconds: the one place that says so. A test waits for a condition and
 * goes on the moment it holds, so generous limits cost nothing while all is well; they only decide how slow a machine may be.
 * `PAINEL_PATIENCE=3` makes each three times as long.
 */
const factor = Number(process.env.PAINEL_PATIENCE ?? 1)
if (!(factor > 0))
	throw new Error(
		`PAINEL_PATIENCE must be a number above 0, not ${JSON.stringify(process.env.PAINEL_PATIENCE)}.`,
	)

const SECOND = 1000 * factor

export const limits = {
	/** One condition: an element that appears, a frame that arrives. Shorter than a test's, so that a failure names the condition. */
	condition: 60 * SECOND,
	/** One program that a test starts and reads to its end. */
	program: 180 * SECOND,
	/** One test. */
	test: 240 * SECOND,
	/** What comes before and after the tests of a file: databases, builds, browsers. */
	setUp: 300 * SECOND,
	/** A test that goes through random cases: fifteen minutes, or more for more of them than `npm test` has. */
	randomCases: Math.max(900, 5 * Number(process.env.PAINEL_RUNS ?? 0)) * SECOND,
}
