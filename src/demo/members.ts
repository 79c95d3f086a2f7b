import { BackendError, type Invitation, type Member } from '../backend/types'
import { type Random, uuid } from '../household/random'
import type { Role } from '../ledger/types'

/** The members of one demo ledger and who is invited. */
export interface DemoMembers {
	all(): { members: Member[]; invitations: Invitation[] }
	invite(email: string, role: Role): string
	/** Of whoever is signed in. */
	rename(name: string): void
	revokeInvitation(id: string): void
	setRole(userId: string, role: Role): void
	remove(userId: string): void
}

/** `changed` is called after each change. */
export function createDemoMembers(start: Member[], random: Random, changed: () => void): DemoMembers {
	let members = start
	let invitations: Invitation[] = []

	function member(userId: string): Member {
		const found = members.find((other) => other.user_id === userId)
		if (!found) throw new BackendError('not_found')
		return found
	}

	/** A ledger always keeps an owner. */
	function keepOwner(leaving: Member): void {
		const owners = members.filter((other) => other.role === 'owner')
		if (leaving.role === 'owner' && owners.length === 1) throw new BackendError('last_owner')
	}

	return {
		all: () => structuredClone({ members, invitations }),
		invite(email, role) {
			const address = email.trim().toLowerCase()
			if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
				throw new BackendError('invalid_input', 'not an e-mail address', 'email')
			if (
				members.some((other) => other.email === address) ||
				invitations.some((other) => other.email === address)
			)
				throw new BackendError('duplicate', `${address} is already here`, 'email')
			const id = uuid(random)
			invitations = [...invitations, { id, email: address, role, created_at: Date.now() }]
			changed()
			return id
		},
		rename(name) {
			members = members.map((other) => (other.you ? { ...other, name: name.trim() || null } : other))
			changed()
		},
		revokeInvitation(id) {
			if (!invitations.some((other) => other.id === id)) throw new BackendError('not_found')
			invitations = invitations.filter((other) => other.id !== id)
			changed()
		},
		setRole(userId, role) {
			const found = member(userId)
			if (role !== 'owner') keepOwner(found)
			members = members.map((other) => (other === found ? { ...other, role } : other))
			changed()
		},
		remove(userId) {
			const found = member(userId)
			keepOwner(found)
			members = members.filter((other) => other !== found)
			changed()
		},
	}
}
