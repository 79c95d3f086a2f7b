import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const prefix = 'lucide:'
const shape = /<(circle|ellipse|line|path|polygon|polyline|rect)\s+([^<>]*?)\/>/g
const attribute = /([a-z-]+)="([^"]*)"/g
/** What `.ic` in the style sheet says for every icon. */
const saidByStyle = ['fill', 'stroke', 'stroke-linecap', 'stroke-linejoin', 'stroke-width']

/**
 * The shapes of an icon's SVG, as the page draws them: as nodes, since text that becomes markup is refused by the page's
 * policy.
 */
export function shapesOf(svg: string): [shape: string, attributes: Record<string, string>][] {
	const rest = svg.replace(shape, '').replace(/<\/?g[^<>]*>/g, '')
	if (rest.trim()) throw new Error(`the icon has something else than shapes: ${rest}`)
	return [...svg.matchAll(shape)].map(([, name, attributes]) => [
		name!,
		Object.fromEntries(
			[...attributes!.matchAll(attribute)]
				.map(([, key, value]) => [key!, value!] as const)
				.filter(([key]) => !saidByStyle.includes(key)),
		),
	])
}

/** `import bell from 'lucide:bell'`: one icon of the Lucide set, and nothing of the other thousand. */
export function lucideIcons(): Plugin {
	const { icons } = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as {
		icons: Record<string, { body: string }>
	}
	return {
		name: 'painel:lucide-icons',
		enforce: 'pre',
		resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
		load(id) {
			if (!id.startsWith(`\0${prefix}`)) return
			const name = id.slice(prefix.length + 1)
			const icon = icons[name]
			if (!icon) this.error(`Lucide has no icon “${name}”. Its names are at https://lucide.dev/icons.`)
			return `export default ${JSON.stringify(shapesOf(icon.body))}`
		},
	}
}
