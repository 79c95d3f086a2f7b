import { Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { Drawer } from '../ui/Drawer'
import { useWords } from '../words'
import { Review } from './Review'
import '../settings/settings.css'
import './review.css'

const t = useWords('settings')

/** The review list in a drawer over the dashboard, with the number of what waits there. */
export default function ReviewDrawer(props: { onClose: () => void }) {
	const session = useLedgerSession()
	const count = () => session.waiting.count()
	return (
		<Drawer
			open
			name="review"
			title={t('review.title')}
			onClose={props.onClose}
			badge={
				<Show when={count() > 0}>
					<span class="count count-warn">{count()}</span>
				</Show>
			}
		>
			<Review />
		</Drawer>
	)
}
