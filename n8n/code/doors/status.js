// One code for the whole event. 200: all dealt with. 503 and 500: the sender brings it again, and what is done then stays done.
// Never a 4xx: some senders take it for "never again".
const wanted = $('Mensagens').all().length
const outcomes = $input.all().map(({ json }) => json)
const statuses = outcomes.map(({ status }) => status)
const failed = statuses.length < wanted || statuses.some((status) => status !== 200 && status !== 503)
const status = failed ? 500 : statuses.includes(503) ? 503 : 200
const texts = outcomes.map(({ reply }) => reply?.text).filter(Boolean)
const answer =
	status === 200
		? { messages: wanted, ...(texts.length > 0 ? { text: texts.join('\n\n') } : {}) }
		: { error: status === 503 ? 'This message is being worked on. Send it again.' : 'The ledger could not be reached. Send it again.' }
return [{ json: { status, answer } }]
