import { normalise } from '../ledger/name'
import type { ReadRow } from './rows'

/**
 * The account at the other end of a line that its app writes as a transfer; null where the line doesn't name it.
 *
 * @param isAccount whether a name is one of the household's accounts
 * @returns undefined where the line is no such transfer
 */
export function otherEndOf(row: ReadRow, isAccount: (name: string) => boolean): string | null | undefined {
	const transfers = row.block.profile?.transfers
	if (!transfers) return undefined
	const { title, category, source } = row
	const isOwn = (name: string) => source !== null && normalise(name) === normalise(source)
	if (transfers === 'payee_is_account')
		return category === null && !isOwn(title) && isAccount(title) ? title : undefined
	if ('payee' in transfers) return transfers.payee.exec(title)?.[1]
	if (category === null || !transfers.category.test(normalise(category))) return undefined
	if (transfers.description === null) return null
	const [, from, to] = transfers.description.exec(title) ?? []
	if (from === undefined || to === undefined) return undefined
	if (isOwn(from)) return to
	return isOwn(to) ? from : null
}
