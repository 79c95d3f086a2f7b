// Of a project's address, what the page may connect to besides its own site.
function connectable(address) {
	try {
		const { origin } = new URL(address)
		return /^https?:/.test(origin) ? ` ${origin} ${origin.replace(/^http/, 'ws')}` : ''
	} catch {
		return '' // none, or none that the page would take
	}
}

// On the web the page talks to its own project alone, also where the host sends no policy. A page from disk learns its
// project on the setup screen.
if (location.protocol !== 'file:') {
	const project = globalThis.PAINEL_CONFIG?.supabaseUrl || document.querySelector('meta[name=painel-project]')?.content
	const policy = document.createElement('meta')
	policy.httpEquiv = 'Content-Security-Policy'
	policy.content = `connect-src 'self'${connectable(project)}`
	document.head.append(policy)
}

// What Solid's templates and ApexCharts write as markup passes here, in browsers that know Trusted Types: nothing in it
// can run, and scripts are files of this site or workers that it made itself. There is no other policy.
globalThis.trustedTypes?.createPolicy('default', {
	createHTML: (markup) =>
		/<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link)\b|[\s/"']on[a-z]+\s*=|(java|vb)script:|srcdoc/i.test(markup) ? null : markup,
	createScriptURL: (address) =>
		address.startsWith('blob:') || new URL(address, location.href).href.startsWith(new URL('.', location.href.split(/[?#]/)[0]).href)
			? address
			: null,
})

// The theme first, so that the page never shows the other one for a moment.
{
	let theme = null
	try {
		theme = localStorage.getItem('painel.theme')
	} catch {
		// Storage may be refused; the system's theme then.
	}
	if (theme !== 'light' && theme !== 'dark') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
	document.documentElement.dataset.theme = theme
}

// What the browser knows of languages it reads when first asked, and that takes a while: better now, while the page's code
// is on its way, than with the figures.
new Intl.NumberFormat('pt-BR')

// Opened from disk (file://) a browser refuses module scripts; the same page as one classic script stands in for them.
// Everywhere else this does nothing.
if (location.protocol === 'file:') {
	const style = document.createElement('link')
	style.rel = 'stylesheet'
	style.href = './file/painel.css'
	const script = document.createElement('script')
	script.src = './file/painel.js'
	addEventListener('DOMContentLoaded', () => document.head.append(style, script))
}
