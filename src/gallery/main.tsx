import '../app/styles/tokens.css'
import '../app/styles/base.css'
import '../app/styles/components.css'
import '../dashboard/dashboard.css'
import './gallery.css'
import { render } from 'solid-js/web'
import { markShown } from '../app/schedule'
import { startClock } from '../app/time'
import '../app/theme'
import { loadWords } from '../words'
import { keepDialogsInPlace } from './dialogs'
import { Gallery } from './Gallery'

startClock()
// Nothing here waits for a first figure.
markShown()
keepDialogsInPlace()
void Promise.all((['page', 'panels', 'settings', 'corrections', 'start'] as const).map(loadWords)).then(
	() => {
		const root = document.getElementById('gallery')
		const only = new URLSearchParams(location.search).get('panel')
		if (root) render(() => <Gallery only={only} />, root)
	},
)
