import { parseArgs } from 'node:util'
import { explain } from './stack/explain'
import { onStopSignal } from './stack/signals'

/**
 * npm run stack -- [--port 54321] [--data memory|FOLDER|postgres://…] [--jwt-secret S] [--demo] [--control] [--no-limits]
 *
 * Prints one line of JSON on stdout when ready, everything else on stderr. SIGTERM or ^C stops it.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '54321' },
			data: { type: 'string', default: 'memory' },
			'jwt-secret': { type: 'string' },
			demo: { type: 'boolean', default: false },
			control: { type: 'boolean', default: false },
			// For tests that sign in dozens of people from one address, in one hour.
			'no-limits': { type: 'boolean', default: false },
		},
	})
	const port = Number(values.port)
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new Error(`--port ${values.port} is not a port number (0 to 65535)`)
	// The one line is for programs; whatever a library prints must not get between.
	console.log = console.info = console.debug = console.error
	// Loaded only now: a mistyped option is answered at once.
	const { startStack } = await import('./stack/index')
	const stack = await startStack({
		port,
		data: values.data,
		jwtSecret: values['jwt-secret'],
		demo: values.demo,
		control: values.control,
		auth: values['no-limits'] ? { requestLimits: false, emailsPerHour: Number.POSITIVE_INFINITY } : {},
		onProgress: (line) => process.stderr.write(`${line}\n`),
		onEmail: ({ subject, code, link }) =>
			process.stderr.write(`E-mail: ${subject} ${code ?? ''} ${link ?? ''}\n`),
	})
	onStopSignal(() => stack.close())
	process.stdout.write(`${JSON.stringify(stack.description())}\n`)
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`)
	process.exitCode = 1
	// Something half open may keep the process alive.
	setTimeout(() => process.exit(1), 500).unref()
})
