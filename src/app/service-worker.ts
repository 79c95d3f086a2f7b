/*
 * Opens the page without a network: assets only, never data (the feed has a cache of its own). A new version waits until
 * the reader accepts it.
 */
import { NetworkFirst, Serwist } from 'serwist'

/** Every file that the page may need, with a revision where its name doesn't carry one. The build puts them here. */
declare const shellFiles: { url: string; revision: string | null }[]

/** The copy of the page, under a name that no navigation has: else it would be answered from the copy first. */
const pageCopy = 'index.html?offline'
/** How long a navigation waits for the network before the copy answers, in ms. */
const patience = 3_000

/**
 * Answers a navigation by the network, else by the copy. A copy alone would bring its old headers, and with them an old
 * Content-Security-Policy, for ever.
 */
async function pageFromNetwork({ event, request }: { event: Event; request: Request }): Promise<Response> {
	// Of two versions the first is the one this worker came with; it deletes the others once it is in charge.
	const copy = await caches.match(pageCopy, { ignoreSearch: true })
	const { preloadResponse } = event as Event & { preloadResponse?: Promise<Response | undefined> }
	const network = Promise.resolve(preloadResponse).then((answer) => answer ?? fetch(request))
	if (!copy) return network
	const good = network.then(
		(answer) => (answer.status < 500 ? answer : copy),
		() => copy,
	)
	return Promise.race([good, new Promise<Response>((late) => setTimeout(late, patience, copy))])
}

new Serwist({
	precacheEntries: shellFiles,
	precacheOptions: { cleanupOutdatedCaches: true },
	// The first visit has all of its parts too when the network goes. What is older than its worker waits for the reader as always.
	clientsClaim: true,
	navigationPreload: true,
	runtimeCaching: [
		{ matcher: ({ request }) => request.mode === 'navigate', handler: pageFromNetwork },
		{
			matcher: ({ sameOrigin, url }) => sameOrigin && url.pathname.endsWith('/config.js'),
			handler: new NetworkFirst({ cacheName: 'painel-config', networkTimeoutSeconds: patience / 1000 }),
		},
	],
}).addEventListeners()
