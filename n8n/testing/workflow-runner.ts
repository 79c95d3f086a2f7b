import { createHmac } from 'node:crypto'
import { types, type Workflow, type WorkflowNode } from '../source/node.ts'
import { nodeAccess, resolved, type Scope } from './expressions.ts'
import { requested, type Send } from './http.ts'
import { type Item, itemOf, leaving } from './items.ts'

/** What a Webhook node received. */
export interface Delivery {
	method?: 'GET' | 'POST'
	headers?: Record<string, string>
	query?: Record<string, string>
	body: unknown
	/** The bytes as they came, where that differs from the body written again. */
	raw?: string
}

/** What the sender of a delivery got back. */
export interface Answer {
	status: number
	body: unknown
}

export interface Surroundings {
	workflows: Workflow[]
	/** Headers, or a secret, by the credential's id. */
	credentials: Record<string, Record<string, string>>
	send: Send
	/** What Telegram's node would do. */
	telegram?(parameters: Record<string, unknown>): Item
}

type Branches = Item[][]

/**
 * Runs exported workflows as n8n runs them: nodes, connections, expressions and code of the very files, without n8n. It knows the
 * node types that these workflows use, and nothing else. Retries do not wait.
 */
export class WorkflowRunner {
	/** Names of the nodes that ran, in order. */
	readonly ran: string[] = []
	/** What failed on the way, in order, though it was dealt with. */
	readonly failures: string[] = []

	constructor(private readonly around: Surroundings) {}

	/** Delivers to a workflow's webhook; resolves with what is answered. */
	async deliver(id: string, delivery: Delivery): Promise<Answer> {
		const workflow = this.workflowOf(id)
		const method = delivery.method ?? 'POST'
		const webhook = workflow.nodes.find(
			({ type, parameters }) => type === types.webhook[0] && parameters.httpMethod === method,
		)
		if (!webhook) throw new Error(`${workflow.name} takes no ${method}.`)
		const secret = webhook.credentials && Object.values(webhook.credentials)[0]
		const headers = Object.fromEntries(
			Object.entries(delivery.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
		)
		for (const [name, value] of Object.entries(secret ? this.around.credentials[secret.id]! : {}))
			if (headers[name.toLowerCase()] !== value) return { status: 403, body: 'Authorization data is wrong!' }
		const raw = delivery.raw ?? JSON.stringify(delivery.body)
		const entry = itemOf(
			{ headers, params: {}, query: delivery.query ?? {}, body: delivery.body },
			undefined,
			(webhook.parameters.options as { rawBody?: boolean }).rawBody
				? { data: { data: Buffer.from(raw), mimeType: 'application/json' } }
				: undefined,
		)
		const run = new Run(workflow, this.around, this)
		try {
			await run.from(webhook, [entry])
		} catch (error) {
			if (!run.answer) throw error
			await this.tellError(workflow, run.current, error)
		}
		if (!run.answer) throw new Error(`${workflow.name} answered nothing.`)
		return run.answer
	}

	/** A run that failed starts the workflow of errors. */
	private async tellError(workflow: Workflow, lastNodeExecuted: string, error: unknown): Promise<void> {
		const id = workflow.settings.errorWorkflow
		if (typeof id !== 'string') return
		const told = this.workflowOf(id)
		const trigger = told.nodes.find(({ type }) => type === types.errors[0])!
		const execution = { lastNodeExecuted, error: { message: (error as Error).message } }
		await new Run(told, this.around, this).from(trigger, [itemOf({ workflow, execution })])
	}

	/** Runs a workflow that begins by itself, on its schedule. */
	async start(id: string): Promise<void> {
		const workflow = this.workflowOf(id)
		const trigger = workflow.nodes.find(({ type }) => type === types.schedule[0])
		if (!trigger) throw new Error(`${workflow.name} has no schedule.`)
		await new Run(workflow, this.around, this).from(trigger, [itemOf({})])
	}

	/** Runs a workflow that others call, with one item. Answers the items of its last node. */
	async call(id: string, item: Item): Promise<Item[]> {
		const workflow = this.workflowOf(id)
		const start = workflow.nodes.find(({ type }) => type === types.called[0])
		if (!start) throw new Error(`${workflow.name} is not made to be called.`)
		const run = new Run(workflow, this.around, this)
		await run.from(start, [itemOf(item.json)])
		return run.last
	}

	private workflowOf(id: string): Workflow {
		const found = this.around.workflows.find((workflow) => workflow.id === id)
		if (!found) throw new Error(`There is no workflow "${id}".`)
		return found
	}
}

/** One run of one workflow. */
class Run {
	answer: Answer | null = null
	last: Item[] = []
	/** The node that runs now, or failed. */
	current = ''
	private readonly outputs = new Map<string, Item[]>()

