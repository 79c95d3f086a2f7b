import type { SessionPort } from '../../backend/types'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { arrival, setArrival } from './arrival'
import { problemOf } from './problems'

const t = useWords('start')

/** Somebody who is signed in came by a link: its outcome is told in passing, and nothing else changes. */
export async function settleArrival({ account }: SessionPort): Promise<void> {
	const arrived = arrival()
	if (!arrived || arrived.kind === 'tap') return
	setArrival(null)
	switch (arrived.kind) {
		case 'over':
			return showToast({ kind: 'warn', text: t('way.arrived.overSignedIn') })
		case 'failed':
			return showToast({ kind: 'warn', text: t('way.arrived.failed', { detail: arrived.detail }) })
		case 'one_of_two':
			return showToast({ kind: 'info', text: t('way.arrived.oneOfTwo') })
		case 'unusable':
			return showToast({ kind: 'warn', text: t('way.arrived.overSignedIn') })
	}
	if (!account) return
	if (!(await account.askedHere()))
		return showToast({ kind: 'info', text: t('way.arrived.elsewhereSignedIn') })
	try {
		await account.exchange(arrived.code)
	} catch (error) {
		showToast({ kind: 'warn', text: problemOf(error).text })
	}
}
