import '../app/styles/tokens.css'
import '../app/styles/base.css'
import '../app/styles/components.css'
import '../dashboard/dashboard.css'
import './gallery.css'
import { render } from 'solid-js/web'
import { markShown } from '../app/schedule'
import { setTheme, theme } from '../app/theme'
import { startClock } from '../app/time'
import { loadWords } from '../words'
import { keepDialogsInPlace } from './dialogs'
import { Gallery } from './Gallery'

startClock()
// The page's `boot.js` is not here to mark it.
setTheme(theme())
// Nothing here waits for a first figure.
markShown()
keepDialogsInPlace()
void Promise.all(
	(['page', 'panels', 'settings', 'corrections', 'start', 'import'] as const).map(loadWords),
).then(() => {
	const root = document.getElementById('gallery')
	const only = new URLSearchParams(location.search).get('panel')
	if (root) render(() => <Gallery only={only} />, root)
})
