/** The mark: a ruler with a "today" tick. */
export function Mark() {
	return (
		<svg viewBox="0 0 20 20" aria-hidden="true">
			<g fill="currentColor">
				<rect x="1" y="11" width="2" height="6" />
				<rect x="5" y="11" width="2" height="6" />
				<rect x="13" y="11" width="2" height="6" />
				<rect x="17" y="11" width="2" height="6" />
			</g>
			<rect class="mark-today" x="9" y="2" width="2" height="15" />
		</svg>
	)
}
