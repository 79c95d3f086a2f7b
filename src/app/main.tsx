import './styles/tokens.css'
import './styles/base.css'
import './styles/components.css'
import '../dashboard/dashboard.css'
import '../dashboard/styles/print.css'
import { render } from 'solid-js/web'
import { App } from './App'
import { startClock } from './time'
import './theme'

startClock()
const root = document.getElementById('root')
if (root) {
	// index.html holds the header that was shown meanwhile.
	root.replaceChildren()
	render(() => <App />, root)
}
