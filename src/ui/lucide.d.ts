// The package types its index only, and going through that one has every icon there is compiled.
declare module 'lucide/dist/esm/icons/*' {
	const icon: import('lucide').IconNode
	export default icon
}
