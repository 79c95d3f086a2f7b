import { correcting, editing } from './correcting.ts'
import type { Dialogue } from './dialogue.ts'
import { doorways, people, questions } from './people.ts'
import { recording } from './recording.ts'
import { failing, hostile } from './troubles.ts'

/** Every dialogue, by what it is about. */
export const dialogues: Record<string, Dialogue[]> = {
	recording,
	correcting,
	editing,
	failing,
	hostile,
	doorways,
	people,
	questions,
}
