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
