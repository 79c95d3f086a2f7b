import { createHmac, randomBytes } from 'node:crypto'
import type { ProjectKeys } from '../realtime/token'

/** A new secret to sign tokens with. */
export function makeJwtSecret(): string {
	return randomBytes(32).toString('base64url')
}

/** The project's keys follow from its secret, so there is one thing to keep. */
export function deriveKeys(jwtSecret: string): ProjectKeys {
	const derive = (name: string) =>
		createHmac('sha256', jwtSecret).update(name).digest('base64url').slice(0, 31)
	return {
		publishableKey: `sb_publishable_${derive('publishable key')}`,
		secretKey: `sb_secret_${derive('secret key')}`,
	}
}
