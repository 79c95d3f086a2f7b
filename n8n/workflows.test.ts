import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { types, type Workflow } from './source/node'
import { workflowFiles, workflowText } from './source/write'

describe.each(Object.entries(workflowFiles))('%s', (file, make) => {
	const text = readFileSync(new URL(file, import.meta.url), 'utf8')
	const workflow = JSON.parse(text) as Workflow
	const names = workflow.nodes.map((node) => node.name)

	it('is what its source says (else: npm run n8n)', () => {
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

	it('speaks to Supabase only with the inbox credential, and only to the inbox and the summary', () => {
		const ours = workflow.nodes.filter((node) => String(node.parameters.url ?? '').includes('supabase_url'))
		expect(ours.length).toBeGreaterThan(0)
		for (const node of ours) {
			expect(node.credentials).toHaveProperty('httpCustomAuth')
			expect(node.parameters.url).toMatch(/\/rest\/v1\/(inbox|rpc\/agent_summary)$/)
			expect(['GET', 'POST']).toContain(node.parameters.method)
		}
	})
})

it('gives the model no tool and no memory: all it can do is answer', () => {
	const { connections } = workflowFiles['whatsapp.json']!()
	const kinds = Object.values(connections).flatMap((kinds) => Object.keys(kinds))
	expect([...new Set(kinds)].sort()).toEqual(['ai_languageModel', 'ai_outputParser', 'main'])
})
