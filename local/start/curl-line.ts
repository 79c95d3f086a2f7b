import type { StackDescription } from '../stack/index'

/**
 * A command that records a purchase each time it is pasted: the shell makes a new message id. Works in bash, zsh and sh,
 * on Linux and macOS. Paid by debit: on a card it might already belong to the next bill, and this month's figures stay.
 */
export function curlLine({ url, publishable_key, agent_token }: StackDescription): string {
	const purchase =
		'"description":"Café na padaria","amount":"18,90","category":"Mercado","source":"Débito","person":"Ana"'
	return [
		`curl -sS ${url}/rest/v1/inbox`,
		`-H 'apikey: ${publishable_key}'`,
		`-H 'x-agent-token: ${agent_token}'`,
		`-H 'content-type: application/json'`,
		`-d '{"message_id":"curl-'$(date +%s)-$RANDOM'",${purchase}}'`,
	].join(' ')
}
