import { writeFileSync } from 'node:fs'
import type { Workflow } from './node.ts'
import { webhookWorkflow } from './webhook.ts'
import { whatsAppWorkflow } from './whatsapp.ts'

/** The importable files and what they hold. */
export const workflowFiles: Record<string, () => Workflow> = {
	'whatsapp.json': whatsAppWorkflow,
	'webhook.json': webhookWorkflow,
}

/** A workflow as its file has it. */
export const workflowText = (workflow: Workflow): string => `${JSON.stringify(workflow, null, 2)}\n`

if (process.argv[1] === import.meta.filename) {
	for (const [file, make] of Object.entries(workflowFiles))
		writeFileSync(new URL(`../${file}`, import.meta.url), workflowText(make()))
}
