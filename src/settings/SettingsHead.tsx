import type { JSX } from 'solid-js'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'

const t = useWords('settings')

/** The head of a settings section: the way back, its title, what it is for, and its main action. */
export function SettingsHead(props: { title: string; lead: string; children?: JSX.Element }) {
	return (
		<>
			<a class="back" href="#/ajustes">
				<Icon of={icons.previous} />
				{t('settings.title')}
			</a>
			<div class="set-h">
				<div>
					<h1 class="h1">{props.title}</h1>
					<p class="lead">{props.lead}</p>
				</div>
				{props.children}
			</div>
		</>
	)
}
