import type { WorkflowNode } from '../source/node.ts'
import { type Item, itemOf } from './items.ts'

/** One request, as it would leave n8n. */
export interface OutRequest {
	method: string
	url: string
	headers: Record<string, string>
	body: Buffer | FormData | null
}

export interface OutResponse {
	status: number
	headers: Record<string, string>
	body: Buffer
}

/** Where requests go: the embedded stack, or whoever plays Meta and the model. Rejects where nothing answers. */
export type Send = (request: OutRequest) => Promise<OutResponse>

interface HttpParameters {
	method: string
	url: string
	queryParameters?: { parameters: { name: string; value: string }[] }
	headerParameters?: { parameters: { name: string; value: string }[] }
	sendBody?: boolean
	jsonBody?: string
	contentType?: string
	bodyParameters?: {
		parameters: { parameterType: string; name: string; value?: string; inputDataFieldName?: string }[]
	}
	options: {
		response?: {
			response?: { responseFormat?: string; fullResponse?: boolean; neverError?: boolean }
		}
	}
}

function bodyOf(parameters: HttpParameters, item: Item): { body: OutRequest['body']; type?: string } {
	if (!parameters.sendBody) return { body: null }
	if (parameters.contentType !== 'multipart-form-data')
		return { body: Buffer.from(parameters.jsonBody ?? ''), type: 'application/json' }
	const form = new FormData()
	for (const { parameterType, name, value, inputDataFieldName } of parameters.bodyParameters!.parameters) {
		if (parameterType !== 'formBinaryData') form.set(name, value ?? '')
		else {
			const file = item.binary?.[inputDataFieldName!]
			if (!file) throw new Error(`The item has no file "${inputDataFieldName}".`)
			form.set(name, new Blob([new Uint8Array(file.data)], { type: file.mimeType }), file.fileName)
		}
	}
	return { body: form }
}

/** Runs an HTTP Request node for one item. */
export async function requested(
	node: WorkflowNode,
	parameters: HttpParameters,
	item: Item,
	secrets: Record<string, string>,
	send: Send,
): Promise<Item> {
	const url = new URL(parameters.url)
	for (const { name, value } of parameters.queryParameters?.parameters ?? [])
		url.searchParams.append(name, value)
	const given = (parameters.headerParameters?.parameters ?? []).map(({ name, value }) => [name, value])
	const { body, type } = bodyOf(parameters, item)
	const response = await send({
		method: parameters.method,
		url: url.href,
		headers: { ...Object.fromEntries(given), ...(type && { 'content-type': type }), ...secrets },
		body,
	})
	const { fullResponse, neverError, responseFormat } = parameters.options.response?.response ?? {}
	if (response.status >= 400 && !neverError) throw new Error(`${node.name} answered ${response.status}`)
	if (responseFormat === 'file')
		return itemOf({}, item, {
			data: { data: response.body, mimeType: response.headers['content-type'] ?? 'x' },
		})
	const text = response.body.toString()
	const isJson = response.headers['content-type']?.includes('json') && text !== ''
	const read: unknown = isJson ? JSON.parse(text) : text
	return itemOf(
		fullResponse
			? { statusCode: response.status, headers: response.headers, body: read }
			: (read as Record<string, unknown>),
		item,
	)
}
