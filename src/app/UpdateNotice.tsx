import { Show } from 'solid-js'
import { createWords } from './language'
import { words } from './setup/words'
import { watchForUpdates } from './updates'

const t = createWords(words)

/** Installs the offline shell, and offers a newer version of the page in one line; shows nothing while there is none. */
export default function UpdateNotice() {
	const update = watchForUpdates()
	return (
		<Show when={update.ready()}>
			<div class="note" role="status">
				<span class="grow">{t('updateReady')}</span>
				<button type="button" class="btn btn-bare" onClick={() => update.accept()}>
					{t('updateAccept')}
				</button>
			</div>
		</Show>
	)
}
