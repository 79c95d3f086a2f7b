// One line about a failed run. Each service reads the field that it knows: Slack `text`, Discord `content`, ntfy `message`.
const { workflow, execution } = $('Erro').item.json
const settings = $json
const line = Array.from(
	[
		`Painel: o fluxo "${workflow?.name ?? '?'}" falhou`,
		execution?.lastNodeExecuted ? `no nó "${execution.lastNodeExecuted}"` : null,
		execution?.error?.message ? `: ${execution.error.message}` : null,
		execution?.url ? `(${execution.url})` : null,
	]
		.filter(Boolean)
		.join(' ')
		.replace(/\s+/g, ' '),
)
	.slice(0, 500)
	.join('')

// One notice of a kind in a quarter of an hour: a database that is down fails each message that comes.
const QUIET_MS = 15 * 60_000
const kind = `${workflow?.name} ${execution?.lastNodeExecuted}`
const told = typeof $getWorkflowStaticData === 'function' ? $getWorkflowStaticData('global') : {}
const isFresh = Date.now() - (told[kind] ?? 0) < QUIET_MS
if (!isFresh) told[kind] = Date.now()

return { json: { url: isFresh ? '' : String(settings.aviso_url ?? '').trim(), body: { text: line, content: line, message: line } } }
