import { useWords } from '../words'
import { fieldErrorOf } from './errors'
import { showToast } from './toasts'

const t = useWords('settings')

/** Says what was done, with its undoing; says so, too, when it could not be undone. */
export function showUndo(said: { text: string; detail?: string; undo: () => Promise<unknown> }): void {
	const { undo, ...words } = said
	showToast({
		kind: 'ok',
		...words,
		action: {
			label: t('form.undo'),
			run: () =>
				void undo().then(
					() => showToast({ kind: 'ok', text: t('form.undone') }),
					(error: unknown) =>
						showToast({ kind: 'bad', text: t('form.undoFailed'), detail: fieldErrorOf(error).text }),
				),
		},
	})
}
