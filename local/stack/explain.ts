/** One sentence for a person whose stack did not start, with what to do. */
export function explain(error: unknown): string {
	const { code, port } = error as NodeJS.ErrnoException & { port?: number }
	if (code === 'EADDRINUSE') {
		return `Port ${port} is in use by another program. Choose another with --port, or 0 for a free one.`
	}
	if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
		return (error as Error).message.split('. To specify')[0] as string
	return error instanceof Error ? error.message : String(error)
}
