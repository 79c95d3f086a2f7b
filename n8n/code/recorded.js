// What the inbox answered: to the insert or, where its answer was lost on the way, read back.
const rows = Array.isArray($json.body) ? $json.body : []
return { json: { rows, failed: rows.length === 0 } }
