/**
 * The text of a file, whatever it was written with: UTF-8 or UTF-16 with or without a byte order mark, else windows-1252,
 * which is what Brazilian banks still give. Line ends become `\n`; U+0000 goes, because PostgreSQL stores none.
 *
 * @param encoding name of a character set, in place of what is found
 * @throws RangeError when the platform doesn't know `encoding`
 */
export function decode(bytes: Uint8Array, encoding?: string): string {
	const text = encoding ? new TextDecoder(encoding).decode(bytes) : decodeFound(bytes)
	return text
		.replace(/^\uFEFF/, '')
		.replaceAll('\u0000', '')
		.replace(/\r\n?/g, '\n')
}

function decodeFound(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
	const utf16 = utf16Without(bytes)
	if (utf16) return new TextDecoder(utf16).decode(bytes)
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		return new TextDecoder('windows-1252').decode(bytes)
	}
}

/** UTF-16 without its mark: every other byte of Latin text is zero, and no other encoding has zeros in a text. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	const length = Math.min(bytes.length, 2000) & ~1
	if (length < 4) return null
	const zeros = [0, 0]
	for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1]!++
	const half = length / 2
	if (zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1) return 'utf-16le'
	if (zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1) return 'utf-16be'
	return null
}
