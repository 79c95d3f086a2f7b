import { HttpInbox } from '../../import/http-inbox'
import type { ImportInbox } from '../../import/inbox'
import type { Ledger } from '../../ledger/types'
import type { PainelConfig } from '../config'
import type { Client } from './client'
import { answered } from './request'

/** An import by a member: it reads as they do, and writes as the ledger's import agent, whose token lasts a day. */
export function makeSupabaseImport(client: Client, config: PainelConfig, ledger: Ledger): ImportInbox {
	let token: Promise<string> | null = null
	return new HttpInbox({
		url: config.supabaseUrl,
		key: config.publishableKey,
		ledgerId: ledger.id,
		memberToken: () => client.keeper.token(),
		async agentToken(toWrite) {
			if (!toWrite) return null
			token ??= answered(client.rpc('import_token', { ledger_id: ledger.id })).catch((error: unknown) => {
				token = null
				throw error
			})
			return token
		},
	})
}
