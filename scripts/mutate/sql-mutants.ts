/** One wrong change of a migration. */
export interface SqlMutant {
	path: string
	line: number
	was: string
	becomes: string
	/** The function in whose body it is. */
	within?: string
	/** The whole file with the change. */
	text: string
}

/** What is taken for what. Each is tried at every place where it stands in code. */
const SWAPS: [pattern: RegExp, becomes: string][] = [
	[/ <= /g, ' < '],
	[/ >= /g, ' > '],
	[/ < /g, ' <= '],
	[/ > /g, ' >= '],
	[/ = /g, ' <> '],
	[/ <> /g, ' = '],
	[/ \+ /g, ' - '],
	[/ - /g, ' + '],
	[/\band\b/g, 'or'],
	[/\bor\b(?! replace)/g, 'and'],
	[/\bis not null\b/g, 'is null'],
	[/\bis null\b/g, 'is not null'],
	[/\bnot exists\b/g, 'exists'],
	[/(?<!not )\bexists\b(?= \()/g, 'not exists'],
	[/\bmin\(/g, 'max('],
	[/\bmax\(/g, 'min('],
	[/\bgreatest\(/g, 'least('],
	[/\bleast\(/g, 'greatest('],
	[/\bdesc\b/g, 'asc'],
	[/\btrue\b/g, 'false'],
	[/\bfalse\b/g, 'true'],
	[/\bcheck \(/g, 'check (true or '],
	[/^\t*raise exception .*/gm, 'perform 1; --'],
	[/^revoke [^;]*;/gm, ''],
	[/^create policy [^;]*;/gm, ''],
	[/^create (constraint )?trigger [^;]*;/gm, ''],
]
/** A bound, a limit, a place in a list. */
const NUMBER = /(?<![\w.'$])\d{1,7}(?![\w.'])/g

/** Blanks out what is no code (comments, texts, what `comment on` says), keeping every place where it is. */
function codeOf(sql: string): string {
	const blank = (text: string) => text.replace(/[^\n]/g, ' ')
	return sql
		.replace(/^comment on [^']*'(?:[^']|'')*';/gm, blank)
		.replace(/--[^\n]*/g, blank)
		.replace(/'(?:[^'\n]|'')*'/g, blank)
}

/** Whose body a place is in, if calls of it are counted: PostgreSQL writes a plain SQL function into what calls it. */
function functionAt(sql: string, at: number): string | undefined {
	const start = sql.lastIndexOf('\ncreate function ', at)
	const end = sql.indexOf('\n$$;', start)
	if (start < 0 || end < at) return undefined
	const head = sql.slice(start, sql.indexOf('$$', start))
	return head.includes('search_path') ? /function ([\w.]+)/.exec(head)?.[1] : undefined
}

/** Every mutant of a migration, in the order of its lines. A few may be no SQL, or the same in effect. */
export function mutantsOf(path: string, sql: string): SqlMutant[] {
	const code = codeOf(sql)
	const made: (SqlMutant & { at: number })[] = []
	const make = (at: number, was: string, becomes: string) => {
		const line = code.slice(0, at).split('\n').length
		const text = sql.slice(0, at) + becomes + sql.slice(at + was.length)
		const within = functionAt(sql, at)
		made.push({ path, line, was: was.trim(), becomes: becomes.trim() || '(nothing)', within, text, at })
	}
	for (const [pattern, becomes] of SWAPS)
		for (const { 0: was, index } of code.matchAll(pattern))
			make(index, sql.slice(index, index + was.length), becomes)
	for (const { 0: was, index } of code.matchAll(NUMBER)) make(index, was, String(Number(was) + 1))
	return made.sort((a, b) => a.at - b.at).map(({ at: _, ...mutant }) => mutant)
}
