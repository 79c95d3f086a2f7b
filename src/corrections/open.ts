import { createEffect, untrack } from 'solid-js'
import { formatHash, navigate } from '../app/router'
import { isolate } from '../ui/bidi'
import { closeToast, showToast, toasts } from '../ui/toasts'
import { useWords } from '../words'
import { type CorrectedLedger, Corrections } from './index'
import { needsPerson, type QueuedCorrection, questionOf } from './queued'

const t = useWords('corrections')

/** The corrections of an open ledger, which say by themselves what the person has to know. */
export function openCorrections(session: CorrectedLedger): Corrections {
	const say = (correction: QueuedCorrection) => {
		const { id, status, reason, name, transaction } = correction
		const question = () => questionOf(correction, corrections.theirs(transaction))
		showToast({
			kind: 'bad',
			about: id,
			text: t(
				status === 'conflict' ? `corrections.conflict.${question()}.toast` : 'corrections.refused.toast',
				{ name: isolate(name) },
			),
			...(reason === 'not_allowed' || reason === 'corrections_off'
				? { detail: t(`corrections.reasons.${reason}`) }
				: {}),
			action: { label: t('corrections.look'), run: () => navigate(formatHash('/conferir')) },
		})
	}
	const corrections = new Corrections(session, say)
	// That it was corrected, or that there is something to decide, is said only as long as it is so.
	createEffect(() => {
		const troubled = new Set(corrections.list().flatMap((one) => (needsPerson(one) ? one.id : [])))
		for (const toast of untrack(toasts)) {
			const { about, kind } = toast
			if (about !== undefined && (kind === 'bad') !== troubled.has(about)) closeToast(toast)
		}
	})
	return corrections
}
