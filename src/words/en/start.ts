import type { StartWords } from '../types'

export const start: StartWords = {
	signIn: {
		title: 'Sign in',
		lead: 'The purchases your agent records, live.',
		email: 'E-mail',
		password: 'Password',
		enter: 'Sign in',
		sendLink: 'Get a link by e-mail',
		linkSent: 'We sent a link to {{ email }}. Open it on this device.',
		create: 'Create account',
		toCreate: 'No account yet?',
		toEnter: 'Already have an account?',
		createTitle: 'Create account',
		createLead: 'Then you create a ledger or accept an invitation.',
		confirm: 'We sent a confirmation to {{ email }}. Open its link and come back.',
		passwordHint: 'At least 8 characters.',
		demo: 'See the demo',
		demoHint: 'A ready account with two years of invented purchases.',
		emailMissing: 'Type the e-mail.',
		passwordShort: 'The password needs at least 8 characters.',
		sample: 'Example',
		sampleLabel: 'Spent in this bill',
	},
	setup: {
		title: 'Connect to Supabase',
		lead: 'Both values are public and stay in this browser only. In Supabase: Project Settings, under Data API and API keys.',
		brokenTitle: 'The configuration does not fit',
		brokenLead: 'This page opened no server with it. Put it right and reload.',
		url: 'Project URL',
		key: 'Public key',
		keyHint: 'The publishable key. Never the secret one.',
		save: 'Connect',
		demo: 'Use the demo',
		checking: 'Checking…',
		hosted: 'Whoever published the page corrects config.js beside index.html, or the variables of the build.',
		problems: {
			url_missing: 'The project URL is missing.',
			url_unfit: 'Type the address alone, such as https://abcd.supabase.co, without a path, user or query.',
			url_insecure:
				'The address must begin with https:// (http:// on this machine or the home network only).',
			key_missing: 'The public key is missing.',
			key_secret:
				'This is a SECRET key: it opens the whole database to whoever reads the page. Use the publishable key (sb_publishable_…). If the secret one was ever published, revoke it.',
			key_unfit: 'This is neither a publishable key (sb_publishable_…) nor a legacy anon key. Copy it again.',
			unreachable:
				'Nothing answered at this address. Check the address, the network, and that the project is not paused.',
			refused: 'The project answered but refused the key. Copy the publishable key of this same project.',
		},
	},
}
