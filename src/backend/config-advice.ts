import { ConfigError, type ConfigProblem, checkConfig as check, type PainelConfig } from './config.ts'

const remedies: Record<ConfigProblem, string> = {
	url_missing: 'There is a key but no project URL. Copy it from Supabase: Project Settings > Data API.',
	url_unfit:
		'The project URL must be an address alone, such as https://abcd.supabase.co, without a path, user or query.',
	url_insecure:
		'The project URL must begin with https:// (http:// is for this machine and the home network only).',
	key_missing: 'There is a project URL but no key. Copy the publishable key: Project Settings > API keys.',
	key_secret:
		'This is a SECRET key: it opens the whole database to whoever reads the page. Use the publishable key (sb_publishable_…), and revoke the secret one if it was ever published.',
	key_unfit:
		'The key is neither a publishable key (sb_publishable_…) nor a legacy anon key. Copy it again from Project Settings > API keys.',
}

/** The same check for programs: the error says what is wrong and what to do, and never repeats the key. */
export function checkConfig(input: Parameters<typeof check>[0]): PainelConfig | null {
	try {
		return check(input)
	} catch (error) {
		throw error instanceof ConfigError ? new ConfigError(error.problem, remedies[error.problem]) : error
	}
}
