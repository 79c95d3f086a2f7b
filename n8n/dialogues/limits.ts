/** What WhatsApp's Cloud API is sent, as far as a reply uses it. */
export interface MetaMessage {
	to?: string
	recipient?: string
	context?: { message_id: string }
	type: string
	text?: { body: string }
	interactive?: {
		type: string
		body: { text: string }
		action: {
			buttons?: { reply: { id: string; title: string } }[]
			button?: string
			sections?: { title?: string; rows: { id: string; title: string; description?: string }[] }[]
		}
	}
}

const isOf = (text: unknown, longest: number) =>
	typeof text === 'string' && text.trim() !== '' && Array.from(text).length <= longest

const areUnique = (values: string[]) => new Set(values).size === values.length

type Rule = [what: string, holds: boolean]
const broken = (rules: Rule[]): string | null => rules.find(([, holds]) => !holds)?.[0] ?? null

function buttonRules({ body, action }: NonNullable<MetaMessage['interactive']>): Rule[] {
	const buttons = (action.buttons ?? []).map(({ reply }) => reply)
	return [
		['a body of 1 to 1024', isOf(body.text, 1024)],
		['1 to 3 buttons', buttons.length >= 1 && buttons.length <= 3],
		['button titles of 1 to 20', buttons.every(({ title }) => isOf(title, 20))],
		['button titles once each', areUnique(buttons.map(({ title }) => title.trim()))],
		['button ids of 1 to 256', buttons.every(({ id }) => isOf(id, 256))],
		['button ids once each', areUnique(buttons.map(({ id }) => id))],
	]
}

function listRules({ body, action }: NonNullable<MetaMessage['interactive']>): Rule[] {
	const sections = action.sections ?? []
	const rows = sections.flatMap(({ rows }) => rows)
	return [
		['a body of 1 to 4096', isOf(body.text, 4096)],
		['a list button of 1 to 20', isOf(action.button, 20)],
		['1 to 10 sections', sections.length >= 1 && sections.length <= 10],
		['section titles of 1 to 24', sections.every(({ title }) => isOf(title, 24))],
		['1 to 10 rows', rows.length >= 1 && rows.length <= 10],
		['row titles of 1 to 24', rows.every(({ title }) => isOf(title, 24))],
		['row titles once each', areUnique(rows.map(({ title }) => title.trim()))],
		['row ids of 1 to 200', rows.every(({ id }) => isOf(id, 200))],
		['row ids once each', areUnique(rows.map(({ id }) => id))],
		['descriptions of 1 to 72', rows.every(({ description = 'none' }) => isOf(description, 72))],
	]
}

/** Why the Cloud API would refuse this message; null: it would not. A row's title twice is allowed there, and would be no choice for people. */
export function brokenByMeta({ type, text, interactive }: MetaMessage): string | null {
	if (type === 'text') return broken([['a text of 1 to 4096', isOf(text?.body, 4096)]])
	if (type !== 'interactive' || !interactive) return 'a type that is known'
	if (interactive.type === 'button') return broken(buttonRules(interactive))
	return interactive.type === 'list' ? broken(listRules(interactive)) : 'an interactive type that is known'
}

/** Why Telegram would refuse it; null: it would not. A title twice is allowed there, and would be no choice for people. */
export function brokenByTelegram(text: string, buttons: { id: string; title: string }[]): string | null {
	return broken([
		['a text of 1 to 4096', isOf(text, 4096)],
		['button titles', buttons.every(({ title }) => isOf(title, Number.POSITIVE_INFINITY))],
		['button titles once each', areUnique(buttons.map(({ title }) => title.trim()))],
		[
			'callback data of 1 to 64 bytes',
			buttons.every(({ id }) => Buffer.byteLength(id) >= 1 && Buffer.byteLength(id) <= 64),
		],
		['callback data once each', areUnique(buttons.map(({ id }) => id))],
	])
}
