import {
	createEffect,
	createMemo,
	createResource,
	createSignal,
	ErrorBoundary,
	type JSX,
	Match,
	onCleanup,
	Show,
	Suspense,
	Switch,
	untrack,
} from 'solid-js'
import type { Backend, Session } from '../backend/types'
import DashboardPage from '../dashboard/Page'
import { yieldToBrowser } from '../feed/browser'
import type { Ledger } from '../ledger/types'
import { clearToasts, currentToast } from '../ui/toasts'
import { language, preloadLanguages, useWords, withWords } from '../words'
import { chooseLedger, type Gone } from './choose-ledger'
import { StatePill } from './header/StatePill'
import type { ShellControls } from './header/shell-controls'
import { LoadingPage } from './LoadingPage'
import { lazyWithRetry } from './lazy'
import type { Opening } from './open-backend'
import { leavePage, route, setAddressLedger, tvMode } from './router'
import { afterFirstFigure, whenSettled } from './schedule'
import { LedgerSessionProvider, useLedgerSession } from './session'
import { arrival, choosesPassword } from './sign-in/arrival'
import { hasStored } from './storage'

const t = useWords()

/** `?debug=feed` before the hash: shows what the feed does. */
const showsFeedLog = new URLSearchParams(location.search).get('debug') === 'feed'

const SignOutQuestion = lazyWithRetry(
	withWords('corrections', () => import('../corrections/SignOutQuestion')),
)
const ToastPlace = lazyWithRetry(() => import('../ui/ToastPlace'))
const UpdateNotice = lazyWithRetry(() => import('./UpdateNotice'))
const SignIn = lazyWithRetry(withWords('start', () => import('./sign-in/SignIn')))
const UseLink = lazyWithRetry(withWords('start', () => import('./sign-in/UseLink')))
const NewPassword = lazyWithRetry(withWords('start', () => import('./sign-in/NewPassword')))
const SessionNotices = lazyWithRetry(withWords('start', () => import('./sign-in/SessionNotices')))
const Setup = lazyWithRetry(withWords('start', () => import('./setup/Setup')))
const ShortcutsDrawer = lazyWithRetry(() => import('./ShortcutsDrawer'))
const FeedLogPanel = lazyWithRetry(() => import('./FeedLogPanel'))
const ErrorPage = lazyWithRetry(() => import('./ErrorPage'))
const NoAccessPage = lazyWithRetry(() => import('./NoAccessPage'))
const Pages = lazyWithRetry(() => import('./Pages'))
const Wall = lazyWithRetry(() => import('../dashboard/Wall/Wall'))
const Invitations = lazyWithRetry(() => import('../invitations/Invitations'))
const Onboarding = lazyWithRetry(withWords('settings', () => import('../onboarding/Onboarding')))

/** The whole page: chooses between setup, sign-in, first steps and the open ledger. */
export function App(props: { opening: Opening }) {
	createEffect(() => {
		document.documentElement.lang = language()
	})
	createEffect(() => whenSettled() && preloadLanguages())
	return (
		<>
			<Suspense>
				<Show when={whenSettled()}>
					<UpdateNotice />
				</Show>
			</Suspense>
			<ErrorBoundary fallback={(error, reset) => <ErrorPage error={error} retry={reset} />}>
				<Suspense fallback={<LoadingPage />}>
					<Show
						when={props.opening.kind === 'ready' && props.opening}
						fallback={<Setup problem={props.opening.kind === 'unfit' ? props.opening.problem : undefined} />}
					>
						{(ready) => (
							<Show when={route().path !== '/configurar'} fallback={<Setup />}>
								<WithBackend backend={ready().backend} demo={ready().demo} />
							</Show>
						)}
					</Show>
				</Suspense>
			</ErrorBoundary>
			<Suspense>
				<Show when={whenSettled() || currentToast()}>
					<ToastPlace />
				</Show>
			</Suspense>
		</>
	)
}

function WithBackend(props: {
	backend: Promise<Backend>
	demo: { email: string; password: string } | undefined
}) {
	const [backend] = createResource(() => props.backend)
	return (
		<Show when={backend()} fallback={<LoadingPage />}>
			{(ready) => <WithSession backend={ready()} demo={props.demo} />}
		</Show>
	)
}

/** Follows the sign-in. */
function WithSession(props: { backend: Backend; demo: { email: string; password: string } | undefined }) {
	const port = props.backend.session
	const [person, setPerson] = createSignal<Session | null>(port.current())
	onCleanup(port.onChange(setPerson))
	// Whoever signs in next here, after somebody left, has ledgers of their own.
	createEffect((before: Session | null) => {
		const now = person()
		if (before && !now && !port.endedByServer()) setAddressLedger(null)
		// What a notice says of a purchase is not for whoever sits here next.
		if (before && !now) clearToasts()
		return now
	}, person())
	const userId = createMemo(() => person()?.userId)
	const linkToUse = createMemo(() => {
		const arrived = arrival()
		return arrived?.kind === 'tap' && port.account ? arrived : null
	})
	return (
		<Switch fallback={<LoadingPage />}>
			<Match when={linkToUse()} keyed>
				{(arrived) => <UseLink port={port} arrived={arrived} />}
			</Match>
			<Match when={person() === null}>
				<SignIn port={port} demo={props.demo} />
			</Match>
			<Match when={choosesPassword()}>
				<NewPassword port={port} />
			</Match>
			<Match when={userId()} keyed>
				<WithLedgers backend={props.backend} person={person() as Session} />
				<Suspense>
					<Show when={afterFirstFigure() || arrival()}>
						<SessionNotices port={port} />
					</Show>
				</Suspense>
			</Match>
		</Switch>
	)
}

