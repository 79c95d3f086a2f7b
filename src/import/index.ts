export { planImport } from './plan'
export * from './types'
