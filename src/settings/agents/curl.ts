/** Where agents post, as the backend tells it. */
export interface Endpoint {
	url: string
	publishableKey: string
}

/** A purchase to try a key with; `message_id` is new each time, so that trying twice records twice. */
export interface SamplePurchase {
	message_id: string
	description: string
	amount: string
	source: string
	payload: { message: string }
}

/** The address of a project's inbox. */
export function inboxUrl(endpoint: Endpoint): string {
	return `${endpoint.url.replace(/\/+$/, '')}/rest/v1/inbox`
}

/** Quotes a text for a POSIX shell, so that nothing inside it is expanded. */
export function shellQuote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The `curl` line that records `sample` with this key, ready to paste. */
export function curlLine(endpoint: Endpoint, token: string, sample: SamplePurchase): string {
	return [
		`curl -X POST ${shellQuote(inboxUrl(endpoint))}`,
		`  -H ${shellQuote(`apikey: ${endpoint.publishableKey}`)}`,
		`  -H ${shellQuote(`x-agent-token: ${token}`)}`,
		`  -H ${shellQuote('Content-Type: application/json')}`,
		`  -H ${shellQuote('Prefer: return=representation')}`,
		`  -d ${shellQuote(JSON.stringify(sample))}`,
	].join(' \\\n')
}

/** What n8n's "Custom Auth" credential holds: the headers of every call, outside the workflow. */
export function n8nCredential(endpoint: Endpoint, token: string): string {
	return JSON.stringify({ headers: { apikey: endpoint.publishableKey, 'x-agent-token': token } }, null, 2)
}