function WithLedgers(props: { backend: Backend; person: Session }) {
	const { ledgers, opened, strange, gone, lost, open, created, joined, left } = chooseLedger(props.backend)
	const [shortcuts, setShortcuts] = createSignal(false)
	/** Asked whether to leave corrections behind that were not sent. */
	const [leaving, setLeaving] = createSignal(false)
	const leave = () => void props.backend.session.signOut()
	const shell: ShellControls = {
		person: props.person,
		openLedger: open,
		signOut: () =>
			leavePage(() => (hasStored(`corrections.${props.person.userId}.`) ? setLeaving(true) : leave())),
		showShortcuts: () => setShortcuts(true),
	}
	const openedKey = createMemo(() => opened()?.id)
	return (
		<Switch fallback={<LoadingPage />}>
			<Match when={ledgers.error()}>
				<ErrorPage error={ledgers.error()} retry={ledgers.refetch} />
			</Match>
			<Match
				when={
					ledgers.value() &&
					(ledgers.value()?.length === 0 || route().path === '/comecar' || route().path === '/convite')
				}
			>
				<Onboarding
					backend={props.backend}
					ledgers={ledgers.value() ?? []}
					gone={gone()}
					onCreated={created}
					onJoined={joined}
				/>
			</Match>
			<Match when={strange()}>
				<NoAccessPage
					email={props.person.email}
					lost={lost()?.name}
					onLedgers={() => setAddressLedger(null)}
					onSwitch={() => shell.signOut()}
				/>
			</Match>
			<Match when={openedKey()} keyed>
				<LedgerSessionProvider
					backend={props.backend}
					ledger={opened() as Ledger}
					ledgers={ledgers.value() ?? []}
				>
					<Opened shell={shell} onLeft={left}>
						<Show when={!tvMode()} fallback={<Wall />}>
							<button type="button" class="skip" onClick={skip}>
								{t('skip')}
							</button>
							<Show
								when={route().path === '/' || route().path === '/conferir'}
								fallback={<Pages shell={shell} />}
							>
								<DashboardPage shell={shell} />
							</Show>
							{/* Apart, so that code still on its way never covers the figures. */}
							<Suspense>
								<Show when={afterFirstFigure()}>
									<ShortcutsDrawer
										open={shortcuts()}
										onOpen={() => setShortcuts(true)}
										onClose={() => setShortcuts(false)}
									/>
								</Show>
							</Suspense>
						</Show>
						<Suspense>
							<Show when={leaving()}>
								<SignOutQuestion person={props.person} onLeave={leave} onStay={() => setLeaving(false)} />
							</Show>
						</Suspense>
						<Suspense>
							<Show when={afterFirstFigure() && !tvMode()}>
								<Invitations backend={props.backend} onJoined={joined} />
							</Show>
						</Suspense>
						<Suspense>
							<Show when={showsFeedLog}>
								<FeedLogPanel />
							</Show>
						</Suspense>
					</Opened>
				</LedgerSessionProvider>
			</Match>
		</Switch>
	)
}

/** The ledger's pages, unless its server says that this person may not read it. */
function Opened(props: {
	shell: ShellControls
	onLeft: (ledger: Ledger, how: Gone['how']) => void
	children: JSX.Element
}) {
	const session = useLedgerSession()
	const isOver = () => session.feed().status === 'refused' && session.feed().cause === 'not_a_member'
	const refused = () => isOver() && !session.leaving()
	// What a notice says, and leads to, is gone with the right to read it.
	createEffect(() => isOver() && clearToasts())
	createEffect(() => {
		const leaving = session.leaving()
		if (isOver() && leaving?.isDone) props.onLeft(untrack(session.ledger), leaving.how)
	})
	// Opening a ledger and building its page are two tasks, so that neither holds a phone for long; except where it takes the
	// place of a page that stands, whose header must not go away in between.
	const [built, setBuilt] = createSignal(afterFirstFigure())
	if (!built()) void yieldToBrowser().then(() => setBuilt(true))
	// Who signs out without a network is asked about what waits too, also where no service worker keeps the code.
	createEffect(() => session.corrections() && void SignOutQuestion.preload())
	return (
		<Show when={built()} fallback={<LoadingPage />}>
			<Show
				when={!refused()}
				fallback={
					<NoAccessPage
						email={props.shell.person.email}
						state={<StatePill feed={session.feed()} paused={false} formats={session.formats()} />}
						lost={session.ledger().name}
						onLedgers={() => props.onLeft(session.ledger(), 'lost')}
						onSwitch={() => props.shell.signOut()}
					/>
				}
			>
				{props.children}
			</Show>
		</Show>
	)
}

/** To the content, past the header; the hash is the route, so no link can do it. */
function skip() {
	document.getElementById('content')?.focus()
}
