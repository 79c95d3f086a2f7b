import { For, Show } from 'solid-js'

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1)

/** The month as a ruler: a dot where the bill closes, a ring where it is due. `label` says the same in words. */
export function DayRuler(props: { closing: number | null; due: number | null; label: string }) {
	const place = (day: number) => `${((day - 1) / 30) * 100}%`
	return (
		<div class="days" role="img" aria-label={props.label}>
			<div class="tk">
				<For each={DAYS}>{(day) => <i classList={{ f: day === 1 || day % 10 === 0 || day === 31 }} />}</For>
			</div>
			<Show when={props.closing}>{(day) => <b style={{ left: place(day()) }} />}</Show>
			<Show when={props.due}>{(day) => <b class="due" style={{ left: place(day()) }} />}</Show>
		</div>
	)
}
