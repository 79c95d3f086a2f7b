import { For, type JSX, type ParentProps, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Compared, Plan, PlanItem } from '../import/index'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'

const t = useWords('import')

/** A list may be as long as the file; nobody reads on after so many. */
const MOST = 200

/** Lines that are not recorded, or come back, each with its reason. */
export function OtherLines(props: { plan: Plan; compared: Compared | null }) {
	const session = useLedgerSession()
	const said = ({ line, day, description, amount_cents }: PlanItem): [number, string] => [
		line,
		`${session.formats().day(day)} · ${description} · ${session.formats().amount(amount_cents)}`,
	]
	const because = ({ line, why, of, text }: Reason): [number, string] => {
		const reason = t(`importing.others.why.${why}`)
		return [line, `${of === undefined ? reason : `${reason} ${of}`}: ${text}`]
	}
	return (
		<>
			<Lines
				name="undone"
				title={t('importing.others.undone', props.compared?.undone.length ?? 0)}
				lines={(props.compared?.undone ?? []).map(({ item }) => said(item))}
			/>
			<Lines
				name="here-before"
				title={t('importing.others.hereBefore', props.compared?.hereBefore.length ?? 0)}
				lines={(props.compared?.hereBefore ?? []).map(said)}
				hint={t('importing.others.hereBeforeHint')}
			/>
			<Lines
				name="refused-before"
				title={t('importing.others.refusedBefore', props.compared?.refusedBefore.length ?? 0)}
				lines={(props.compared?.refusedBefore ?? []).map(({ item }) => said(item))}
			/>
			<Lines
				name="unreadable"
				title={t('importing.others.unreadable', props.plan.unreadable.length)}
				lines={props.plan.unreadable.map(because)}
				open
			/>
			<Lines
				name="left-out"
				title={t('importing.others.leftOut', props.plan.left_out.length)}
				lines={props.plan.left_out.map(because)}
			/>
		</>
	)
}

/** Every reason that the words must have. */
type Why = Plan['left_out'][number]['why'] | Plan['unreadable'][number]['why']

interface Reason {
	line: number
	why: Why
	of?: number
	text: string
}

function Lines(props: {
	name: string
	title: string
	lines: [line: number, text: string][]
	hint?: JSX.Element
	open?: boolean
}) {
	return (
		<Show when={props.lines.length > 0}>
			<details class="panel imp-others" data-import={props.name} open={props.open}>
				<Summary>{props.title}</Summary>
				<Show when={props.hint}>
					<p class="muted">{props.hint}</p>
				</Show>
				<ul>
					<For each={props.lines.slice(0, MOST)}>
						{([line, text]) => (
							<li>
								<span class="muted num">{t('importing.lines.line', { n: line })}</span>
								<bdi>{text}</bdi>
							</li>
						)}
					</For>
				</ul>
			</details>
		</Show>
	)
}

/** What a part of the plan that opens is about. */
export function Summary(props: ParentProps) {
	return (
		<summary>
			<Icon of={icons.next} class="imp-turn" />
			{props.children}
		</summary>
	)
}
