import { resolve } from 'node:path'
import { makeHousehold } from '../../src/household/household'
import { householdSetup } from '../../src/household/setup'
import { AuthService } from '../auth/service'
import { type AuthSettings, defaultSettings } from '../auth/settings'
import type { Database } from '../database/index'
import { Faults } from '../faults/faults'
import { createApi } from '../http/api'
import { type Email, PostOffice } from '../http/post-office'
import { Gateway, type Services } from '../http/server'
import { RealtimeEndpoint, type RealtimeOptions } from '../realtime/endpoint'
import { ApiClient } from './api-client'
import { faultControl } from './control'
import { postRows, setUp } from './household'
import { deriveKeys, makeJwtSecret } from './keys'
import { refuseOtherDatabase } from './refuse-other-databases'
import { demoUser, type Seeded, seed } from './seed'
import { openFromSnapshot } from './snapshot'
import { keptInFolder, keptInMemory, type StateStore } from './state-file'

export interface StackOptions {
	/** 0: a free one (the default). */
	port?: number
	/** `memory` (the default), a folder, or `postgres://…`. */
	data?: string
	/** Signs the access tokens (HS256); at least 32 characters. By default a new one, kept in the folder. */
	jwtSecret?: string
	/** Switches and limits of the auth service; by default those of a hosted project set up as docs/HOSTING.md says. */
	auth?: Partial<AuthSettings>
	/** Fill the ledger with about two years of a household. */
	demo?: boolean | { seed?: number; days?: number; now?: number }
	/** Delays, limits and clock of the realtime endpoint; by default the real server's. */
	realtime?: Pick<RealtimeOptions, 'clock' | 'delays' | 'limits' | 'privateOnly'>
	faults?: Faults
	/** Let other processes set faults and read e-mails under `/_stack`. Never for anything but tests. */
	control?: boolean
	/** Answers paths that are not the platform's, such as a page. */
	other?: Services['other']
	/** Hears each step of the start, in words for a person. */
	onProgress?: (line: string) => void
	onEmail?: (email: Email) => void
}

/** What a client needs to know; the line that `npm run stack` prints. */
export interface StackDescription {
	url: string
	publishable_key: string
	secret_key: string
	ledger_id: string
	agent_token: string
	demo: { email: string; password: string }
}

/** A running embedded Supabase. */
export interface Stack extends StackDescription {
	jwtSecret: string
	database: Database
	auth: AuthService
	realtime: RealtimeEndpoint
	faults: Faults
	postOffice: PostOffice
	description(): StackDescription
	/** Idempotent. */
	close(): Promise<void>
}

const isUrl = (data: string) => /^postgres(ql)?:\/\//.test(data)
const SHORTEST_SECRET = 32

/**
 * Starts an embedded Supabase on 127.0.0.1: REST, auth and realtime over one database, always with a demo user, a ledger
 * and an agent. Rejects with `FolderInUseError` for a folder that another process has open.
 *
 * @example
 * const stack = await startStack({ demo: true })
 * const supabase = createClient(stack.url, stack.publishable_key)
 * await stack.close()
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
	const { data = 'memory', onProgress = () => {}, faults = new Faults() } = options
	const folder = data === 'memory' || isUrl(data) ? null : resolve(data)
	const closing: (() => Promise<void>)[] = []
	const close = async () => {
		for (const step of closing.splice(0).reverse()) await step()
	}
	try {
		onProgress('Opening the database')
		if (isUrl(data)) await refuseOtherDatabase(data)
		const database = await openFromSnapshot(folder ? `${folder}/database` : data)
		// Behind the running work: a request cut off by the close may still use the database.
		closing.push(() => database.exclusive(() => database.close()))
		await database.exclusive(() => database.query('select realtime.forget_messages()'))
		const state = folder ? keptInFolder(folder) : keptInMemory()
		const jwtSecret = secretOf(options, state)
		const keys = deriveKeys(jwtSecret)

		const gateway = new Gateway()
		const url = await gateway.listen(options.port ?? 0)
		closing.push(() => gateway.close())
		const postOffice = new PostOffice(options.onEmail)
		const settings = { ...defaultSettings(url), ...options.auth }
		const auth = new AuthService({ database, jwtSecret, keys, url, postOffice, settings })
		const api = await createApi({ database, jwtSecret, keys, auth })
		const log = (line: string) => onProgress(`realtime: ${line}`)
		const realtime = new RealtimeEndpoint({ database, keys, jwtSecret, faults, log, ...options.realtime })
		await realtime.start()
		closing.push(() => realtime.stop())

		const anon = new ApiClient(api, url, { apikey: keys.publishableKey })
		const admin = new ApiClient(api, url, { apikey: keys.secretKey })
		const seeded = await seed({ anon, admin }, state, options.demo ? householdSetup.ledger : PLAIN_LEDGER)
		if (options.demo) await addHousehold(seeded, state, options, onProgress)

		const other = options.control ? faultControl({ faults, postOffice, auth }, options.other) : options.other
		gateway.serve({ api, realtime, faults, other })
		const description: StackDescription = {
			url,
			publishable_key: keys.publishableKey,
			secret_key: keys.secretKey,
			ledger_id: seeded.ledgerId,
			agent_token: seeded.agentToken,
			demo: { ...demoUser },
		}
		return {
			...description,
			jwtSecret,
			database,
			auth,
			realtime,
			faults,
			postOffice,
			description: () => ({ ...description }),
			close,
		}
	} catch (error) {
		await close()
		throw error
	}
}

const PLAIN_LEDGER = { name: 'Casa', currency: 'BRL', timezone: 'America/Sao_Paulo' }

function secretOf({ jwtSecret }: StackOptions, state: StateStore): string {
	if (jwtSecret !== undefined && jwtSecret.length < SHORTEST_SECRET) {
		throw new Error(`The JWT secret must have at least ${SHORTEST_SECRET} characters.`)
	}
	const secret = jwtSecret ?? state.read().jwtSecret ?? makeJwtSecret()
	if (jwtSecret === undefined) state.write({ jwtSecret: secret })
	return secret
}

/** Once per ledger; taken up again where it was interrupted. */
async function addHousehold(
	seeded: Seeded,
	state: StateStore,
	{ demo }: StackOptions,
	onProgress: (line: string) => void,
): Promise<void> {
	if (state.read().demoLedger === seeded.ledgerId) return
	const { setup, rows } = makeHousehold({ now: Date.now(), ...(typeof demo === 'object' ? demo : {}) })
	const { owner, agent, ledgerId } = seeded
	const [settled] = await owner.call<unknown[]>(
		`/rest/v1/budgets?select=month&ledger_id=eq.${ledgerId}&limit=1`,
	)
	if (!settled) await setUp(seeded, setup, new Date())
	await postRows(agent, rows, (done, all) =>
		onProgress(`Posting the household's messages: ${done} of ${all}`),
	)
	state.write({ demoLedger: ledgerId })
}
