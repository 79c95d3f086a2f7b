import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import type { Database } from '../../../local/database/index.ts'

const folder = fileURLToPath(new URL('../database', import.meta.url))

export interface TapFile {
	name: string
	/** With `\ir` lines put in. */
	sql: string
}

/** The pgTAP tests, as `supabase test db` would run them. */
export function readTapFiles(): TapFile[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()
		.map((name) => ({
			name,
			sql: readFileSync(join(folder, name), 'utf8').replace(/^\\ir (\S+)$/gm, (_, file: string) =>
				readFileSync(join(folder, file), 'utf8'),
			),
		}))
}

/** pgTAP's own SQL, for a server that has no such extension: PGlite's package brings it. */
export function pgtapScript(): string {
	const require = createRequire(import.meta.url)
	const archive = join(dirname(require.resolve('@electric-sql/pglite')), 'pgtap.tar.gz')
	const sql = execFileSync('tar', ['-xzOf', archive, 'share/postgresql/extension/pgtap--1.3.5.sql'], {
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
	})
	return `set search_path = extensions; ${sql}; reset search_path;`
}

/** Runs one file; every line that its statements answered. */
export type RunTap = (sql: string) => Promise<string[]>

const firstColumn = (row: object) => String(Object.values(row)[0])

/** On one connection to a PostgreSQL. */
export const tapOverPostgres =
	(sql: Sql): RunTap =>
	async (text) => {
		try {
			const results = await sql.unsafe(text).simple()
			return (results as unknown as object[][]).flatMap((rows) => [...rows].map(firstColumn))
		} catch (error) {
			await sql.unsafe('rollback')
			throw error
		}
	}

/** On PGlite, which has the extension. */
export const tapOverPglite =
	({ connection }: Pick<Database, 'connection'>): RunTap =>
	async (text) => {
		const pglite = connection.driver as { exec(text: string): Promise<{ rows: object[] }[]> }
		const results = await pglite.exec(text)
		return results.flatMap((result) => result.rows.map(firstColumn))
	}

/** For a server that was given `pgtapScript()`. */
export const withoutExtension = (text: string): string => text.replace(/^create extension.*pgtap.*$/m, '')

/** Failed assertions of a TAP output, and how many there were in all. */
export function readTap(lines: string[]): { count: number; failures: string[] } {
	const all = lines.join('\n').split('\n')
	const failures: string[] = []
	all.forEach((line, k) => {
		if (!line.startsWith('not ok')) return
		const notes = all.slice(k + 1)
		const end = notes.findIndex((note) => !note.startsWith('#'))
		failures.push([line, ...notes.slice(0, end < 0 ? undefined : end)].join('\n'))
	})
	return { count: all.filter((line) => /^(not )?ok \d/.test(line)).length, failures }
}
