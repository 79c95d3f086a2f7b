import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from '@supabase/lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
import { limits } from '../../scripts/testing/limits'
import { asPostgrestError, statusOf } from '../lite/errors.ts'
import { withRequest } from '../lite/request-context.ts'
import { freePort, type PostgresServer, startPostgres } from './embedded-postgres.ts'
import { FolderInUseError, lockFolder } from './folder-lock.ts'
import { type Database, openDatabase } from './index.ts'

// What Lite does otherwise than PostgREST, put right, on both of the databases it runs on here.

const sql = `
	create table public.notes (
		id int primary key, body jsonb, label text, price numeric(12, 2), at timestamptz, seen_by text
			default (nullif(current_setting('request.headers', true), '')::json ->> 'x-agent-token'),
		constraint short check (length(label) < 20)
	);
	alter table public.notes enable row level security;
	create policy "by token" on public.notes for all to anon using (true) with check (seen_by = 'secret');
	revoke all on public.notes from anon;
	grant select (id, body, label, price, at, seen_by), insert (id, body, label, price, at) on public.notes to anon;
	create table public.closed (id int);
	alter table public.closed enable row level security;
	revoke all on public.closed from anon, authenticated, service_role;
	create table public.guarded (id int generated always as identity, made timestamptz default now(), key text not null, tags text[]);
	create function public.guard() returns trigger language plpgsql as $$ begin
		if current_setting('request.headers', true)::json ->> 'x-agent-token' is distinct from 'secret' then
			raise exception 'no token' using errcode = '42501';
		end if;
		return null;
	end $$;
	create trigger guard before insert on public.guarded for each statement execute function public.guard();
	revoke all on public.guarded from anon;
	grant select, insert (key, tags) on public.guarded to anon;
	create function public.fail(code text) returns void language plpgsql as
		$$ begin raise exception 'as asked' using errcode = code, hint = 'do not ask'; end $$;
`
const migrations = [{ version: '1', name: 'notes', sql }]

let server: PostgresServer
beforeAll(async () => {
	server = await startPostgres()
})
afterAll(() => server.stop())

