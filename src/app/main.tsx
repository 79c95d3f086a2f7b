import './styles/tokens.css'
import './styles/base.css'
import './styles/components.css'
import '../dashboard/dashboard.css'
import '../dashboard/print.css'
import { render } from 'solid-js/web'
import { App } from './App'
import { startClock } from './now'
import './theme'
import { language } from './language'
import { afterPaint } from './turns'

startClock()
const root = document.getElementById('root')
if (root) {
	// index.html holds the header that was shown meanwhile.
	root.replaceChildren()
	render(() => <App />, root)
	// What the browser knows of languages it reads when first asked, and that takes a while: better now than with the figures.
	afterPaint(() => void new Intl.NumberFormat(language()))
}
