export { idForPerson } from './identity'
export { planImport } from './plan'
export { shownText } from './shown-text'
export * from './types'
