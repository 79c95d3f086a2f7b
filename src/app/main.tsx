import './styles/tokens.css'
import './styles/base.css'
import './styles/components.css'
import '../dashboard/dashboard.css'
import '../dashboard/styles/print.css'
import { render } from 'solid-js/web'
import { App } from './App'
import { openBackend } from './open-backend'
import { startClock } from './time'
import { followTranslation } from './translated'
import './theme'
import { loadWords } from '../words'

startClock()
// The backend's code and the words come side by side.
const opening = openBackend()
void loadWords('page').then(() => {
	const root = document.getElementById('root')
	if (!root) return
	// index.html holds the header that was shown meanwhile.
	root.replaceChildren()
	followTranslation(root)
	render(() => <App opening={opening} />, root)
})
