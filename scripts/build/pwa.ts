import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { filePageFolder } from './file-page.ts'

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
			navigateFallback: 'index.html',
			runtimeCaching: [
				{
					urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.endsWith('/config.js'),
					handler: 'NetworkFirst',
					options: { cacheName: 'painel-config', networkTimeoutSeconds: 3 },
				},
			],
		},
	})
}
