import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { filePageFolder } from './file-page.ts'

/** The copy of the page that opens without a network. */
const offlinePage = 'index.html?offline'

/**
 * Answers a navigation in the service worker, where this function's text ends up: by the network, else by the copy. A copy
 * alone would bring its old headers, and with them an old Content-Security-Policy, for ever.
 */
const pageFromNetwork = async ({ event, request }: { event: Event; request: Request }) => {
	// Of two versions the first is the one this worker came with; it deletes the others once it is in charge.
	const copy = await caches.match('index.html', { ignoreSearch: true })
	const preload = (event as Event & { preloadResponse?: Promise<Response | undefined> }).preloadResponse
	const network = Promise.resolve(preload).then((answer) => answer ?? fetch(request))
	if (!copy) return network
	const good = network.then(
		(answer) => (answer.status < 500 ? answer : copy),
		() => copy,
	)
	return Promise.race([good, new Promise<Response>((late) => setTimeout(late, 3_000, copy))])
}

/**
 * Installable, and opens without a network: assets only, never data (the feed has a cache of its own). A new version
 * waits until the reader accepts it.
 */
export function pwa(): Plugin[] {
	return VitePWA({
		registerType: 'prompt',
		injectRegister: false,
		manifest: {
			name: 'Painel',
			short_name: 'Painel',
			description: 'As compras que o agente do WhatsApp registra, ao vivo.',
			lang: 'pt-BR',
			start_url: './',
			scope: './',
			id: './',
			display: 'standalone',
			background_color: '#EDF1F0',
			theme_color: '#EDF1F0',
			icons: [
				{ src: 'icons/painel.svg', sizes: 'any', type: 'image/svg+xml' },
				{ src: 'icons/painel-192.png', sizes: '192x192', type: 'image/png' },
				{ src: 'icons/painel-512.png', sizes: '512x512', type: 'image/png' },
				{ src: 'icons/painel-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
			],
		},
		includeManifestIcons: false,
		workbox: {
			globPatterns: ['index.html', 'boot.js', 'assets/**/*.{js,css,woff2}', 'icons/painel.svg'],
			globIgnores: [`${filePageFolder}/**`],
			maximumFileSizeToCacheInBytes: 3_000_000,
			cleanupOutdatedCaches: true,
			clientsClaim: false,
			skipWaiting: false,
			// Under a name that no navigation has: else it would be answered from the copy first.
			manifestTransforms: [
				(entries) => ({
					manifest: entries.map((entry) =>
						entry.url === 'index.html' ? { ...entry, url: offlinePage } : entry,
					),
				}),
			],
			navigateFallback: null,
			// In one file: the policy lets a worker import no other by its address alone.
			inlineWorkboxRuntime: true,
			navigationPreload: true,
			runtimeCaching: [
				{ urlPattern: ({ request }) => request.mode === 'navigate', handler: pageFromNetwork },
				{
					urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.endsWith('/config.js'),
					handler: 'NetworkFirst',
					options: { cacheName: 'painel-config', networkTimeoutSeconds: 3 },
				},
			],
		},
	})
}
