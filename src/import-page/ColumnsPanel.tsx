import { For } from 'solid-js'
import type { Plan } from '../import/index'
import { Field } from '../ui/Field'
import { useWords } from '../words'
import { Summary } from './OtherLines'
import type { ImportState } from './state'

const t = useWords('import')

const FIELDS = [
	'date',
	'description',
	'details',
	'amount',
	'credit',
	'debit',
	'category',
	'source',
	'person',
] as const

/** Which column holds what, as it was found; a person may say otherwise. */
export function ColumnsPanel(props: { state: ImportState; plan: Plan }) {
	const positions = () => {
		const { header, columns } = props.plan.file
		return Array.from(
			{ length: Math.max(header.length, ...Object.values(columns).map((at) => (at ?? 0) + 1)) },
			(_, at) => at,
		)
	}
	const nameOf = (at: number) => props.plan.file.header[at]?.trim() || `#${at + 1}`
	return (
		<details class="panel imp-others" data-import="columns">
			<Summary>{t('importing.columns.title')}</Summary>
			<p class="muted">{t('importing.columns.hint')}</p>
			<div class="imp-questions">
				<For each={FIELDS}>
					{(field) => (
						<Field label={t(`importing.columns.${field}`)}>
							{(control) => (
								<select
									class="input"
									{...control}
									onChange={(event) => {
										const said = event.currentTarget.value
										void props.state.setColumn(field, said === '' ? null : Number(said))
									}}
								>
									<option value="">
										{props.plan.file.columns[field] === undefined ? '–' : t('importing.columns.found')}
									</option>
									<For each={positions()}>
										{(at) => (
											<option value={at} selected={props.plan.file.columns[field] === at}>
												{nameOf(at)}
											</option>
										)}
									</For>
								</select>
							)}
						</Field>
					)}
				</For>
			</div>
		</details>
	)
}
