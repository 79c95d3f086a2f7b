import { isNotCompared, linesToRecord, type PlannedFile } from './files'
import { because, matchQuestion } from './plan-text'

/**
 * The plan as one JSON object for other programs. With several files each line says which file it is of. All but ASCII is
 * escaped where it could steer a terminal: the object stays the same, and so does the screen that shows it.
 */
export function planJson(files: PlannedFile[]): string {
	const many = files.length > 1
	const each = <T>(list: (file: PlannedFile) => T[]) =>
		files.flatMap((file) => list(file).map((entry) => (many ? { file: file.name, ...entry } : entry)))
	const object = {
		items: each((file) =>
			[...linesToRecord(file), ...file.undone.map(({ item }) => item)].map((item) => ({
				line: item.line,
				kind: item.kind,
				amount_cents: item.amount_cents,
				day: item.day,
				description: item.description,
				source: item.source,
				category: item.category,
				person: item.person,
				to_source: item.to_source,
				installments: item.installments,
				part: item.part,
				parts: item.parts,
				bill_month: item.bill_month,
			})),
		),
		left_out: each(({ plan, hereBefore, refusedBefore, matches }) => [
			...(plan?.left_out ?? []).map(({ line, why, of }) => ({
				line,
				why,
				...(of === undefined ? {} : { of }),
			})),
			...hereBefore.map(({ item }) => ({ line: item.line, why: 'here_before' })),
			...(matches?.confirmed() ?? []).map(({ item, purchase }) => ({
				line: item.line,
				why: purchase.file === undefined ? 'recorded_by_chat' : 'here_before',
			})),
			...refusedBefore.map(({ item }) => ({ line: item.line, why: 'refused_before' })),
		]),
		unreadable: each(({ plan, error }) => [
			...(error === null ? [] : [{ line: 1, why: 'file_unreadable', message: error }]),
			...(plan?.unreadable ?? []).map(({ line, why }) => ({ line, why })),
		]),
		questions: each(({ plan, matches, timezone }) => [
			...(plan?.questions ?? []).map((question) => ({
				id: question.id,
				proposed: question.proposed,
				because: because(question),
				...(question.choices ? { choices: question.choices } : {}),
			})),
			...(matches?.matches ?? []).map((match) => matchQuestion(match, matches?.of(match) ?? null, timezone)),
		]),
		// Null where nothing was looked for: then a line may be recorded by chat already, and nobody knows.
		matches: files.some(isNotCompared)
			? null
			: each(({ matches }) =>
					(matches?.matches ?? []).map((match) => ({
						line: match.item.line,
						transaction: matches?.of(match)?.transaction_id ?? null,
					})),
				),
	}
	return JSON.stringify(object, null, '\t').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

/** Tabs and line ends are the object's own form: within its texts they are escaped already. */
function escaped(letter: string): string {
	if (letter === '\n' || letter === '\t') return letter
	return Array.from(
		{ length: letter.length },
		(_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`,
	).join('')
}
