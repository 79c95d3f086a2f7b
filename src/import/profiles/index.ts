import { headerName } from '../column-names'
import { actual } from './actual'
import { bancoDoBrasilAccount } from './banco-do-brasil-account'
import { bancoDoBrasilAccountNew } from './banco-do-brasil-account-new'
import { bradescoAccount } from './bradesco-account'
import { bradescoCard } from './bradesco-card'
import { c6Account } from './c6-account'
import { c6Card } from './c6-card'
import { ezBookkeeping } from './ezbookkeeping'
import { firefly } from './firefly'
import { interAccount } from './inter-account'
import { interCard } from './inter-card'
import { itauCard } from './itau-card'
import { mercadoPago } from './mercado-pago'
import { mobills } from './mobills'
import { nubankAccount } from './nubank-account'
import { nubankCard } from './nubank-card'
import { nubankCardWithCategory } from './nubank-card-with-category'
import { organizze } from './organizze'
import { pagBankAccount } from './pagbank'
import { painelEnglish, painelPortuguese } from './painel'
import type { Profile } from './profile'
import { santanderCard } from './santander-card'
import { splitwise } from './splitwise'
import { xpCard } from './xp-card'
import { ynab } from './ynab'

export const PROFILES: readonly Profile[] = [
	actual,
	bancoDoBrasilAccount,
	bradescoAccount,
	bradescoCard,
	c6Card,
	interAccount,
	interCard,
	itauCard,
	mercadoPago,
	nubankAccount,
	nubankCard,
	organizze,
	bancoDoBrasilAccountNew,
	c6Account,
	ezBookkeeping,
	firefly,
	mobills,
	nubankCardWithCategory,
	pagBankAccount,
	painelEnglish,
	painelPortuguese,
	santanderCard,
	splitwise,
	xpCard,
	ynab,
]

/** The profile whose header cells are all in a header row, the one that asks for most; columns it doesn't name must be few. */
export function profileOf(header: string[]): Profile | null {
	const names = new Set(header.map(headerName))
	const matching = PROFILES.filter((profile) => profile.header.every((name) => names.has(name)))
	matching.sort((a, b) => b.header.length - a.header.length)
	const best = matching[0]
	// A few common words are a bank's own only if there is nothing else.
	if (!best || best.type === 'app') return best ?? null
	return best.telling || best.header.length > 5 || filled(header) === best.header.length ? best : null
}

const filled = (header: string[]) => header.filter((cell) => cell.trim() !== '').length
