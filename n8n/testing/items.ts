/** A file that an item holds. */
export interface BinaryFile {
	data: Buffer
	mimeType: string
	fileName?: string
}

/** What goes from node to node, with the items of earlier nodes that it came from: `$('Node').item`. */
export interface Item {
	json: Record<string, unknown>
	binary?: Record<string, BinaryFile>
	trail: ReadonlyMap<string, Item>
}

export const itemOf = (
	json: Record<string, unknown>,
	from?: Item,
	binary?: Record<string, BinaryFile>,
): Item => ({ json, ...(binary && { binary }), trail: from?.trail ?? new Map() })

/** The item as it leaves a node. */
export function leaving(item: Item, node: string): Item {
	const made: Item = { json: item.json, ...(item.binary && { binary: item.binary }), trail: new Map() }
	return Object.assign(made, { trail: new Map([...item.trail, [node, made]]) })
}
