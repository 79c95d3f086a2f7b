import { type Plugin, parseAst } from 'vite'

/** A class of auth-js, and what the page never calls of it. */
interface Lean {
	methods: ReadonlySet<string>
	/** What the constructor makes of those methods. */
	made: RegExp
	/** How many such statements there are. */
	count: number
}

/**
 * What the page never calls of auth-js 2: all ways to sign in, which come with the sign-in page and ask the service by
 * themselves (`backend/supabase/account.ts`), second factors, passkeys, being an OAuth server, changing the account, reading
 * tokens itself; and of the administration all but signing out. No bundler leaves out methods of a class, and these are
 * more than half of the code that a signed-in reader waits for.
 */
const classes: Readonly<Record<'GoTrueClient' | 'GoTrueAdminApi', Lean>> = {
	GoTrueClient: {
		made: /^this\.(mfa|oauth|passkey) = \{/,
		count: 3,
		methods: new Set([
			...['signInAnonymously', 'signInWithOAuth', 'signInWithWeb3', 'signInWithEthereum', 'signInWithSolana'],
			...['signInWithIdToken', 'signInWithSSO', 'signInWithPasskey', 'verifyOtp', 'resend'],
			...['signUp', 'signInWithPassword', 'signInWithOtp', 'exchangeCodeForSession'],
			...['reauthenticate', '_reauthenticate', 'updateUser', '_updateUser', 'resetPasswordForEmail'],
			...['setSession', '_setSession', 'getUserIdentities', 'linkIdentity', 'linkIdentityOAuth'],
			...['linkIdentityIdToken', 'unlinkIdentity', '_handleProviderSignIn', '_getUrlForProvider'],
			...['_enroll', '_unenroll', '_verify', '_challenge', '_challengeAndVerify', '_listFactors'],
			...['_getAuthenticatorAssuranceLevel', '_getRecoveryCodesStatus', '_generateRecoveryCodes'],
			...['_verifyRecoveryCode', '_regenerateRecoveryCodes', '_unenrollRecoveryCodes'],
			...['_getAuthorizationDetails', '_approveAuthorization', '_denyAuthorization', '_listOAuthGrants'],
			...['_revokeOAuthGrant', 'fetchJwk', 'getClaims', 'registerPasskey', '_startPasskeyRegistration'],
			...['_verifyPasskeyRegistration', '_startPasskeyAuthentication', '_verifyPasskeyAuthentication'],
			...['_listPasskeys', '_updatePasskey', '_deletePasskey'],
		]),
	},
	GoTrueAdminApi: {
		made: /^this\.(mfa|oauth|customProviders|passkey) = \{/,
		count: 4,
		methods: new Set([
			...['inviteUserByEmail', 'generateLink', 'createUser', 'listUsers', 'getUserById', 'updateUserById'],
			...['deleteUser', '_listFactors', '_deleteFactor', '_listOAuthClients', '_createOAuthClient'],
			...['_getOAuthClient', '_updateOAuthClient', '_deleteOAuthClient', '_regenerateOAuthClientSecret'],
			...['_listCustomProviders', '_createCustomProvider', '_getCustomProvider', '_updateCustomProvider'],
			...['_deleteCustomProvider', '_adminListPasskeys', '_adminDeletePasskey'],
		]),
	},
}

interface Place {
	start: number
	end: number
}
interface Member extends Place {
	type: string
	kind?: string
	key: { name?: string }
	value: { body: { body: Place[] } }
}

/** The file of a class without those methods. Throws when one is not there, or when what is left calls one. */
export function leanAuthCode(code: string, name: keyof typeof classes = 'GoTrueClient'): string {
	const { methods, made, count } = classes[name]
	const members = classOf(code)
	const left = members.filter(({ key }) => key.name && methods.has(key.name))
	const missing = [...methods].filter((name) => !left.some(({ key }) => key.name === name))
	const making = members.find(({ kind }) => kind === 'constructor')
	const statements = (making?.value.body.body ?? []).filter(({ start, end }) =>
		made.test(code.slice(start, end)),
	)
	if (missing.length || statements.length !== count)
		throw unexpected(missing.length ? `no ${missing.join(', ')}` : 'another constructor')
	let lean = code
	for (const { start, end } of [...left, ...statements].sort((a, b) => b.start - a.start))
		lean = lean.slice(0, start) + lean.slice(end)
	const called = [...methods].filter((name) => new RegExp(`\\.${name}\\b`).test(withoutComments(lean)))
	if (called.length) throw unexpected(`what is left asks for ${called.join(', ')}`)
	return lean
}

function classOf(code: string): Member[] {
	const program = parseAst(code) as unknown as { body: unknown[] }
	for (const statement of program.body as {
		declaration?: unknown
		declarations?: { init?: unknown }[]
	}[]) {
		for (const candidate of [
			statement,
			statement.declaration,
			...(statement.declarations ?? []).map(({ init }) => init),
		]) {
			const { type, body } = (candidate ?? {}) as { type?: string; body?: { body: Member[] } }
			if (type?.startsWith('Class') && body) return body.body
		}
	}
	throw unexpected('no class')
}

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

const unexpected = (what: string) =>
	new Error(
		`scripts/build/lean-auth.ts does not fit this version of @supabase/auth-js (${what}): look at it anew.`,
	)

/** Leaves out of the page the ways to sign in that it doesn't offer. */
export function leanAuth(): Plugin {
	return {
		name: 'painel:lean-auth',
		apply: 'build',
		enforce: 'pre',
		transform: {
			filter: { id: /auth-js\/dist\/module\/GoTrue(Client|AdminApi)\.js/ },
			handler: (code, id) => ({
				code: leanAuthCode(code, id.includes('GoTrueAdminApi') ? 'GoTrueAdminApi' : 'GoTrueClient'),
				map: null,
			}),
		},
	}
}
