import { createMemo, createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Invitation, Member } from '../../backend/types'
import { LONGEST_LABEL } from '../../ledger/limits'
import { can } from '../../ledger/permissions'
import type { Role } from '../../ledger/types'
import { Confirm } from '../../ui/Confirm'
import { Field } from '../../ui/Field'
import { FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { ListState } from '../../ui/ListState'
import { createQuery } from '../../ui/query'
import { ReadOnlyNote } from '../../ui/ReadOnlyNote'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { InviteForm, ROLES } from './InviteForm'
import { SendInvitation } from './SendInvitation'

const t = useWords('settings')

/** Members and invitations. Owners change them; every member sees who can open the ledger. */
export function AccessSection() {
	const session = useLedgerSession()
	const owner = () => can(session.ledger().role, 'members')
	const members = createQuery(() => session.settings.members(), {
		refetchOn: () => session.directory()?.settings_revision,
	})
	/** Whose invitation is being sent. */
	const [sending, setSending] = createSignal<string | null>(null)
	// Rows are kept by id, so that reading the list again never closes the question a row asks.
	const memberIds = createMemo(() => members.value()?.members.map(({ user_id }) => user_id) ?? [])
	return (
		<>
			<SettingsHead title={t('access.title')} lead={t('access.lead')}>
				<Show when={!owner()}>
					<ReadOnlyNote />
				</Show>
			</SettingsHead>
			<div class="sheet">
				<Show when={owner()}>
					<InviteForm
						onInvited={(email) => {
							members.refetch()
							setSending(email)
						}}
					/>
				</Show>
				<section class="panel panel-rows">
					<h2 class="panel-h">{t('access.members')}</h2>
					<ListState query={members}>
						<ul class="rows">
							<For each={memberIds()}>
								{(id) => (
									<Show when={members.value()?.members.find((member) => member.user_id === id)}>
										{(member) => <MemberRow member={member()} owner={owner()} onChanged={members.refetch} />}
									</Show>
								)}
							</For>
						</ul>
					</ListState>
				</section>
				<Show when={members.value()?.invitations.length}>
					<section class="panel panel-rows">
						<h2 class="panel-h">{t('access.invitations')}</h2>
						<ul class="rows">
							<For each={members.value()?.invitations}>
								{(invitation) => (
									<InvitationRow
										invitation={invitation}
										owner={owner()}
										onSend={() => setSending(invitation.email)}
										onChanged={members.refetch}
									/>
								)}
							</For>
						</ul>
					</section>
				</Show>
				<Show when={sending()} keyed>
					{(email) => <SendInvitation email={email} onClose={() => setSending(null)} />}
				</Show>
			</div>
		</>
	)
}

function MemberRow(props: { member: Member; owner: boolean; onChanged: () => void }) {
	const session = useLedgerSession()
	const [asking, setAsking] = createSignal(false)
	const role = createForm(async (next: Role) => {
		await session.settings.setRole(props.member.user_id, next)
		showToast({
			kind: 'ok',
			text: t('access.roleSaved'),
			detail: `${props.member.email} · ${t(`access.roles.${next}`)}`,
		})
	})
	const removal = createForm(async () => {
		const { you, user_id } = props.member
		const remove = () => session.settings.removeMember(user_id)
		await (you ? session.leave('left', remove) : remove())
		setAsking(false)
		if (!you) props.onChanged()
	})
	return (
		<li class="member-row">
			<div class="row-name">
				<p class="strong">
					<bdi>{props.member.name ?? props.member.email}</bdi>{' '}
					<Show when={props.member.you}>
						<span class="badge badge-off">{t('access.you')}</span>
					</Show>
				</p>
				<p class="row-note">
					<Show when={props.member.name}>
						<bdi>{props.member.email}</bdi>
						{' · '}
					</Show>
					{t(`access.roleHint.${props.member.role}`)}
				</p>
				<Show when={props.member.you}>
					<OwnName name={props.member.name} onSaved={props.onChanged} />
				</Show>
				<FormProblem text={role.errorOf(null) ?? removal.errorOf(null)} />
			</div>
			<Show when={props.owner} fallback={<span>{t(`access.roles.${props.member.role}`)}</span>}>
				<select
					class="input input-sm"
					aria-label={t('access.roleOf', { email: props.member.email })}
					aria-disabled={role.busy()}
					onChange={async (event) => {
						const select = event.currentTarget
						// Refused: show the role that is still valid.
						if (!(await role.submit(select.value as Role))) select.value = props.member.role
						props.onChanged()
					}}
				>
					<For each={ROLES}>
						{(other) => (
							<option value={other} selected={other === props.member.role}>
								{t(`access.roles.${other}`)}
							</option>
						)}
					</For>
				</select>
			</Show>
			<Show when={props.owner || props.member.you} fallback={<span />}>
				<button type="button" class="btn btn-bare btn-danger" onClick={() => setAsking(true)}>
					{props.member.you ? t('access.leave') : t('access.remove')}
				</button>
			</Show>
			<Confirm
				open={asking()}
				title={
					props.member.you ? t('access.leaveTitle') : t('access.removeTitle', { email: props.member.email })
				}
				action={props.member.you ? t('access.leave') : t('access.remove')}
				danger
				busy={removal.busy()}
				onClose={() => setAsking(false)}
				onConfirm={async () => {
					if (!(await removal.submit())) setAsking(false)
				}}
			>
				<p>{props.member.you ? t('access.leaveConsequence') : t('access.removeConsequence')}</p>
			</Confirm>
		</li>
	)
}

/** By which name the others know whoever looks at the list. */
function OwnName(props: { name: string | null; onSaved: () => void }) {
	const session = useLedgerSession()
	const [open, setOpen] = createSignal(false)
	const [typed, setTyped] = createSignal('')
	const form = createForm(async () => {
		await session.settings.renameMember(typed().trim())
		setOpen(false)
		props.onSaved()
	}, ['name'])
	return (
		<Show
			when={open()}
			fallback={
				<button
					type="button"
					class="link"
					onClick={() => {
						setTyped(props.name ?? '')
						setOpen(true)
					}}
				>
					{props.name ? t('access.changeName') : t('access.giveName')}
				</button>
			}
		>
			<form
				class="own-name"
				novalidate
				onSubmit={(event) => {
					event.preventDefault()
					if (typed().trim() === '') return form.refuse('name', t('invitation.nameMissing'))
					void form.submit()
				}}
			>
				<Field
					label={t('invitation.name')}
					hint={t('invitation.nameHint')}
					error={form.errorOf('name') ?? form.errorOf(null)}
				>
					{(control) => (
						<input
							class="input"
							maxlength={LONGEST_LABEL}
							autocomplete="name"
							value={typed()}
							onInput={(event) => setTyped(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
				<div class="acts">
					<button type="submit" class="btn btn-main" aria-disabled={form.busy()}>
						{t('form.save')}
					</button>
					<button type="button" class="btn" onClick={() => setOpen(false)}>
						{t('form.cancel')}
					</button>
				</div>
			</form>
		</Show>
	)
}

function InvitationRow(props: {
	invitation: Invitation
	owner: boolean
	onSend: () => void
	onChanged: () => void
}) {
	const session = useLedgerSession()
	const form = createForm(async () => {
		await session.settings.revokeInvitation(props.invitation.id)
		props.onChanged()
	})
	const day = () => session.formats().day(session.formats().localDay(props.invitation.created_at))
	return (
		<li class="member-row">
			<div class="row-name">
				<p class="strong">
					<bdi>{props.invitation.email}</bdi>
				</p>
				<p class="row-note">{t('access.invited', { day: day() })}</p>
				<FormProblem text={form.errorOf(null)} />
			</div>
			<span>{t(`access.roles.${props.invitation.role}`)}</span>
			<Show when={props.owner} fallback={<span />}>
				<div class="acts">
					<button type="button" class="btn" onClick={() => props.onSend()}>
						{t('access.send')}
					</button>
					<button
						type="button"
						class="btn btn-bare btn-danger"
						aria-disabled={form.busy()}
						onClick={() => void form.submit()}
					>
						{t('access.revoke')}
					</button>
				</div>
			</Show>
		</li>
	)
}
