import type { Role } from './types'

/** What a member may do to a ledger, as the database allows it. */
export type Permission = 'settings' | 'review' | 'correct' | 'ledger' | 'members' | 'agents'

const needed: Record<Permission, readonly Role[]> = {
	settings: ['owner', 'editor'],
	review: ['owner', 'editor'],
	correct: ['owner', 'editor'],
	ledger: ['owner'],
	members: ['owner'],
	agents: ['owner'],
}

/** Whether a member of this role has the permission. The database decides; the page only hides what it would refuse. */
export function can(role: Role, permission: Permission): boolean {
	return needed[permission].includes(role)
}
