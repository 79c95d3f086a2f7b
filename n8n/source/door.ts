import { condition, type connect, failing, node, types, type WorkflowNode } from './node.ts'

/** From each node to the next ones, by the order of its outputs. */
export type Ways = Parameters<typeof connect>[0]

/** What differs from door to door. The rest of a door's workflow is the same for all. */
export interface Door {
	name: 'meta' | 'evolution' | 'waha' | 'telegram' | 'plain'
	title: string
	notes: string[]
	/** The option and the credential by which the Webhook node itself refuses strangers. */
	guard: { authentication: string; credentials: WorkflowNode['credentials'] } | null
	/** Proof over the raw body: what computes it, and the expression that holds when it is right. */
	signature: { type: 'SHA256' | 'SHA512'; credentials: WorkflowNode['credentials']; holds: string } | null
	/** More nodes before the messages are read, such as the answer to Meta's verification. */
	extra: { nodes: WorkflowNode[]; ways: Ways }
	/** From "Mídia?" on: nodes that end in "Para conversar" with `base64` of the file, or without. */
	fetch: { nodes: WorkflowNode[]; ways: Ways; first: string } | null
	/** Nodes that send what `Envio` made, and the names of the last ones; null: the answer is in the webhook's response. */
	send: { nodes: WorkflowNode[]; ways: Ways; last: string[] } | null
	/** Of an answer to sending: the expression of the new message's id, as the door's messages name it. */
	replyId: string
}

/** What fetches a file by its address: from "Mídia?" to `base64` in "Para conversar". */
export function fetching(download: WorkflowNode, before: WorkflowNode[] = []): NonNullable<Door['fetch']> {
	const [first, ...rest] = [...before, download]
	const chain = [first!, ...rest]
	return {
		first: 'Mídia?',
		nodes: [
			condition(
				'Mídia?',
				[4, 2.4],
				"={{ $('Recebida').item.json.body.known === true && ['audio', 'image', 'document'].includes($('Mensagem').item.json.kind) && Boolean($('Mensagem').item.json.media) && !$('Mensagem').item.json.media.base64 }}",
			),
			...chain,
			node(
				'Em texto',
				types.toBase64,
				[7, 2],
				{
					operation: 'binaryToPropery',
					binaryPropertyName: 'data',
					destinationKey: 'base64',
					options: {},
				},
				failing,
			),
		],
		ways: [
			['Mídia?', first!.name, 'Para conversar'],
			...chain.map((one, k): Ways[number] => [one.name, chain[k + 1]?.name ?? 'Em texto', 'Para conversar']),
			['Em texto', 'Para conversar', 'Para conversar'],
		],
	}
}
