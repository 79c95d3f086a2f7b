import { generate } from 'lean-qr'

/** Light modules around the code, without which cameras do not find it. */
const QUIET = 4

/** A text as a QR code, always dark on light: cameras read nothing else for sure. Loaded with the dialog that shows it. */
export default function QrCode(props: { text: string; label: string }) {
	const code = () => generate(props.text)
	const dark = () => {
		const { size, get } = code()
		let path = ''
		for (let y = 0; y < size; y++)
			for (let x = 0; x < size; x++) if (get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
		return path
	}
	const side = () => code().size + 2 * QUIET
	return (
		<svg
			class="qr"
			viewBox={`0 0 ${side()} ${side()}`}
			role="img"
			aria-label={props.label}
			data-qr={props.text}
		>
			<path d={dark()} />
		</svg>
	)
}
