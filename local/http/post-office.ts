/** An e-mail that the auth server would have sent. */
export interface Email {
	to: string
	subject: string
	/** The digits to type, six to ten by the project's setting, when the e-mail has some. */
	code: string | null
	/** The link to follow, when the e-mail has one. */
	link: string | null
	html: string
	sentAt: number
}

/** Keeps every e-mail instead of sending it: this machine has no mail server, and nobody's address is to be written to. */
export class PostOffice {
	readonly emails: Email[] = []

	constructor(private readonly onEmail: (email: Email) => void = () => {}) {}

	async send(message: { to: string; subject: string; html: string }): Promise<void> {
		const email: Email = {
			to: message.to,
			subject: message.subject,
			...codeAndLink(message.html),
			html: message.html,
			sentAt: Date.now(),
		}
		this.emails.push(email)
		this.onEmail(email)
	}

	/** The newest e-mail to this address. */
	lastTo(address: string): Email | undefined {
		return this.emails.findLast((email) => email.to.toLowerCase() === address.toLowerCase())
	}
}

/** What somebody does with an e-mail: types its digits, or follows its link. */
export function codeAndLink(html: string): Pick<Email, 'code' | 'link'> {
	const text = html.replace(/ style="[^"]*"/g, '')
	return {
		code: /(?<![\w-])\d{6,10}(?![\w-])/.exec(text.replace(/https?:\S+/g, ''))?.[0] ?? null,
		link: /https?:\/\/[^\s"'<>]+/.exec(text)?.[0]?.replaceAll('&amp;', '&') ?? null,
	}
}
