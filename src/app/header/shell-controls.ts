import type { Session } from '../../backend/types'
import type { Ledger } from '../../ledger/types'

/** What the shell lends to every page below it. */
export interface ShellControls {
	person: Session
	openLedger: (ledger: Ledger) => void
	signOut: () => void
	showShortcuts: () => void
}
