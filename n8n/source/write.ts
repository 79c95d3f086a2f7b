import { writeFileSync } from 'node:fs'
import { conversationWorkflow } from './conversation.ts'
import { doorWorkflow } from './door-workflow.ts'
import { errorsWorkflow } from './errors.ts'
import type { Workflow } from './node.ts'
import { remindersWorkflow } from './reminders.ts'
import { settingsWorkflow } from './settings.ts'
import { webhookWorkflow } from './webhook.ts'

/** The importable files and what they hold. */
export const workflowFiles: Record<string, () => Workflow> = {
	'settings.json': settingsWorkflow,
	'errors.json': errorsWorkflow,
	'conversation.json': conversationWorkflow,
	'door-plain.json': () => doorWorkflow('plain'),
	'door-meta.json': () => doorWorkflow('meta'),
	'door-evolution.json': () => doorWorkflow('evolution'),
	'door-waha.json': () => doorWorkflow('waha'),
	'door-telegram.json': () => doorWorkflow('telegram'),
	'reminders.json': remindersWorkflow,
	'webhook.json': webhookWorkflow,
}

/** A workflow as its file has it. */
export const workflowText = (workflow: Workflow): string => `${JSON.stringify(workflow, null, 2)}\n`

if (process.argv[1] === import.meta.filename) {
	for (const [file, make] of Object.entries(workflowFiles))
		writeFileSync(new URL(`../${file}`, import.meta.url), workflowText(make()))
}
