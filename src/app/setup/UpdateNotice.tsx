import { type JSX, Show } from 'solid-js'
import { createWords } from '../language'
import type { PageUpdate } from '../pwa'
import { words } from './words'

const t = createWords(words)

/** One line that offers a new version of the page; nothing while there is none. */
export function UpdateNotice(props: { update: PageUpdate }): JSX.Element {
	return (
		<Show when={props.update.ready()}>
			<div class="note" role="status">
				<span class="grow">{t('updateReady')}</span>
				<button type="button" class="btn btn-bare" onClick={() => props.update.accept()}>
					{t('updateAccept')}
				</button>
			</div>
		</Show>
	)
}
