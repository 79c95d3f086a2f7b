import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { normalise } from '../ledger/name'
import type { Cents, LocalDay } from '../ledger/types'
import type { Rest } from './rest'

/** What makes a line that line, whatever options a file is read with. Neither its kind nor its source is part of it. */
export interface LineFacts {
	/** The account or card that the file names, or that was asked once. */
	account: string
	day: LocalDay
	/** As it stands in the file, with a part that is written in it: what is a part there depends on the rest of the file. */
	description: string
	cents: Cents
	/** From a column of its own. */
	part: number | null
	parts: number | null
	/** The bank's own id of the line, where its format is known to have one. */
	id: string | null
}

/**
 * Gives each line its message id: from the bank's own id where there is one, else from what the line says and from its number among
 * the lines that say the same. A file sent twice, or two files that overlap, record nothing twice: so nothing that is
 * told from a file's other lines may be part of it. A purchase and its refund of one day say the same too, for which way the money went may be
 * told otherwise in another file (a card's CSV and the OFX of the same bill have opposite signs): what went out is numbered before
 * what came in, whichever of them a file lists first.
 */
export class LineIdentity {
	private readonly wentOut = new Map<string, number>()
	private readonly cameIn = new Map<string, number>()

	/** Counts the next line of the file; its message id, once all of them are counted. */
	add(facts: LineFacts, direction: 'in' | 'out'): () => string {
		const account = normalise(facts.account)
		const said = facts.id
			? ['id', account, facts.id]
			: [
					account,
					facts.day,
					normalise(facts.description),
					facts.cents,
					facts.part ? `${facts.part}/${facts.parts}` : '',
				]
		const text = said.join('\n')
		const counts = direction === 'out' ? this.wentOut : this.cameIn
		const before = counts.get(text) ?? 0
		counts.set(text, before + 1)
		return () => {
			const number = direction === 'out' ? before : before + (this.wentOut.get(text) ?? 0)
			return `import:${fingerprint(text)}:${number}`
		}
	}
}

/** The id of a line whose first id is another person's: equal lines of two people's files are two. */
export const idForPerson = (messageId: string, person: string): string =>
	`${messageId}:${fingerprint(normalise(person))}`

/** Shorter ones are numbers of a file's or a day's lines, or of a document: nought in front makes none longer. */
export const isLongId = (id: string): boolean => /\d/.test(id) && id.replace(/^0+/, '').length >= 8

/** An account's number as one bank and another write it: with dashes or its noughts in front, or without. */
export const plainNumber = (number: string): string =>
	number
		.replace(/[^\da-z]/gi, '')
		.replace(/^0+/, '')
		.toLowerCase()

/** 120 bits of SHA-256: a hostile file must not be able to make two lines one. */
export const fingerprint = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 15))

/** Fingerprint of a file: the same bytes are the same file, whatever it is called. */
export async function fileFingerprint(bytes: Uint8Array, rest?: Rest): Promise<string> {
	const hash = sha256.create()
	for (let start = 0; start < bytes.length; start += BYTES_BETWEEN_RESTS) {
		await rest?.()
		hash.update(bytes.subarray(start, start + BYTES_BETWEEN_RESTS))
	}
	return bytesToHex(hash.digest().subarray(0, 15))
}

const BYTES_BETWEEN_RESTS = 100_000
