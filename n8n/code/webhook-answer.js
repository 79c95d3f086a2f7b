// The inbox's own answer, row by row. An empty list means that all of it was here already.
const sent = $('Linhas').item.json.rows.length
const { statusCode, body } = $json
if (statusCode === 200 || statusCode === 201) {
	const rows = Array.isArray(body) ? body : []
	return { json: { status: 200, answer: { recorded: rows.length, repeated: sent - rows.length, rows } } }
}
return { json: { status: statusCode ?? 502, answer: { error: body?.message ?? 'The inbox did not answer.', detail: body ?? null } } }
