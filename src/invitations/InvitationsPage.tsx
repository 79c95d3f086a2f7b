import { type JSX, Match, Show, Switch } from 'solid-js'
import { CenteredPage } from '../app/CenteredPage'
import { formatHash } from '../app/router'
import type { Backend } from '../backend/types'
import { ListState } from '../ui/ListState'
import { createQuery } from '../ui/query'
import { useWords } from '../words'
import { InvitationQuestion } from './InvitationQuestion'
import '../settings/settings.css'

const t = useWords('settings')

/** Somebody's invitations on a page of their own, one after the other; what comes after them is `children`. */
export function InvitationsPage(props: {
	backend: Backend
	/** Opened by an invitation's link: then it is said, too, that there is none. */
	linked: boolean
	hasLedgers: boolean
	onJoined: (ledgerId: string) => void
	children: JSX.Element
}) {
	const port = props.backend.invitations
	const asked = createQuery(() => port.mine())
	const first = () => asked.value()?.[0]
	const answered = (ledgerId: string | null) => {
		if (ledgerId !== null) props.onJoined(ledgerId)
		else asked.refetch()
	}
	return (
		<Switch
			fallback={
				<CenteredPage page="invitations">
					<div class="sheet narrow">
						<section class="panel">
							<ListState query={asked}>
								<NoInvitation email={props.backend.session.current()?.email ?? ''} />
							</ListState>
						</section>
					</div>
				</CenteredPage>
			}
		>
			<Match when={first()}>
				{(invitation) => (
					<CenteredPage page="invitations">
						<div class="sheet narrow">
							<section class="panel">
								<Show when={invitation().id} keyed>
									{(_) => <InvitationQuestion port={port} invitation={invitation()} onAnswered={answered} />}
								</Show>
							</section>
						</div>
					</CenteredPage>
				)}
			</Match>
			{/* Without an answer the first steps would make somebody a ledger who was asked into one. */}
			<Match when={asked.value() && !props.linked}>{props.children}</Match>
		</Switch>
	)
}

function NoInvitation(props: { email: string }) {
	return (
		<div class="form">
			<div>
				<h1 class="h1">{t('invitation.none')}</h1>
				<p class="lead">{t('invitation.noneLead', { email: props.email })}</p>
			</div>
			<div class="acts">
				<a class="btn btn-main" href={formatHash('/')}>
					{t('invitation.goOn')}
				</a>
			</div>
		</div>
	)
}
