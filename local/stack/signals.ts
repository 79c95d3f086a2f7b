/** npm, a shell and a script runner may each pass on the one ^C that a person typed. */
const ECHO_MS = 1_000
const PARENT_CHECK_MS = 500

/**
 * Runs `stop` once at SIGTERM, SIGINT or SIGHUP, then ends the process with 0. A later signal ends it at once, should
 * `stop` take too long. The answer stops it likewise, with an exit code of one's own.
 */
export function onStopSignal(stop: () => Promise<void>): (code: number) => void {
	let stoppingSince: number | null = null
	const end = (code: number) => {
		if (stoppingSince !== null) {
			if (Date.now() - stoppingSince > ECHO_MS) process.exit(1)
			return
		}
		stoppingSince = Date.now()
		// The code is given here: PGlite leaves its own in process.exitCode when it is closed.
		stop().then(
			() => process.exit(code),
			(error: unknown) => {
				process.stderr.write(`${error}\n`)
				process.exit(1)
			},
		)
	}
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end(0))
	if (process.env.npm_lifecycle_event) whenOrphaned(() => end(0))
	return end
}

/** npm passes a SIGTERM on to its shell only, which dies of it and leaves this process behind. */
function whenOrphaned(run: () => void): void {
	const parent = process.ppid
	const timer = setInterval(() => {
		if (process.ppid === parent) return
		clearInterval(timer)
		run()
	}, PARENT_CHECK_MS)
	timer.unref()
}
