import { anyText, load, save } from '../app/storage'

/** The first steps, in their order. */
export const STEPS = ['ledger', 'people', 'sources', 'agent', 'purchase'] as const
export type Step = (typeof STEPS)[number]

/** Where somebody stands in the first steps of a ledger. The agent's key is never kept. */
export interface Progress {
	ledgerId: string
	step: Step
}

/** Also named in app/choose-ledger.ts, which comes before this code. */
const KEY = 'first-steps'

/** Where this device left the first steps; null: nowhere, or what is stored makes no sense. */
export function readProgress(): Progress | null {
	const [ledgerId, step] = (load(KEY, anyText) ?? '').split(' ')
	const known = STEPS.find((one) => one === step)
	return ledgerId && known && known !== 'ledger' ? { ledgerId, step: known } : null
}

/** Keeps it for a reload; null: the first steps are done. */
export function keepProgress(progress: Progress | null): void {
	save(KEY, progress && `${progress.ledgerId} ${progress.step}`)
}
