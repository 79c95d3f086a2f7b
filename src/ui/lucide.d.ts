declare module 'lucide:*' {
	/** The icon's shapes, each with its SVG attributes. */
	const icon: [shape: string, attributes: Record<string, string>][]
	export default icon
}
