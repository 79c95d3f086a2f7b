import { Show } from 'solid-js'
import { useWords } from '../words'
import { watchForUpdates } from './updates'

const t = useWords()

/** Installs the offline shell, and offers a newer version of the page in one line; shows nothing while there is none. */
export default function UpdateNotice() {
	const update = watchForUpdates()
	return (
		<Show when={update.ready()}>
			<div class="note" role="status">
				<span class="grow">{t('update.ready')}</span>
				<button type="button" class="btn btn-bare" onClick={() => update.accept()}>
					{t('update.use')}
				</button>
			</div>
		</Show>
	)
}
