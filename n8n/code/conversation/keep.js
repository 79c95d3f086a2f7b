// The model, the transcription or the file failed: nothing said is lost.
return { json: { way: 'record', rows: even([keepRow($('Rumo').item.json.text)]), kept: 'failed' } }
