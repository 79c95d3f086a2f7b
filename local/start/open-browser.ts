import { spawn } from 'node:child_process'

/** The command that opens an address in the person's browser; null without a screen. */
export function openCommand(
	url: string,
	platform: NodeJS.Platform,
	env: NodeJS.ProcessEnv,
): [string, string[]] | null {
	if (env.CI) return null
	if (platform === 'darwin') return ['open', [url]]
	if (platform === 'win32') return ['cmd', ['/c', 'start', '', url]]
	return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', [url]] : null
}

/** Opens the browser if there is one. Without one nothing happens: the address is printed too. */
export function openBrowser(url: string): void {
	const command = openCommand(url, process.platform, process.env)
	if (!command) return
	spawn(command[0], command[1], { stdio: 'ignore', detached: true })
		.on('error', () => {})
		.unref()
}
