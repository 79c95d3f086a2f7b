import { type JSX, onMount } from 'solid-js'
import { Mark } from '../ui/Mark'
import { ThemeButton } from './header/Header'
import { LanguageButton } from './header/LanguageButton'
import { beginPage } from './router'
import { afterFirstFigure, markShown } from './schedule'

/** A page with one thing on it: sign-in, first steps, a refusal. */
export function CenteredPage(props: { page: string; children: JSX.Element }) {
	onMount(() => {
		// What was pressed on another page has gone with it, however far down it was.
		if (afterFirstFigure()) beginPage()
		markShown()
	})
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
