import type { Faults } from '../faults/faults'
import type { Clock, Delays } from './clock'
import type { RealtimeDatabase } from './database'
import type { Hub } from './hub'
import type { Limits, RateCounter } from './limits'
import type { Replication } from './replication'
import type { ProjectKeys } from './token'

/** What all sockets and channels of one endpoint share. */
export interface Context {
	database: RealtimeDatabase
	keys: ProjectKeys
	jwtSecret: string
	/** The project switch "private channels only". */
	privateOnly: boolean
	clock: Clock
	delays: Delays
	limits: Limits
	faults: Faults
	hub: Hub
	replication: Replication
	/** Sends and deliveries. */
	messages: RateCounter
	joins: RateCounter
	/** One line for the person at the terminal; never carries personal data. */
	log: (line: string) => void
}
