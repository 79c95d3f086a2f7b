import { watchForUpdates } from './pwa'
import { UpdateNotice } from './setup/UpdateNotice'

/** Installs the offline shell once the page is up, and offers newer versions. */
export default function Updates() {
	// Called here and not in the property, which would be a getter: every look at it would begin to watch anew.
	const update = watchForUpdates()
	return <UpdateNotice update={update} />
}
