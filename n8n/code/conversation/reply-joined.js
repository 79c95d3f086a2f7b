// What a newcomer's code came to.
const { statusCode, body } = $json
if (statusCode !== 200) return { json: { status: 'failed' } }
return reply(body.joined ? t.joined(oneLine(body.person, 60)) : (t.notJoined[body.reason] ?? t.notJoined.code_unknown))