	constructor(
		private readonly workflow: Workflow,
		private readonly around: Surroundings,
		private readonly runner: WorkflowRunner,
	) {}

	/** Runs a node with these items and then, branch by branch, what follows. */
	async from(node: WorkflowNode, given: Item[]): Promise<void> {
		const items = node.executeOnce ? given.slice(0, 1) : given
		this.runner.ran.push(node.name)
		this.current = node.name
		const branches = (await this.attempted(node, items)).map((branch) =>
			branch.map((item) => leaving(item, node.name)),
		)
		if (node.alwaysOutputData && branches.every((branch) => branch.length === 0))
			branches[0] = [leaving(itemOf({}), node.name)]
		this.outputs.set(node.name, branches.flat())
		this.last = branches.flat()
		const ways = this.workflow.connections[node.name]?.main ?? []
		for (const [k, branch] of branches.entries())
			if (branch.length > 0)
				for (const { node: name } of ways[k] ?? [])
					await this.from(this.workflow.nodes.find((one) => one.name === name)!, branch)
	}

	/** With `retryOnFail` all of it again; what still fails goes the way that `onError` says. */
	private async attempted(node: WorkflowNode, items: Item[]): Promise<Branches> {
		const tries = node.retryOnFail ? (node.maxTries as number) : 1
		for (let attempt = 1; ; attempt++)
			try {
				return await this.run(node, items)
			} catch (error) {
				if (attempt < tries) continue
				if (!node.onError) throw error
				const failed = items.map((item) => itemOf({ error: String(error) }, item))
				return node.onError === 'continueErrorOutput' ? [[], failed] : [failed]
			}
	}

	private scope = (item: Item): Scope => ({
		item,
		workflowId: this.workflow.id,
		outputOf: (node) => this.outputs.get(node),
	})

	private parameters<Shape>(node: WorkflowNode, item: Item): Shape {
		return resolved(node.parameters, this.scope(item)) as Shape
	}

	private secretOf(node: WorkflowNode): Record<string, string> {
		const credential = node.credentials && Object.values(node.credentials)[0]
		if (!credential) return {}
		const secret = this.around.credentials[credential.id]
		if (!secret) throw new Error(`There is no credential "${credential.name}".`)
		return secret
	}

	private async run(node: WorkflowNode, items: Item[]): Promise<Branches> {
		const each = async (work: (item: Item) => Item | Promise<Item>): Promise<Branches> => [
			await Promise.all(items.map(work)),
		]
		switch (node.type) {
			case types.webhook[0]:
			case types.schedule[0]:
			case types.errors[0]:
			case types.called[0]:
				return [items]
			case types.code[0]:
				return this.runCode(node, items)
			case types.set[0]:
				return each((item) => this.set(node, item))
			case types.if[0]:
			case types.switch[0]:
				return this.branch(node, items)
			case types.http[0]:
				return each((item) =>
					requested(node, this.parameters(node, item), item, this.secretOf(node), this.around.send),
				)
			case types.call[0]:
				return this.callOther(node, items)
			case types.stop[0]:
				throw new Error(String(node.parameters.errorMessage))
			case types.respond[0]:
				return each((item) => this.respond(node, item))
			case types.crypto[0]:
				return each((item) => this.sign(node, item))
			case types.toBase64[0]:
				return each((item) => {
					const file = item.binary?.data
					if (!file) throw new Error('The item has no file.')
					return itemOf({ base64: file.data.toString('base64') }, item)
				})
			case types.toFile[0]:
				return each((item) => this.toFile(node, item))
			case types.telegram[0]:
				return each((item) => {
					const answer = this.around.telegram!(this.parameters(node, item))
					return itemOf(answer.json, item, answer.binary)
				})
			default:
				throw new Error(`The runner knows no ${node.type}.`)
		}
	}

