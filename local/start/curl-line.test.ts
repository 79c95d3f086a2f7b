import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { curlLine } from './curl-line'

const line = curlLine({
	url: 'http://127.0.0.1:54321',
	publishable_key: 'sb_publishable_x',
	secret_key: 'sb_secret_x',
	ledger_id: '1',
	agent_token: 'painel_x',
	demo: { email: 'e', password: 'p' },
})

/** What the shell would hand to curl. */
const pasted = (shell: string) =>
	execFileSync(shell, ['-c', line.replace(/^curl/, "printf '%s\\n'")], { encoding: 'utf8' })
		.trim()
		.split('\n')

test.each(['sh', 'bash'])('is one curl command in %s, with JSON that the inbox takes', (shell) => {
	const args = pasted(shell)
	expect(args.slice(0, 2)).toEqual(['-sS', 'http://127.0.0.1:54321/rest/v1/inbox'])
	expect(args.filter((_, i) => args[i - 1] === '-H')).toEqual([
		'apikey: sb_publishable_x',
		'x-agent-token: painel_x',
		'content-type: application/json',
	])
	expect(JSON.parse(args.at(-1) ?? '')).toMatchObject({
		message_id: expect.stringMatching(/^curl-\d{10}-\d*$/),
		amount: '18,90',
	})
	expect(line).not.toContain('sb_secret')
})

test('makes a new message id each time it is pasted', () => {
	const ids = Array.from({ length: 5 }, () => JSON.parse(pasted('bash').at(-1) ?? '').message_id)
	expect(new Set(ids).size).toBe(5)
})
