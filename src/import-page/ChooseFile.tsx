import { onMount, Show } from 'solid-js'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import type { ImportState } from './state'

const t = useWords('import')

/** Where a file is chosen, or dropped: the whole page takes it. */
export function ChooseFile(props: { state: ImportState; isOver: boolean }) {
	let input!: HTMLInputElement
	const take = (files: FileList | null | undefined) => {
		const file = files?.[0]
		if (file) void props.state.choose(file)
		input.value = ''
	}
	const reading = () => props.state.step() === 'reading'
	return (
		<div class="sheet">
			<section class="panel imp-drop" data-over={props.isOver ? '' : undefined} aria-busy={reading()}>
				<span class="imp-drop-icon">
					<Icon of={icons.upload} large />
				</span>
				<Show
					when={!reading()}
					fallback={
						<p aria-live="polite">{t('importing.choose.reading', { file: props.state.fileName() })}</p>
					}
				>
					<p class="strong only-wide">{t('importing.choose.drop')}</p>
					<p class="muted only-wide">{t('importing.choose.or')}</p>
					<ChooseButton isAgain={props.state.fileName() !== ''} onChoose={() => input.click()} />
					<p class="muted imp-formats">{t('importing.choose.formats')}</p>
				</Show>
				<input
					ref={input}
					hidden
					type="file"
					accept=".csv,.txt,.tsv,.ofx,.xlsx,.xls,.pdf,text/csv"
					onChange={() => take(input.files)}
				/>
			</section>
		</div>
	)
}

/** After a file was read or could not be, the focus comes back to it. */
function ChooseButton(props: { isAgain: boolean; onChoose: () => void }) {
	let button!: HTMLButtonElement
	onMount(() => props.isAgain && button.focus({ preventScroll: true }))
	return (
		<button ref={button} type="button" class="btn btn-main" onClick={() => props.onChoose()}>
			{t('importing.choose.button')}
		</button>
	)
}
