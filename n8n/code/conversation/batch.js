// The rows to record, whoever made them, and what the reply has to know beside them.
const { rows, kept, asks, way } = $json
return { json: { rows, kept: kept ?? null, asks: asks ?? [], way } }
