import { type JSX, onMount } from 'solid-js'
import { Mark } from '../ui/Mark'
import { ThemeButton } from './header/Header'
import { LanguageButton } from './header/LanguageButton'
import { markShown } from './schedule'

/** A page with one thing on it: sign-in, first steps, a refusal. */
export function CenteredPage(props: { page: string; children: JSX.Element }) {
	onMount(markShown)
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
