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

/** Every attack there is, by its file. */
export const attackFiles: Record<string, Attack[]> = {
	tables: tableAttacks,
	functions: functionAttacks,
	agents: agentAttacks,
	tokens: tokenAttacks,
	channels: channelAttacks,
	machine: machineAttacks,
	publishing: publishingAttacks,
	'outsider-questions': questionAttacks,
	'outsider-people': peopleAttacks,
	'outsider-ways': wayAttacks,
	texts: textAttacks,
	'roles-lost': roleAttacks,
	'agents-apart': apartAttacks,
	sockets: socketAttacks,
	'import-files': fileAttacks,
}

export const attacks = Object.values(attackFiles).flat()

export const nameOf = ({ who, door, what }: Attack) => `${who}, ${door}: ${what}`

/** What `--only` chooses: the attacks of a file, `sockets`, or those with that in their name, `the agent`. */
export const chooseAttacks = (only: string): Attack[] =>
	attackFiles[only] ?? attacks.filter((attack) => nameOf(attack).includes(only))