describe.each(['pglite', 'postgres'] as const)('on %s', (kind) => {
	let database: Database
	let app: { fetch(request: Request): Promise<Response> }
	beforeAll(async () => {
		const data = kind === 'pglite' ? 'memory' : await server.createDatabase('notes')
		vi.stubEnv('TZ', 'Asia/Tokyo')
		expect(new Date(0).getHours(), 'the zone is in force').toBe(9)
		database = await openDatabase({ data, migrations })
		vi.unstubAllEnvs()
		app = new App({
			connection: database.connection,
			auth: {
				enabled: true,
				jwt_secret: 'x'.repeat(40),
				publishable_key: 'sb_publishable_k',
				secret_key: 'sb_secret_k',
			},
		} as unknown as ConstructorParameters<typeof App>[0]) as unknown as typeof app
	})
	afterAll(() => database.close())

	async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
		const request = new Request(`http://127.0.0.1${path}`, {
			method,
			headers: {
				apikey: 'sb_publishable_k',
				'content-type': 'application/json',
				prefer: 'return=representation',
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		})
		const response = await database.exclusive(() =>
			withRequest({ method, path, headers: Object.fromEntries(request.headers) }, () => app.fetch(request)),
		)
		const text = await response.text()
		return { status: response.status, body: text === '' ? null : JSON.parse(text) }
	}
	const withToken = { 'x-agent-token': 'secret' }

	test("the session's zone is UTC, whatever the machine's", async () => {
		await database.exclusive(() => database.script('reset all'))
		expect(
			await database.exclusive(() => database.query('select current_setting($1) as zone', ['timezone'])),
		).toEqual([{ zone: 'UTC' }])
	})

	test('request headers reach policies on tables', async () => {
		expect((await call('POST', '/rest/v1/notes', { id: 1 }, withToken)).status).toBe(201)
		expect((await call('POST', '/rest/v1/notes', { id: 2 })).status).toBe(401)
	})

	test('JSON values stay what they were', async () => {
		const bodies = ['1.234', 'abc', '"quoted"', '', 'null', 1.5, true, { a: ['x'] }, [1, 'two']]
		const rows = bodies.map((body, k) => ({ id: 10 + k, body }))
		const { status, body } = await call('POST', '/rest/v1/notes?select=body', rows, withToken)
		expect(status).toBe(201)
		expect(body).toEqual(bodies.map((value) => ({ body: value })))
		const [typed] = await database.exclusive(() =>
			database.query<{ kind: string }>(`select jsonb_typeof(body) as kind from public.notes where id = 10`),
		)
		expect(typed!.kind).toBe('string')
	})

	test('an object for a text column is stored as its JSON, numbers and instants are written as PostgREST writes them', async () => {
		const { body } = await call(
			'POST',
			'/rest/v1/notes?select=label,price,at',
			{ id: 30, label: { a: 1 }, price: 10.5, at: '2026-11-23 13:43:33.388+00' },
			withToken,
		)
		expect(body).toEqual([{ label: '{"a":1}', price: 10.5, at: '2026-11-23T13:43:33.388+00:00' }])
	})

	test('true in a text column is stored as its JSON text', async () => {
		const { status, body } = await call(
			'POST',
			'/rest/v1/notes?select=label',
			[
				{ id: 31, label: true },
				{ id: 32, label: 7 },
			],
			withToken,
		)
		expect([status, body]).toEqual([201, [{ label: 'true' }, { label: '7' }]])
	})

	test.each<[string, object]>([
		['a\ud83d', { code: 'PGRST102', message: 'Empty or invalid json' }],
		['\ude00a', { code: 'PGRST102', message: 'Empty or invalid json' }],
		['a\u0000', { code: '22P05', message: 'unsupported Unicode escape sequence' }],
	])('a body with the text %j is refused, wherever the text is', async (text, body) => {
		const bodies = [
			{ id: 33, label: text },
			[{ id: 33, body: { deep: [text] } }],
			{ id: 33, body: { [text]: 1 } },
		]
		for (const given of bodies)
			expect(await call('POST', '/rest/v1/notes', given, withToken)).toMatchObject({ status: 400, body })
		expect(await call('POST', '/rest/v1/guarded', { key: 'k', tags: [text] }, withToken)).toMatchObject({
			status: 400,
			body,
		})
		expect(await call('POST', '/rest/v1/rpc/fail', { code: text })).toMatchObject({ status: 400, body })
		expect((await call('GET', '/rest/v1/notes?id=eq.33')).body).toEqual([])
	})

	test('whole characters, and escapes that are none, are stored as they are', async () => {
		const label = '\u{1f6d2} \\ud83d \\u0000'
		const { status, body } = await call('POST', '/rest/v1/notes?select=label', { id: 34, label }, withToken)
		expect([status, body]).toEqual([201, [{ label }]])
	})

	test('what is no row is refused as such', async () => {
		for (const rows of [[null], [1], [[]], [{ id: 35 }, null]])
			expect(await call('POST', '/rest/v1/notes', rows, withToken)).toMatchObject({
				status: 400,
				body: { code: 'PGRST102' },
			})
	})

	test('a row without columns is judged by the table', async () => {
		for (const rows of [{}, [{}], [{}, {}]]) {
			expect(await call('POST', '/rest/v1/guarded', rows, withToken)).toMatchObject({
				status: 400,
				body: { code: '23502', message: expect.stringContaining('"key"') },
			})
			expect((await call('POST', '/rest/v1/guarded', rows)).status).toBe(401)
			expect((await call('POST', '/rest/v1/closed', rows)).status).toBe(401)
		}
	})

	test('no rows are judged by grants and triggers too', async () => {
		for (const rows of [[], 'text', 7]) {
			expect(await call('POST', '/rest/v1/guarded', rows, withToken)).toEqual({ status: 201, body: [] })
			expect(await call('POST', '/rest/v1/guarded', rows)).toMatchObject({
				status: 401,
				body: { code: '42501', message: 'no token' },
			})
			expect((await call('POST', '/rest/v1/closed', rows)).status).toBe(401)
		}
	})

	test("errors have PostgREST's status and body", async () => {
		expect(await call('POST', '/rest/v1/notes', { id: 40, label: 'x'.repeat(30) }, withToken)).toMatchObject({
			status: 400,
			body: { code: '23514' },
		})
		expect(await call('POST', '/rest/v1/rpc/fail', { code: 'P0001' })).toMatchObject({
			status: 400,
			body: { code: 'P0001', message: 'as asked', hint: 'do not ask' },
		})
		expect(await call('POST', '/rest/v1/rpc/fail', { code: '28000' })).toMatchObject({ status: 403 })
		expect(await call('POST', '/rest/v1/rpc/fail', { code: 'PT409' })).toMatchObject({
			status: 409,
			body: { code: 'PT409' },
		})
		expect(await call('POST', '/rest/v1/rpc/fail', { code: '22023' })).toMatchObject({ status: 400 })
		expect(await call('POST', '/rest/v1/rpc/fail', { code: '40001' })).toMatchObject({
			status: 500,
			body: { code: '40001' },
		})
	})

	test('grants stay as the migrations made them', async () => {
		await call('GET', '/rest/v1/notes?select=id')
		expect((await call('GET', '/rest/v1/closed')).status).toBe(401)
		expect((await call('PATCH', '/rest/v1/notes?id=eq.1', { label: 'x' }, withToken)).status).toBe(401)
	})

	test('a hundred requests at once each run in their own name', async () => {
		const answers = await Promise.all(
			Array.from({ length: 100 }, (_, k) =>
				k % 2
					? call('POST', '/rest/v1/notes?select=id', { id: 1000 + k }, withToken)
					: call('POST', '/rest/v1/notes?select=id', { id: 1000 + k }, { 'x-agent-token': 'wrong' }),
			),
		)
		expect(answers.map((answer) => answer.status)).toEqual(answers.map((_, k) => (k % 2 ? 201 : 401)))
	})

	test('a broadcast is heard after commit, with its id', async () => {
		const heard: string[] = []
		let hear = () => {}
		const arrived = new Promise<void>((done) => {
			hear = done
		})
		const stop = await database.exclusive(() =>
			database.listen('realtime_messages', (id) => {
				heard.push(id)
				hear()
			}),
		)
		await database.exclusive(() =>
			database.query(`select realtime.send('{"a": 1}', 'changes', 'ledger:x', true)`),
		)
		await arrived
		const rows = await database.exclusive(() =>
			database.query<{ id: string; payload: object }>('select id, payload from realtime.messages'),
		)
		expect(rows).toEqual([{ id: heard[0], payload: { a: 1, id: heard[0] } }])
		await stop()
	})
})

