import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Whether a person sits before the command. */
export const isTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY)

/** Asks on the terminal, beside what the command answers. A secret is not echoed. */
export async function askPerson(prompt: string, secret = false): Promise<string> {
	process.stderr.write(prompt)
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
	const reader = createInterface({
		input: process.stdin,
		output: secret ? silent : process.stderr,
		terminal: true,
	})
	const said = await reader.question('').finally(() => reader.close())
	if (secret) process.stderr.write('\n')
	return said.trim()
}

/** A bar of 30 signs, drawn over itself on a terminal and left out elsewhere. */
export function progressBar(total: number, out: NodeJS.WriteStream = process.stderr): (done: number) => void {
	return (done) => {
		if (!out.isTTY || total === 0) return
		const filled = Math.round((done / total) * 30)
		out.write(
			`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done}/${total}${done === total ? '\n' : ''}`,
		)
	}
}
