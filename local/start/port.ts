import { createServer } from 'node:net'

/** Whether nothing listens on this port of 127.0.0.1. */
function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer()
		server.once('error', () => resolve(false))
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
	})
}

/**
 * The port that a person asked for, or the usual one, or any (0) when the usual one is taken.
 * @throws when the port asked for is invalid or taken, before anything else is started
 */
export async function portOrAnother(asked: string | undefined, usual: number): Promise<number> {
	if (asked === undefined) return (await isFree(usual)) ? usual : 0
	const port = Number(asked)
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new Error(`--port ${asked} is not a port number (0 to 65535)`)
	if (!(await isFree(port))) {
		throw new Error(
			`Port ${port} is in use by another program. Choose another with --port, or 0 for a free one.`,
		)
	}
	return port
}
