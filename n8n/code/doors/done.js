// What one message came to. A door without sending answers with the reply itself.
const { reply } = $('Conversa').item.json
return { json: { status: 200, reply: reply ?? null } }
