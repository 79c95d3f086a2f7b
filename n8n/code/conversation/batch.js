// The rows to record, whoever made them, and what the reply has to know beside them.
const { rows, kept, notes, edit_waits, way } = $json
return { json: { rows, kept: kept ?? null, notes: notes ?? [], edit_waits: edit_waits ?? null, way } }
