import type { Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { lucideIcons } from './icons.ts'

/** What every build of the page needs to be understood at all, however little else it does. */
export const pagePlugins = (): Plugin[] => [solid(), lucideIcons()]
