import { formatHash, navigate } from '../app/router'
import { isolate } from '../ui/bidi'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'
import { type CorrectedLedger, Corrections } from './index'
import type { QueuedCorrection } from './queued'

const t = useWords('corrections')

/** The corrections of an open ledger, which say by themselves what the person has to know. */
export function openCorrections(session: CorrectedLedger): Corrections {
	return new Corrections(session, ({ id, status, reason, name }: QueuedCorrection) =>
		showToast({
			kind: 'bad',
			about: id,
			text:
				status === 'conflict'
					? t('corrections.conflict.toast', { name: isolate(name) })
					: t('corrections.refused.toast', { name: isolate(name) }),
			...(reason === 'not_allowed' || reason === 'corrections_off'
				? { detail: t(`corrections.reasons.${reason}`) }
				: {}),
			action: { label: t('corrections.look'), run: () => navigate(formatHash('/conferir')) },
		}),
	)
}
