import { errorText } from '../ui/errors'
import { useWords } from '../words'
import { CenteredPage } from './CenteredPage'

const t = useWords()

/** A page that couldn't open: what happened, and the two ways on. */
export default function ErrorPage(props: { error: unknown; retry: () => void }) {
	return (
		<CenteredPage page="trouble">
			<div class="sheet narrow">
				<section class="panel form roomy" role="alert">
					<div>
						<h1 class="h1">{t('error.title')}</h1>
						<p class="lead">{errorText(props.error)}</p>
					</div>
					<div class="acts">
						<button type="button" class="btn btn-main btn-lg" onClick={props.retry}>
							{t('error.retry')}
						</button>
						<button type="button" class="btn btn-lg" onClick={() => location.reload()}>
							{t('error.reload')}
						</button>
					</div>
				</section>
			</div>
		</CenteredPage>
	)
}
