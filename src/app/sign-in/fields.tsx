import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import type { WayIn } from './way-in'

/** What a field shows and takes: the sign-in page's form, or another one that asks for the same. */
type FieldsOf<Names extends keyof WayIn> = Pick<WayIn, Names | 'problemAt'>

const t = useWords('start')

export function EmailField(props: { way: FieldsOf<'email' | 'setEmail'> }) {
	return (
		<Field label={t('way.email')} error={props.way.problemAt('email')}>
			{(control) => (
				<input
					{...control}
					class="input"
					type="email"
					name="email"
					autocomplete="username"
					value={props.way.email()}
					onInput={(event) => props.way.setEmail(event.currentTarget.value)}
				/>
			)}
		</Field>
	)
}

export function PasswordField(props: {
	way: FieldsOf<'password' | 'setPassword'> & { step?: WayIn['step'] }
	label?: string
}) {
	/** A password of one's own making, as opposed to one that is known to the browser. */
	const isNew = () => props.way.step?.() !== 'enter'
	return (
		<Field
			label={props.label ?? t('way.password')}
			error={props.way.problemAt('password')}
			hint={isNew() ? t('way.passwordHint') : undefined}
		>
			{(control) => (
				<input
					{...control}
					class="input"
					type="password"
					name="password"
					autocomplete={isNew() ? 'new-password' : 'current-password'}
					value={props.way.password()}
					onInput={(event) => props.way.setPassword(event.currentTarget.value)}
				/>
			)}
		</Field>
	)
}

/** Six to ten digits, as the project is set; phones offer the one from the e-mail. */
export function CodeField(props: {
	value: string
	error: string | null
	onInput: (text: string) => void
	hint?: string
}) {
	return (
		<Field label={t('way.code')} error={props.error} hint={props.hint}>
			{(control) => (
				<input
					{...control}
					class="input"
					name="code"
					inputmode="numeric"
					autocomplete="one-time-code"
					maxlength={14}
					value={props.value}
					onInput={(event) => {
						props.onInput(event.currentTarget.value)
						event.currentTarget.value = props.value
					}}
				/>
			)}
		</Field>
	)
}
