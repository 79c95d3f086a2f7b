import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { curlLine, inboxUrl, n8nCredential, shellQuote } from './curl'

const endpoint = { url: 'http://127.0.0.1:54321/', publishableKey: 'sb_publishable_x' }

test('the curl line reaches a shell word for word, whatever is in it', () => {
	const sample = {
		message_id: 'teste-1',
		description: 'Bar d\'Água $(touch /tmp/x) `id` \\ "q" %s',
		amount: '52,90',
		source: 'Pix',
		payload: { message: 'x' },
	}
	const line = curlLine(endpoint, 'tok_1', sample)
	// The shell's own printf stands in for curl and shows the words it was given.
	const words = execFileSync('sh', ['-c', line.replace(/^curl/, "printf '%s\\0'")], { encoding: 'utf8' })
		.split('\0')
		.slice(0, -1)
	expect(words).toEqual([
		'-X',
		'POST',
		'http://127.0.0.1:54321/rest/v1/inbox',
		'-H',
		'apikey: sb_publishable_x',
		'-H',
		'x-agent-token: tok_1',
		'-H',
		'Content-Type: application/json',
		'-H',
		'Prefer: return=representation',
		'-d',
		JSON.stringify(sample),
	])
})

test('the address and the credential are what n8n needs', () => {
	expect(inboxUrl(endpoint)).toBe('http://127.0.0.1:54321/rest/v1/inbox')
	expect(JSON.parse(n8nCredential(endpoint, 'tok_1'))).toEqual({
		headers: { apikey: 'sb_publishable_x', 'x-agent-token': 'tok_1' },
	})
	expect(shellQuote("a'b")).toBe(`'a'\\''b'`)
})
