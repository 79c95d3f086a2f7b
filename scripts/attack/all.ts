import { agentAttacks } from './agents'
import type { Attack } from './attack'
import { channelAttacks } from './channels'
import { functionAttacks } from './functions'
import { machineAttacks } from './machine'
import { tableAttacks } from './tables'
import { textAttacks } from './texts'
import { tokenAttacks } from './tokens'

/** Every attack there is. */
export const attacks: Attack[] = [
	...tableAttacks,
	...functionAttacks,
	...agentAttacks,
	...tokenAttacks,
	...channelAttacks,
	...machineAttacks,
	...textAttacks,
]