test('a server whose port somebody took meanwhile starts on another', async () => {
	const ports = [server.port, server.port, 0]
	const findPort = async () => ports.shift() || freePort()
	const other = await startPostgres({ findPort })
	expect(other.port).not.toBe(server.port)
	expect(ports).toEqual([])
	await other.stop()
})

test('errors that Lite knows are left alone', () => {
	const error = Object.assign(new Error('no'), { code: '42501' })
	expect(asPostgrestError(error)).toBe(error)
	expect(asPostgrestError(new Error('plain'))).toBeInstanceOf(Error)
	expect([statusOf('53300'), statusOf('57014'), statusOf('54000')]).toEqual([503, 500, 500])
})

describe('a data folder', () => {
	const folder = mkdtempSync(join(tmpdir(), 'painel-folder-'))
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true })
		rmSync(`${folder}.lock`, { force: true })
	})

	test('in use is refused with the process that uses it', () => {
		const release = lockFolder(folder)
		expect(() => lockFolder(folder)).toThrow(FolderInUseError)
		expect(() => lockFolder(folder)).toThrow(String(process.pid))
		release()
		expect(existsSync(`${folder}.lock`)).toBe(false)
		lockFolder(folder)()
	})

	test('left locked by a dead process is taken over; by a live one it is not', async () => {
		// A pid that Linux does not give out.
		writeFileSync(`${folder}.lock`, '4194999')
		lockFolder(folder)()
		const holder = spawn(process.execPath, [
			'--import',
			'tsx',
			'--eval',
			`import('./local/database/folder-lock.ts').then(({ lockFolder }) => {
				lockFolder(${JSON.stringify(folder)})
				setInterval(() => {}, 1_000)
				console.log('held')
			})`,
		])
		const ended = once(holder, 'exit')
		await once(holder.stdout, 'data')
		expect(() => lockFolder(folder)).toThrow(String(holder.pid))
		holder.kill('SIGKILL')
		await ended
		lockFolder(folder)()
	})

	test.each([
		['1', 'an old number, now of the system’s first process'],
		[String(process.ppid), 'a number alone'],
		[`${process.ppid} before/1`, 'a number that another process has by now'],
		[`${process.ppid} unknown or else`, 'what is no lock'],
		['', 'nothing'],
		['-1 unknown', 'no number'],
		['0 unknown', 'the number of every process of a group'],
	])('whose lock says %j is free: %s', (lock) => {
		writeFileSync(`${folder}.lock`, lock)
		lockFolder(folder)()
		expect(existsSync(`${folder}.lock`)).toBe(false)
	})

	test('on a full disk ends the process, where it would go round for ever', leftToCi, async () => {
		const program = `
			import { PGlite } from '@electric-sql/pglite'
						import { watchForFullDisk } from './local/database/full-disk.ts'
			const pglite = new PGlite(${JSON.stringify(join(folder, 'full'))})
			await pglite.waitReady
			const { stream_ops } = pglite.Module.FS.filesystems.NODEFS
			const write = stream_ops.write
			let full = false
			stream_ops.write = (stream, ...rest) => {
				if (full && stream.path.includes('pg_wal')) throw new pglite.Module.FS.ErrnoError(51)
				return write(stream, ...rest)
			}
			await watchForFullDisk(pglite, () => process.exit(28))
			await pglite.exec('create table public.notes (id int)')
			full = true
			await pglite.exec('insert into public.notes values (1)')`
		const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
			timeout: limits.condition,
			stdio: ['ignore', 'ignore', 'inherit'],
		})
		expect(await once(child, 'exit')).toEqual([28, null])
	})

	test(
		'keeps its data and its migrations between openings, and refuses another version’s',
		leftToCi,
		async () => {
			const data = join(folder, 'data')
			const first = await openDatabase({ data, migrations })
			await first.query('insert into public.notes (id) values (7)')
			await expect(openDatabase({ data, migrations })).rejects.toThrow(FolderInUseError)
			await first.close()
			for (const other of [
				[{ version: '2', name: 'notes', sql }],
				[{ version: '1', name: 'notes', sql: `${sql};` }],
			])
				await expect(openDatabase({ data, migrations: other })).rejects.toThrow(
					`made by another version of Painel (migration 1 differs). Before 1.0 nothing is carried over: begin with an empty one. Delete the folder ${data}`,
				)
			const second = await openDatabase({ data, migrations })
			expect(second.applied).toEqual([])
			expect(await second.query('select id from public.notes')).toEqual([{ id: 7 }])
			await second.close()
		},
	)
})

test('a migration that fails names its file and leaves nothing behind', async () => {
	const data = await server.createDatabase('failing')
	const bad = [
		...migrations,
		{ version: '2', name: 'bad', sql: 'create table public.half (id int); select 1 / 0;' },
	]
	await expect(openDatabase({ data, migrations: bad })).rejects.toThrow(/2_bad failed: division by zero/)
	const again = await openDatabase({ data, migrations })
	expect(again.applied).toEqual([])
	expect(await again.query(`select to_regclass('public.half') as half`)).toEqual([{ half: null }])
	await again.close()
})
