import type { StartWords } from '../types'

export const start: StartWords = {
	way: {
		title: {
			enter: 'Sign in',
			create: 'Create account',
			forgot: 'Forgotten password',
			code: 'Type the code',
		},
		lead: {
			enter: 'The purchases your agent records, live.',
			create:
				'Then you create a ledger, which gathers the purchases of a home or a business, or accept an invitation.',
			forgot: 'We send a code; it signs you in, and you choose another password.',
			code: 'If {{ email }} may come in, an e-mail is on its way. Look in spam, too.',
		},
		invited: {
			enter:
				'To see the invitation, sign in with the e-mail that was invited. No account yet? Create one with it.',
			create: 'Use the e-mail that was invited: the invitation waits for you inside.',
		},
		submit: { enter: 'Sign in', create: 'Create account', forgot: 'Send the code', code: 'Confirm' },
		email: 'E-mail',
		password: 'Password',
		passwordHint: 'At least 8 characters.',
		code: 'Code',
		codeHint:
			'The digits in the e-mail; its link works on any device. Only a link and no code? Open it in this very browser.',
		sendCode: 'Get a code by e-mail',
		sendAgain: 'Send another e-mail',
		again: 'Another e-mail only in {{ n }} s: asking sooner cancels the one already sent.',
		toForgot: 'I forgot the password',
		toCreate: 'No account yet?',
		toEnter: 'Already have an account?',
		confirmedElsewhere: 'Confirmed on another device?',
		back: 'Back',
		demo: 'See the demo',
		demoHint: 'A ready account with two years of invented purchases.',
		emailMissing: 'Type the e-mail.',
		emailUnfinished: 'Write all of it, like maria@example.com.',
		passwordMissing: 'Type the password.',
		codeMissing: 'The code has 6 to 10 digits.',
		known:
			'{{ email }} has an account already, so no e-mail was sent. Sign in with the password, or get a code.',
		firstPasswordStays:
			'This account was waiting for its confirmation. The first password you chose stays, not the one of now.',
		ended:
			'The session ended. Sign in again. That happens after signing out everywhere, when an account is suspended or deleted, or after a long time.',
		changed: 'The account has its new e-mail.',
		arrived: {
			elsewhere:
				'The link was opened in another browser than the one that asked, and cannot sign you in here. If it confirmed your account, it is confirmed: sign in with the password. If not, get a code: it works on any device.',
			over: 'This link was used, has ended, or a newer one was sent. If it was to confirm the account, try to sign in; if not, get a new code.',
			overSignedIn: 'This link is of no use any more. You are signed in: nothing is missing.',
			elsewhereSignedIn:
				'The link was opened in another browser than the one that asked, and does not change who is signed in here. If it confirmed an address, it is confirmed.',
			failed: 'The link did not work: {{ detail }}. Get a new code.',
			oneOfTwo:
				'One of the two addresses has confirmed. The link that went to the other is still to be used.',
		},
		tap: {
			enter: {
				title: 'Sign in',
				lead: 'You opened the link of the e-mail. Tap to sign in on this device.',
				do: 'Sign in',
			},
			recovery: {
				title: 'A new password',
				lead: 'You opened the link of the e-mail. Tap to sign in and choose another password.',
				do: 'Continue',
			},
			change: {
				title: 'Change the e-mail',
				lead: 'You opened the link of the e-mail. Tap to confirm this address.',
				do: 'Confirm',
			},
			leave: 'Not now',
		},
		newPassword: {
			title: 'Choose the password',
			lead: 'You are signed in. Choose the password for the next times.',
			label: 'New password',
			save: 'Keep this password',
			skip: 'Go on without changing it',
			done: 'The password has changed.',
		},
		reason: {
			credentials: 'E-mail or password do not match.',
			not_confirmed: 'This e-mail is not confirmed yet. Get a code by e-mail to confirm it.',
			email_taken: 'Another account has this e-mail.',
			email_invalid: 'This is no e-mail address that the server takes. Check letters, accents and blanks.',
			email_refused: 'The server sends no e-mail to this address. Use another one.',
			password_short: 'The password needs at least {{ n }} characters.',
			password_weak:
				'The project wants a stronger password: mix letters, digits and signs, and avoid known ones.',
			password_long: 'The password has more than 72 bytes (letters with accents count two). Shorten it.',
			password_same: 'This is the password of now. Choose another one.',
			code_wrong: 'The code does not match, was used or has ended. Look at the newest e-mail.',
			code_needed: 'This session is from yesterday or before: confirm with a code from an e-mail.',
			link_elsewhere: 'The link answers to a newer request, or one from another browser. Get a code.',
			link_over: 'This link was used or has ended. Get a code.',
			banned: 'This account is suspended. Ask whoever runs the project.',
			sign_ups_off: 'This project takes no new accounts. Ask whoever runs it.',
			email_off: 'Signing in by e-mail is switched off in this project.',
			captcha:
				'The project asks for a captcha, which this page has not. Whoever runs it switches it off under Authentication.',
			wait_seconds: 'An e-mail has just left. Another one only in {{ n }} s.',
			emails_spent:
				'The project has sent its e-mails of this hour. Sign in with the password, or try in an hour.',
			requests_spent: 'Many requests from this network in a short time. Wait five minutes.',
			email_not_sent:
				'The server could not send the e-mail. Try later; whoever runs the project checks its SMTP.',
			session_over: 'The session has ended. Sign in again.',
		},
		trouble: {
			network: 'No connection to the server. Check the network and try again.',
			server: 'The server had a problem. Try again in a moment.',
			rate_limited: 'Many requests in a short time. Wait some minutes.',
			plan_limit: 'The project is over the limit of its plan.',
			project_paused: 'The project is paused. Whoever runs it restores it on the Supabase dashboard.',
			blocked:
				"Something on the way refused the request (403): a proxy, a filter of the network, or a blocker. Try another network, or allow the project's address.",
			other: 'It did not work: {{ detail }}',
		},
	},
	account: {
		title: 'Your account',
		email: 'Change the e-mail',
		emailLead: 'The present address and the new one confirm, each by its own e-mail.',
		emailSent:
			'We sent one e-mail to {{ email }} and one to the present address. The change holds once both have confirmed.',
		changeEmail: 'Change the e-mail',
		password: 'Change the password',
		passwordLead: 'It holds from the next sign-in on; whoever is signed in stays.',
		codeSent: 'We sent a code to {{ email }}, since this session is from yesterday or before.',
		codeWaits:
			'This session is from yesterday or before: a code is missing. Another e-mail has just left; ask for the code in {{ n }} s.',
		codeMissing: 'This session is from yesterday or before: get a code by e-mail and type it here.',
		changePassword: 'Change the password',
		everywhere: 'Sign out on all devices',
		everywhereLead:
			'This device signs out now and forgets the copies it has. The others do when their access ends: within an hour, unless the project changed that.',
		leave: 'Sign out everywhere',
		clock: 'The clock of this device is {{ by }} {{ way }}. Days may look wrong: set it right.',
		ahead: 'ahead',
		behind: 'behind',
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
		back: 'Back to the dashboard',
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
