import { BackendError } from '../backend/types'
import { createWords } from './language'
import { words } from './words'

const t = createWords(words)

/** What happened and what to do, for anything a `Backend` call rejects with. */
export function problemText(error: unknown): string {
	return error instanceof BackendError ? t(`error.${error.code}`) : t('error.unknown')
}
