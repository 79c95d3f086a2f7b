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
return { json: { url: String(settings.aviso_url ?? '').trim(), body: { text: line, content: line, message: line } } }