	private runCode(node: WorkflowNode, items: Item[]): Branches {
		const source = node.parameters.jsCode as string
		const run = new Function('$', '$json', '$binary', '$input', source)
		const all = { all: () => items.map(({ json }) => ({ json })) }
		if (node.parameters.mode === 'runOnceForAllItems') {
			const given = items[0] ?? itemOf({})
			const made = run(nodeAccess(this.scope(given)), given.json, undefined, all) as {
				json: Record<string, unknown>
			}[]
			// One item in: what comes out came from it.
			return [made.map(({ json }) => itemOf(json, items.length === 1 ? given : undefined))]
		}
		return [
			items.map((item) => {
				const made = run(nodeAccess(this.scope(item)), item.json, item.binary, all) as {
					json: Record<string, unknown>
				}
				return itemOf(made.json, item)
			}),
		]
	}

	private set(node: WorkflowNode, item: Item): Item {
		const { assignments } = this.parameters<{
			assignments: { assignments: { name: string; value: unknown; type: string }[] }
		}>(node, item)
		return itemOf(
			Object.fromEntries(
				assignments.assignments.map(({ name, value, type }) => [
					name,
					type === 'object' && typeof value === 'string' ? JSON.parse(value) : value,
				]),
			),
			item,
		)
	}

	private branch(node: WorkflowNode, items: Item[]): Branches {
		type Rule = { conditions: { conditions: { leftValue: unknown; rightValue: unknown }[] } }
		const isIf = node.type === types.if[0]
		const rules = isIf
			? []
			: (node.parameters.rules as { values: Rule[] }).values.map(
					({ conditions }) => conditions.conditions[0]!,
				)
		const hasExtra = !isIf && 'fallbackOutput' in (node.parameters.options as object)
		const branches: Branches = Array.from({ length: isIf ? 2 : rules.length + (hasExtra ? 1 : 0) }, () => [])
		for (const item of items) {
			if (isIf) {
				const { conditions } = this.parameters<Rule>(node, item)
				const holds = conditions.conditions[0]!.leftValue
				if (typeof holds !== 'boolean') throw new Error(`${node.name}: ${String(holds)} is not a boolean.`)
				branches[holds ? 0 : 1]!.push(item)
				continue
			}
			const way = rules.findIndex(({ leftValue, rightValue }) => {
				const value = resolved(leftValue, this.scope(item))
				if (typeof value !== 'string') throw new Error(`${node.name}: ${String(value)} is not a text.`)
				return value === rightValue
			})
			const taken = way >= 0 ? way : hasExtra ? rules.length : -1
			if (taken >= 0) branches[taken]!.push(item)
		}
		return branches
	}

	private async callOther(node: WorkflowNode, items: Item[]): Promise<Branches> {
		const made: Item[] = []
		for (const item of items) {
			const { workflowId } = this.parameters<{ workflowId: { value: string } }>(node, item)
			try {
				for (const answer of await this.runner.call(workflowId.value, item))
					made.push(itemOf(answer.json, item))
			} catch (error) {
				if (!node.onError) throw error
				this.runner.failures.push(`${node.name}: ${String(error)}`)
				made.push(itemOf({ error: String(error) }, item))
			}
		}
		return [made]
	}

	private respond(node: WorkflowNode, item: Item): Item {
		const { respondWith, responseBody, options } = this.parameters<{
			respondWith: string
			responseBody: string
			options: { responseCode: number | string }
		}>(node, item)
		if (this.answer) throw new Error(`${node.name}: the webhook was answered already.`)
		this.answer = {
			status: Number(options.responseCode),
			body: respondWith === 'json' ? JSON.parse(responseBody) : responseBody,
		}
		return item
	}

	private sign(node: WorkflowNode, item: Item): Item {
		const file = item.binary?.data
		if (!file) throw new Error('The item has no file.')
		const digest = createHmac(String(node.parameters.type), this.secretOf(node).hmacSecret!)
			.update(file.data)
			.digest('hex')
		return itemOf({ ...item.json, [String(node.parameters.dataPropertyName)]: digest }, item)
	}

	private toFile(node: WorkflowNode, item: Item): Item {
		const { sourceProperty, options } = this.parameters<{
			sourceProperty: string
			options: { fileName: string; mimeType: string }
		}>(node, item)
		const text = item.json[sourceProperty]
		if (typeof text !== 'string') throw new Error(`The item has no "${sourceProperty}".`)
		return itemOf({}, item, { data: { data: Buffer.from(text, 'base64'), ...options } })
	}
}
