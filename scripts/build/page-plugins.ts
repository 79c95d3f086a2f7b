import type { Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { lucideIcons } from './icons.ts'

type Transform = (this: unknown, source: string, id: string, options?: object) => Promise<unknown>

/** Components that this process compiled for a build, by file and source. */
const compiled = new Map<string, Promise<unknown>>()

/** Compiles each component once for all builds of this process: the page is built twice, and this is most of the work. */
function compileOnce(plugin: Plugin): Plugin {
	const compile = plugin.transform as Transform
	let builds = false
	return {
		...plugin,
		configResolved(config) {
			builds = config.command === 'build'
			return (plugin.configResolved as (given: typeof config) => void).call(this, config)
		},
		transform(source: string, id: string, options?: object) {
			if (!builds) return compile.call(this, source, id, options) as never
			const key = `${id}\n${source}`
			const known = compiled.get(key) ?? compile.call(this, source, id, options)
			compiled.set(key, known)
			return known as never
		},
	}
}

/** What every build of the page needs to be understood at all, however little else it does. */
export const pagePlugins = (): Plugin[] => [compileOnce(solid()), lucideIcons()]
