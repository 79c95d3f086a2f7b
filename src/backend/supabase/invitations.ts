import type { Role } from '../../ledger/types'
import type { InvitationsPort, MyInvitation } from '../types'
import type { Client } from './client'
import { answered } from './request'

/** Invitations to whoever is signed in, by the address that they proved. */
export class SupabaseInvitations implements InvitationsPort {
	constructor(private readonly client: Client) {}

	async mine(): Promise<MyInvitation[]> {
		const rows = await answered(this.client.rpc('my_invitations'))
		return rows.map(({ id, ledger, invited_by, role }) => ({ id, ledger, invited_by, role: role as Role }))
	}

	accept(invitation_id: string, name: string): Promise<string> {
		return answered(this.client.rpc('accept_invitation', { invitation_id, name }))
	}

	async decline(invitation_id: string): Promise<void> {
		await answered(this.client.rpc('decline_invitation', { invitation_id }))
	}
}
