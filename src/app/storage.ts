/**
 * Small choices kept on this device (language, theme, the open ledger). Storage may be refused or absent
 * (private mode, `file://`): then a choice lasts as long as the page.
 */
const PREFIX = 'painel.'

/** The stored value of `key` if `accepts` takes it, else null. */
export function load<T extends string>(key: string, accepts: (value: string) => value is T): T | null {
	try {
		const value = localStorage.getItem(PREFIX + key)
		return value !== null && accepts(value) ? value : null
	} catch {
		return null
	}
}

/** Stores `value` under `key`; null removes it. */
export function save(key: string, value: string | null): void {
	try {
		if (value === null) localStorage.removeItem(PREFIX + key)
		else localStorage.setItem(PREFIX + key, value)
	} catch {
		// Nothing to do: the choice holds until the page closes.
	}
}

/** Whether anything is stored under a key that begins so. */
export function hasStored(prefix: string): boolean {
	try {
		return Object.keys(localStorage).some((key) => key.startsWith(PREFIX + prefix))
	} catch {
		return false
	}
}

/** Accepts any text, for `load`. */
export const anyText = (value: string): value is string => value !== ''
