/**
 * A text of a file as it may stand on a terminal: what would steer it is shown, not sent. C0 characters become their pictures
 * (`␛`), all other control, format and line marks their number (`<202e>`).
 */
export const shownText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, pictureOf)

function pictureOf(letter: string): string {
	const code = letter.codePointAt(0)!
	if (code < 0x20) return String.fromCharCode(0x2400 + code)
	return code === 0x7f ? '␡' : `<${code.toString(16).padStart(4, '0')}>`
}
