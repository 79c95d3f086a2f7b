import { createMemo, createSignal, For, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import type { Invitation, Member } from '../../backend/types'
import type { Role } from '../../ledger/types'
import { Confirm } from '../../ui/Confirm'
import { showToast } from '../../ui/toasts'
import { FormProblem } from '../shared/FormActions'
import { ListState } from '../shared/ListState'
import { can } from '../shared/permissions'
import { ReadOnlyNote } from '../shared/ReadOnlyNote'
import { createSettingsQuery } from '../shared/reading'
import { SettingsHead } from '../shared/SettingsHead'
import { createForm } from '../shared/submission'
import { InviteForm, ROLES } from './InviteForm'
import { words } from './words'

const t = createWords(words)

/** Members and invitations. Owners decide; everybody sees who can see the ledger. */
export function AccessSection() {
	const session = useLedgerSession()
	const owner = () => can(session.ledger().role, 'members')
	const { value, error, refetch: again } = createSettingsQuery(() => session.settings.members())
	// Rows are kept by id, so that reading the list again never closes the question a row asks.
	const memberIds = createMemo(() => value()?.members.map(({ user_id }) => user_id) ?? [])
	return (
		<>
			<SettingsHead title={t('title')} lead={t('lead')}>
				<Show when={!owner()}>
					<ReadOnlyNote />
				</Show>
			</SettingsHead>
			<div class="sheet">
				<Show when={owner()}>
					<InviteForm onInvited={again} />
				</Show>
				<section class="panel panel-rows">
					<h2 class="panel-h">{t('members')}</h2>
					<ListState error={value() ? null : error()} ready={value() !== undefined} retry={again}>
						<ul class="rows">
							<For each={memberIds()}>
								{(id) => (
									<Show when={value()?.members.find((member) => member.user_id === id)}>
										{(member) => <MemberRow member={member()} owner={owner()} onChanged={again} />}
									</Show>
								)}
							</For>
						</ul>
					</ListState>
				</section>
				<Show when={value()?.invitations.length}>
					<section class="panel panel-rows">
						<h2 class="panel-h">{t('invitations')}</h2>
						<ul class="rows">
							<For each={value()?.invitations}>
								{(invitation) => <InvitationRow invitation={invitation} owner={owner()} onChanged={again} />}
							</For>
						</ul>
					</section>
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
		showToast({ kind: 'ok', text: t('roleSaved'), detail: `${props.member.email} · ${t(`roles.${next}`)}` })
	})
	const removal = createForm(async () => {
		await session.settings.removeMember(props.member.user_id)
		setAsking(false)
	})
	return (
		<li class="mrow">
			<div class="row-name">
				<p class="strong">
					<bdi>{props.member.email}</bdi>{' '}
					<Show when={props.member.you}>
						<span class="badge badge-off">{t('you')}</span>
					</Show>
				</p>
				<p class="row-note">{t(`roleHint.${props.member.role}`)}</p>
				<FormProblem text={role.errorOf(null) ?? removal.errorOf(null)} />
			</div>
			<Show when={props.owner} fallback={<span>{t(`roles.${props.member.role}`)}</span>}>
				<select
					class="input input-sm"
					aria-label={t('roleOf', { email: props.member.email })}
					aria-disabled={role.busy()}
					onChange={async (event) => {
						const select = event.currentTarget
						// Refused: the select goes back to what holds.
						if (!(await role.submit(select.value as Role))) select.value = props.member.role
						props.onChanged()
					}}
				>
					<For each={ROLES}>
						{(other) => (
							<option value={other} selected={other === props.member.role}>
								{t(`roles.${other}`)}
							</option>
						)}
					</For>
				</select>
			</Show>
			<Show when={props.owner || props.member.you} fallback={<span />}>
				<button type="button" class="btn btn-bare btn-danger" onClick={() => setAsking(true)}>
					{props.member.you ? t('leave') : t('remove')}
				</button>
			</Show>
			<Confirm
				open={asking()}
				title={props.member.you ? t('leaveTitle') : t('removeTitle', { email: props.member.email })}
				action={props.member.you ? t('leave') : t('remove')}
				danger
				busy={removal.busy()}
				onClose={() => setAsking(false)}
				onConfirm={async () => {
					await removal.submit()
					setAsking(false)
					props.onChanged()
				}}
			>
				<p>{props.member.you ? t('leaveConsequence') : t('removeConsequence')}</p>
			</Confirm>
		</li>
	)
}

function InvitationRow(props: { invitation: Invitation; owner: boolean; onChanged: () => void }) {
	const session = useLedgerSession()
	const form = createForm(async () => {
		await session.settings.revokeInvitation(props.invitation.id)
		props.onChanged()
	})
	const day = () => session.formats().day(session.formats().localDay(props.invitation.created_at))
	return (
		<li class="mrow">
			<div class="row-name">
				<p class="strong">
					<bdi>{props.invitation.email}</bdi>
				</p>
				<p class="row-note">{t('invited', { day: day() })}</p>
				<FormProblem text={form.errorOf(null)} />
			</div>
			<span>{t(`roles.${props.invitation.role}`)}</span>
			<Show when={props.owner} fallback={<span />}>
				<button
					type="button"
					class="btn btn-bare btn-danger"
					aria-disabled={form.busy()}
					onClick={() => void form.submit()}
				>
					{t('revoke')}
				</button>
			</Show>
		</li>
	)
}
