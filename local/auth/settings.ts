/** The switches and limits of the auth service, by default those of a hosted project set up as docs/HOSTING.md says. */
export interface AuthSettings {
	/** Where links lead that ask for no place, or for one that isn't allowed. */
	siteUrl: string
	/** Other allowed places: `*` is any text without a slash or dot, `**` any text. A place on `siteUrl`'s host is always allowed. */
	redirects: string[]
	signUps: boolean
	/** Whether an address must be confirmed before its password signs in. */
	confirmations: boolean
	shortestPassword: number
	/** How long an access token lives, in seconds. */
	tokenSeconds: number
	/** Only a session this young changes its password without a code from an e-mail. */
	freshSeconds: number
	/** How long a code and its link work, in seconds. */
	codeSeconds: number
	codeLength: number
	/** Between two e-mails of a kind to one person. */
	secondsBetweenEmails: number
	/** Of the whole project. */
	emailsPerHour: number
	/** Whether the requests of one address are counted: 30, then one more every two or ten seconds. */
	requestLimits: boolean
	/** This project's own e-mails, with a code and a link that is used by a tap; or the platform's, with one link. */
	templates: 'painel' | 'platform'
	/** Whether e-mails can be sent at all. */
	emailWorks: boolean
}

export const defaultSettings = (siteUrl: string): AuthSettings => ({
	siteUrl,
	redirects: ['http://localhost:*/**', 'http://127.0.0.1:*/**'],
	signUps: true,
	confirmations: true,
	shortestPassword: 8,
	tokenSeconds: 3_600,
	freshSeconds: 86_400,
	codeSeconds: 3_600,
	codeLength: 6,
	secondsBetweenEmails: 60,
	emailsPerHour: 30,
	requestLimits: true,
	templates: 'painel',
	emailWorks: true,
})

/** The wanted place when the project allows it, else its own. */
export function allowedRedirect({ siteUrl, redirects }: AuthSettings, wanted: string | null): string {
	if (!wanted) return siteUrl
	try {
		const { hostname, protocol } = new URL(wanted)
		if (!/^https?:$/.test(protocol)) return siteUrl
		if (hostname === new URL(siteUrl).hostname) return wanted
	} catch {
		return siteUrl
	}
	const bare = wanted.replace(/[#?].*$/s, '')
	return redirects.some((pattern) => matcher(pattern).test(bare)) ? wanted : siteUrl
}

function matcher(pattern: string): RegExp {
	const parts = pattern.split(/(\*\*|\*)/).map((part) => {
		if (part === '**') return '.*'
		return part === '*' ? '[^/.]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
	})
	return new RegExp(`^${parts.join('')}$`)
}
