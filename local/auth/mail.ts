import { readFileSync } from 'node:fs'
import type { AuthSettings } from './settings'

/** The e-mails of the service, by the names that `supabase/config.toml` has for their templates. */
export type EmailKind = 'confirmation' | 'magic_link' | 'recovery' | 'email_change' | 'reauthentication'

/** What a template may show; the names are the platform's. */
export interface EmailValues {
	/** The digits, as many as the project is set to. */
	Token: string
	/** What a link of our own carries. */
	TokenHash: string
	/** The platform's own link, which works by being loaded. */
	ConfirmationURL: string
	/** Where the page wants to be led back to. */
	RedirectTo: string
	SiteURL: string
	Email: string
	NewEmail: string
}

interface Template {
	subject: string
	html: string
}

const supabase = new URL('../../supabase/', import.meta.url)

/** The platform's templates: one link and no code. */
const PLATFORM: Record<EmailKind, Template> = {
	confirmation: oneLink('Confirm your email address'),
	magic_link: oneLink('Your sign-in link'),
	recovery: oneLink('Reset your password'),
	email_change: oneLink('Confirm your new email address'),
	reauthentication: {
		subject: '{{ .Token }} is your verification code',
		html: '<h2>Verification code</h2><p>{{ .Token }}</p>',
	},
}

function oneLink(subject: string): Template {
	return {
		subject,
		html: `<h2>${subject}</h2><p>Follow the link below.</p><p><a href="{{ .ConfirmationURL }}">Continue</a></p>`,
	}
}

/** This project's templates, as `supabase config push` and `supabase start` would take them from its configuration. */
export function projectTemplates(): Record<EmailKind, Template> {
	const config = readFileSync(new URL('config.toml', supabase), 'utf8')
	const read = (kind: EmailKind): Template => {
		const section = new RegExp(`\\[auth\\.email\\.template\\.${kind}\\]\\n((?:(?!\\[).*\\n?)*)`).exec(
			config,
		)?.[1]
		const value = (name: string) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(section ?? '')?.[1]
		const subject = value('subject')
		const path = value('content_path')
		if (!subject || !path) throw new Error(`supabase/config.toml has no [auth.email.template.${kind}]`)
		// Paths in the configuration begin at the folder above it.
		return { subject, html: readFileSync(new URL(`../${path}`, supabase), 'utf8') }
	}
	return {
		confirmation: read('confirmation'),
		magic_link: read('magic_link'),
		recovery: read('recovery'),
		email_change: read('email_change'),
		reauthentication: read('reauthentication'),
	}
}

let own: Record<EmailKind, Template> | undefined

/** An e-mail as it would be sent. */
export function composeEmail(
	kind: EmailKind,
	values: EmailValues,
	{ templates }: Pick<AuthSettings, 'templates'>,
): Template {
	own ??= projectTemplates()
	const { subject, html } = (templates === 'painel' ? own : PLATFORM)[kind]
	return { subject: filled(subject, values, (text) => text), html: filled(html, values, escaped) }
}

function filled(text: string, values: EmailValues, show: (value: string) => string): string {
	return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: keyof EmailValues) => {
		const value = values[name]
		if (value === undefined) throw new Error(`An e-mail's template asks for ${name}, which there is not`)
		return show(value)
	})
}

const escaped = (text: string) =>
	text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replaceAll('&#38;', '&amp;')
