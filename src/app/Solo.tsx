import { type JSX, onMount } from 'solid-js'
import { ThemeButton } from './Header'
import { LanguageButton } from './LanguageButton'
import { pageShown } from './later'
import { Mark } from './ui/Mark'

/** A page with one thing on it: sign-in, first steps, a refusal. */
export function Solo(props: { page: string; children: JSX.Element }) {
	onMount(pageShown)
	return (
		<div class="solo">
			<header>
				<span class="mark">
					<Mark />
					Painel
				</span>
				<span class="solo-tools">
					<LanguageButton />
					<ThemeButton />
				</span>
			</header>
			<main id="content" data-page={props.page} tabindex="-1">
				{props.children}
			</main>
		</div>
	)
}
