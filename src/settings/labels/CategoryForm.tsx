import { createSignal } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Category } from '../../ledger/types'
import { useWords } from '../../words'
import { isolate } from '../shared/bidi'
import { LabelForm } from '../shared/LabelForm'
import { ColorField } from './ColorField'
import { freeColor } from './free-color'

const t = useWords('settings')

/** Makes or changes a category: its name, what else it is called, its colour. */
export function CategoryForm(props: { category: Category | null; onClose: () => void }) {
	const { settings, directory } = useLedgerSession()
	const all = () => directory()?.categories ?? []
	const [color, setColor] = createSignal(props.category?.color ?? freeColor(all()))
	return (
		<LabelForm
			label={props.category}
			all={all()}
			newTitle={t('categories.newTitle')}
			nameMissing={t('categories.nameMissing')}
			removeTitle={t('categories.removeTitle', { name: isolate(props.category?.name ?? '') })}
			removeConsequence={t('categories.removeConsequence')}
			save={(names) => settings.saveCategory({ ...names, color: color() })}
			remove={(id) => settings.removeCategory(id)}
			onClose={props.onClose}
		>
			<ColorField value={color()} onChange={setColor} />
		</LabelForm>
	)
}
