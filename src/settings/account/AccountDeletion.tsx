import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { problemOf } from '../../app/sign-in/problems'
import { type AccountPort, type Backend, BackendError } from '../../backend/types'
import type { Ledger } from '../../ledger/types'
import { Confirm } from '../../ui/Confirm'
import { FormProblem } from '../../ui/FormActions'
import { useWords } from '../../words'

const t = useWords('settings')

/** What becomes of somebody's ledgers when their account goes. */
interface Leaving {
	/** Nobody else is in them. */
	goes: Ledger[]
	/** Others own them too, or alone. */
	stays: Ledger[]
	/** Others are in them, and nobody else owns them. */
	needsOwner: Ledger[]
}

async function askWhatGoes(backend: Backend): Promise<Leaving> {
	const leaving: Leaving = { goes: [], stays: [], needsOwner: [] }
	for (const ledger of await backend.ledgers()) {
		if (ledger.role !== 'owner') {
			leaving.stays.push(ledger)
			continue
		}
		const { members } = await backend.settings(ledger).members()
		const others = members.filter(({ you }) => !you)
		if (others.length === 0) leaving.goes.push(ledger)
		else if (others.some(({ role }) => role === 'owner')) leaving.stays.push(ledger)
		else leaving.needsOwner.push(ledger)
	}
	return leaving
}

const names = (ledgers: readonly Ledger[]) => ledgers.map(({ name }) => name).join(', ')

class Changed extends Error {}

/** Deletes the account for good: asked with what goes and what stays, then signed out and forgotten on this device. */
export function AccountDeletion(props: { account: AccountPort }) {
	const { backend, leave } = useLedgerSession()
	const { session } = backend
	const email = session.current()?.email ?? ''
	const [leaving, setLeaving] = createSignal<Leaving | null>(null)
	const [progress, setProgress] = createSignal<string | null>(null)
	const [problem, setProblem] = createSignal<string | null>(null)
	const [busy, setBusy] = createSignal(false)

	async function attempt(task: () => Promise<void>): Promise<void> {
		if (busy()) return
		setBusy(true)
		setProblem(null)
		try {
			await task()
		} catch (error) {
			setLeaving(null)
			setProblem(error instanceof Changed ? t('leaving.changed') : problemOf(error).text)
		} finally {
			setBusy(false)
			setProgress(null)
		}
	}

	const ask = () =>
		attempt(async () => {
			const found = await askWhatGoes(backend)
			if (found.needsOwner.length > 0) setProblem(t('leaving.first', { names: names(found.needsOwner) }))
			else setLeaving(found)
		})

	const erase = () => attempt(() => leave('deleted', eraseAll))

	async function eraseAll() {
		for (const ledger of leaving()!.goes) {
			setProgress(t('leaving.erasing', { name: ledger.name }))
			await backend.settings(ledger).deleteLedger(ledger.name)
		}
		await props.account.deleteAccount(email).catch((error: unknown) => {
			// Somebody left, or came, since this was asked.
			if (error instanceof BackendError && error.code === 'last_owner') throw new Changed()
			throw error
		})
		await session.signOut()
	}

	return (
		<section class="panel form" data-account-deletion>
			<div>
				<h2 class="panel-h">{t('leaving.action')}</h2>
				<p>{t('leaving.lead')}</p>
			</div>
			<FormProblem text={problem()} />
			<div class="acts">
				<button type="button" class="btn btn-danger" aria-disabled={busy()} onClick={() => void ask()}>
					{t('leaving.action')}
				</button>
			</div>
			<Confirm
				open={leaving() !== null}
				title={t('leaving.ask', { email })}
				action={t('leaving.action')}
				danger
				typed={email}
				busy={busy()}
				onClose={() => !busy() && setLeaving(null)}
				onConfirm={() => void erase()}
			>
				<LedgerList title={t('leaving.goes')} ledgers={leaving()?.goes ?? []} />
				<LedgerList title={t('leaving.stays')} ledgers={leaving()?.stays ?? []} />
				<Show when={leaving()?.stays.some(({ role }) => role === 'owner')}>
					<p>{t('leaving.agents')}</p>
				</Show>
				<Show when={leaving()?.goes.length === 0 && leaving()?.stays.length === 0}>
					<p>{t('leaving.none')}</p>
				</Show>
				<p role="status">{progress()}</p>
			</Confirm>
		</section>
	)
}

function LedgerList(props: { title: string; ledgers: readonly Ledger[] }) {
	return (
		<Show when={props.ledgers.length > 0}>
			<p>{props.title}</p>
			<ul>
				<For each={props.ledgers}>{({ name }) => <li class="strong">{name}</li>}</For>
			</ul>
		</Show>
	)
}
