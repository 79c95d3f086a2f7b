import { agentAttacks } from './agents'
import { apartAttacks } from './agents-apart'
import type { Attack } from './attack'
import { channelAttacks } from './channels'
import { functionAttacks } from './functions'
import { fileAttacks } from './import-files'
import { machineAttacks } from './machine'
import { peopleAttacks } from './outsider-people'
import { questionAttacks } from './outsider-questions'
import { wayAttacks } from './outsider-ways'
import { publishingAttacks } from './publishing'
import { roleAttacks } from './roles-lost'
import { socketAttacks } from './sockets'
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
	...publishingAttacks,
	...questionAttacks,
	...peopleAttacks,
	...wayAttacks,
	...textAttacks,
	...roleAttacks,
	...apartAttacks,
	...socketAttacks,
	...fileAttacks,
]
