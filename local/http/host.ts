const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

/**
 * True for the names that this machine has for itself. A server that answers to any other can be read by any site whose
 * name its owner points at 127.0.0.1.
 */
export function isLocalHost(host: string | undefined): boolean {
	return host !== undefined && local.test(host)
}

/** True for a page of this machine's own, and for what is no page. */
export function isLocalOrigin(origin: string | null): boolean {
	return origin === null || isLocalHost(origin.replace(/^https?:\/\//, ''))
}

/** What another name is told. */
export const NOT_LOCAL = 'This server answers to 127.0.0.1 and localhost only.'
