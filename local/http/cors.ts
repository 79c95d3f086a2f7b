/** Headers that let a page of any origin read the answer: as on the platform, keys decide and not the origin. */
export const corsHeaders: Record<string, string> = {
	'access-control-allow-origin': '*',
	'access-control-expose-headers': 'content-range, content-location, x-supabase-api-version',
}

/** The answer to a preflight request. */
export function preflight(request: Request): Response {
	return new Response(null, {
		status: 204,
		headers: {
			...corsHeaders,
			'access-control-allow-methods': 'GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS',
			'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
			'access-control-max-age': '3600',
		},
	})
}
