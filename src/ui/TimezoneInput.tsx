import { createUniqueId, For } from 'solid-js'
import type { FieldControl } from './Field'

/** Every timezone that this browser knows; a few common ones where it cannot list them. */
export function knownTimezones(): string[] {
	const usual = ['America/Sao_Paulo', 'America/Manaus', 'America/Recife', 'Europe/Lisbon', 'UTC']
	return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : usual
}

/** The browser's timezone; São Paulo where it has none. */
export function ownTimezone(): string {
	return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'America/Sao_Paulo'
}

/** A timezone by its IANA name, with all of them to choose from. */
export function TimezoneInput(props: {
	value: string
	control: FieldControl
	disabled?: boolean
	onChange: (timezone: string) => void
}) {
	const list = createUniqueId()
	return (
		<>
			<input
				class="input"
				list={list}
				autocomplete="off"
				spellcheck={false}
				value={props.value}
				disabled={props.disabled}
				onInput={(event) => props.onChange(event.currentTarget.value)}
				{...props.control}
			/>
			<datalist id={list}>
				<For each={knownTimezones()}>{(timezone) => <option value={timezone} />}</For>
			</datalist>
		</>
	)
}
