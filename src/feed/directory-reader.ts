import type { Directory } from '../ledger/types'
import { makeBackoff } from './backoff'
import { orAborted } from './or-aborted'
import { type Clock, type FailureKind, type Remote, RemoteFailure } from './ports'
import { timing } from './timing'

interface DirectoryReaderEvents {
	onDirectory(directory: Directory, epoch: string): void
	/** Only what concerns the whole feed; passing trouble is retried here, since names can wait. */
	onFailure(kind: 'not_a_member' | 'session_expired'): void
	/** False once the feed has stopped or the session ended. */
	mayAsk(): boolean
}

/** Reads the ledger's settings when they are wanted in a newer revision than is known. One request at a time. */
export function makeDirectoryReader(remote: Remote, clock: Clock, events: DirectoryReaderEvents) {
	const retry = makeBackoff(timing.retry[0], timing.retry[1], clock.random)
	let known = -1
	let wanted = 0
	/** After an interruption another database may answer: then what is known says nothing. */
	let doubted = false
	let request: AbortController | null = null
	let cancelRetry: (() => void) | null = null

	function read() {
		if (request || !events.mayAsk() || (known >= wanted && !doubted)) return
		doubted = false
		const abort = new AbortController()
		request = abort
		const wantedBefore = wanted
		const cancelTimeout = clock.after(timing.request, () => abort.abort())
		const settled = () => {
			cancelTimeout()
			if (request === abort) request = null
			return events.mayAsk()
		}
		orAborted(remote.directory(abort.signal), abort.signal).then(
			({ directory, epoch }) => {
				if (!settled()) return
				retry.reset()
				known = directory.settings_revision
				// A hint is not trusted beyond the answer to the question it made us ask.
				if (wanted === wantedBefore) wanted = known
				events.onDirectory(directory, epoch)
				read()
			},
			(error: unknown) => {
				if (!settled()) return
				const kind: FailureKind = error instanceof RemoteFailure ? error.kind : 'network'
				doubted = true
				if (kind === 'not_a_member' || kind === 'session_expired') return events.onFailure(kind)
				const asked = error instanceof RemoteFailure ? (error.retryAfter ?? 0) : 0
				cancelRetry?.()
				cancelRetry = clock.after(Math.max(retry.next(), asked), read)
			},
		)
	}

	return {
		read,
		/** A revision was heard of. */
		want(revision: number) {
			wanted = Math.max(wanted, revision)
			read()
		},
		/** What the device remembered. */
		restore(directory: Directory | null) {
			known = directory?.settings_revision ?? -1
		},
		doubt() {
			doubted = true
		},
		/** Nothing is known any more. */
		forget() {
			known = -1
			wanted = 0
		},
		stop() {
			cancelRetry?.()
			request?.abort()
		},
	}
}
