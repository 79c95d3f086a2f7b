import { corsHeaders } from './cors'

/** A JSON answer that pages of any origin may read. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...corsHeaders, ...headers },
	})
}
