import { For } from 'solid-js'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { formatHash } from '../router'
import { useLedgerSession } from '../session'
import type { ShellControls } from './shell-controls'

const t = useWords()

/** The ledgers of the person, and the way to one more. */
export default function LedgerItems(props: { shell: ShellControls }) {
	const session = useLedgerSession()
	return (
		<>
			<For each={session.ledgers()}>
				{(ledger) => (
					<button
						type="button"
						aria-current={ledger.id === session.ledger().id ? 'true' : undefined}
						onClick={() => props.shell.openLedger(ledger)}
					>
						<Icon of={ledger.id === session.ledger().id ? icons.check : icons.ledger} />
						<span>{ledger.name}</span>
					</button>
				)}
			</For>
			<hr />
			<a href={formatHash('/comecar')}>
				<Icon of={icons.add} />
				{t('menu.newLedger')}
			</a>
		</>
	)
}
