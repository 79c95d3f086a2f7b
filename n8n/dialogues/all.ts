import { choosing } from './choosing.ts'
import { correcting, editing } from './correcting.ts'
import type { Dialogue } from './dialogue.ts'
import { english } from './english.ts'
import { files, groups } from './files.ts'
import { edits, naming, numbers, parts, places } from './naming.ts'
import { doorways, people, questions, silences } from './people.ts'
import { recording } from './recording.ts'
import { failing, hostile } from './troubles.ts'

/** Every dialogue, by what it is about. */
export const dialogues: Record<string, Dialogue[]> = {
	recording,
	correcting,
	editing,
	naming,
	numbers,
	choosing,
	parts,
	edits,
	places,
	failing,
	hostile,
	doorways,
	people,
	questions,
	silences,
	files,
	groups,
	english,
}
