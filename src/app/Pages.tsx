import { Match, onMount, Suspense, Switch } from 'solid-js'
import { useWords, withWords } from '../words'
import { Header } from './header/Header'
import type { ShellControls } from './header/shell-controls'
import { lazyWithRetry } from './lazy'
import { formatHash, route } from './router'
import { markShown } from './schedule'

const t = useWords()

const SettingsPage = lazyWithRetry(withWords('settings', () => import('../settings/SettingsPage')))
const BudgetsPage = lazyWithRetry(withWords('settings', () => import('../budgets/BudgetsPage')))
const ImportPage = lazyWithRetry(
	withWords(
		'settings',
		withWords('import', () => import('../import-page/ImportPage')),
	),
)

/** The pages beside the dashboard, under the same header. */
export default function Pages(props: { shell: ShellControls }) {
	onMount(markShown)
	const section = () => /^\/ajustes(?:\/([\w-]+))?$/.exec(route().path)
	return (
		<>
			<Header shell={props.shell} />
			<Suspense fallback={<main class="page" data-page="waiting" />}>
				<Switch
					fallback={
						<main class="page" id="content" data-page="missing" tabindex="-1">
							<div class="sheet">
								<section class="panel form roomy">
									<h1 class="h1">{t('missing.title')}</h1>
									<p>
										<a href={formatHash('/')}>{t('missing.back')}</a>
									</p>
								</section>
							</div>
						</main>
					}
				>
					<Match when={section()}>
						<SettingsPage section={section()?.[1] ?? ''} />
					</Match>
					<Match when={route().path === '/orcamentos'}>
						<BudgetsPage />
					</Match>
					<Match when={route().path === '/importar'}>
						<ImportPage />
					</Match>
				</Switch>
			</Suspense>
		</>
	)
}
