import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { types, type Workflow } from './source/node'
import { workflowFiles, workflowText } from './source/write'

describe.each(Object.entries(workflowFiles))('%s', (file, make) => {
	const text = readFileSync(new URL(file, import.meta.url), 'utf8')
	const workflow = JSON.parse(text) as Workflow
	const names = workflow.nodes.map((node) => node.name)

	// `npm run mutate` changes the source: by the text alone every change would be noticed.
	it.skipIf(process.env.PAINEL_MUTATED_TESTS)('is what its source says (else: npm run n8n)', () => {
		expect(text).toBe(workflowText(make()))
	})

	it('joins only nodes it has, and leaves none alone', () => {
		const joined = new Set<string>()
		for (const [from, kinds] of Object.entries(workflow.connections)) {
			joined.add(from)
			for (const ways of Object.values(kinds))
				for (const way of ways) for (const to of way ?? []) joined.add(to.node)
		}
		expect([...joined].filter((name) => !names.includes(name))).toEqual([])
		expect(names.filter((name) => !joined.has(name) && name !== 'Nota')).toEqual([])
		expect(new Set(names).size).toBe(names.length)
		expect(new Set(workflow.nodes.map((node) => node.id)).size).toBe(names.length)
	})

	it('names only nodes it has in its expressions and code', () => {
		const asked = [...text.matchAll(/\$\('([^']+)'\)/g)].map((match) => match[1]!)
		expect([...new Set(asked)].filter((name) => !names.includes(name))).toEqual([])
	})

	it('uses the node versions of the n8n it is tested with', () => {
		const known = Object.values(types).map(([type, version]) => `${type}@${version}`)
		for (const node of workflow.nodes) expect(known).toContain(`${node.type}@${node.typeVersion}`)
	})

	it('holds no secret: credentials are made in n8n', () => {
		expect(text).not.toMatch(/sb_secret_\w|sb_publishable_\w|eyJ[\w-]{10}|Bearer |sk-\w{10}/)
		for (const node of workflow.nodes)
			for (const credential of Object.values(node.credentials ?? {}))
				expect(Object.keys(credential).sort()).toEqual(['id', 'name'])
	})

	it('speaks to Supabase only with the inbox credential, and only to the inbox and the agent’s functions', () => {
		for (const node of workflow.nodes.filter(({ parameters }) =>
			String(parameters.url).includes('supabase_url'),
		)) {
			expect(node.credentials).toHaveProperty('httpCustomAuth')
			expect(node.parameters.url).toMatch(/\/rest\/v1\/(inbox|rpc\/agent_[a-z]+)$/)
			expect(['GET', 'POST']).toContain(node.parameters.method)
		}
	})

	it('takes nothing in without proof of who sends it', () => {
		for (const node of workflow.nodes.filter(({ type }) => type === types.webhook[0])) {
			if (node.parameters.httpMethod === 'GET') continue
			const next = workflow.connections[node.name]!.main![0]!.map((way) => way.node)
			expect(node.parameters.authentication === 'headerAuth' || next.includes('Assinatura')).toBe(true)
		}
	})

	it('has the workflow of errors, unless it is that or only answers', () => {
		const isAsked = ['errors.json', 'settings.json', 'webhook.json'].includes(file)
		expect(workflow.settings.errorWorkflow).toBe(isAsked ? undefined : 'painelErros')
	})

	it('calls only workflows that there are', () => {
		const ids = Object.values(workflowFiles).map((make) => make().id)
		for (const node of workflow.nodes.filter(({ type }) => type === types.call[0])) {
			const { value } = node.parameters.workflowId as { value: string }
			expect([...ids, '={{ $workflow.id }}', '={{ $json.workflow }}']).toContain(value)
		}
	})

	it('keeps addresses and versions in the one settings node', () => {
		if (file === 'settings.json' || file === 'webhook.json') return
		expect(text).not.toMatch(/graph\.facebook\.com|api\.openai\.com|gpt-|whisper/)
	})
})

it('gives the model no tool and no memory: all it can do is answer', () => {
	const kinds = Object.values(workflowFiles).flatMap((make) =>
		Object.values(make().connections).flatMap((kinds) => Object.keys(kinds)),
	)
	expect([...new Set(kinds)]).toEqual(['main'])
	const text = JSON.stringify(workflowFiles['conversation.json']!())
	expect(text).not.toMatch(/tool_choice|"tools"/)
})
