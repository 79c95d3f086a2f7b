import type { Role } from '../../ledger/types'

/** What a member does in the settings, as the database allows it. */
export type Deed = 'settings' | 'review' | 'ledger' | 'members' | 'agents'

const needed: Record<Deed, readonly Role[]> = {
	settings: ['owner', 'editor'],
	review: ['owner', 'editor'],
	ledger: ['owner'],
	members: ['owner'],
	agents: ['owner'],
}

/** Whether a member of this role may do the deed. The database decides; the page only does not offer what it would refuse. */
export function may(role: Role, deed: Deed): boolean {
	return needed[deed].includes(role)
}
