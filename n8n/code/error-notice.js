// One line about a failed run. Each service reads the field that it knows: Slack `text`, Discord `content`, ntfy `message`.
const { workflow, execution } = $('Erro').item.json
const settings = $json
const words =
	settings.idioma === 'en'
		? {
				failed: (name) => `Painel: the workflow "${name}" failed`,
				at: (node) => `at the node "${node}"`,
				// What a door's own node says stands in the workflow in Portuguese.
				why: (reason) =>
					reason.startsWith('Uma mensagem não pôde')
						? 'A message could not be dealt with and will be tried again: the database, the conversation or the sending failed. The red node is in the run of that message.'
						: reason,
			}
		: { failed: (name) => `Painel: o fluxo "${name}" falhou`, at: (node) => `no nó "${node}"`, why: (reason) => reason }
const line = Array.from(
	[
		words.failed(workflow?.name ?? '?'),
		execution?.lastNodeExecuted ? words.at(execution.lastNodeExecuted) : null,
		execution?.error?.message ? `: ${words.why(execution.error.message)}` : null,
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
