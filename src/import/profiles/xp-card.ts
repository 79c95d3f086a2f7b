import type { Profile } from './profile'

export const xpCard: Profile = {
	name: 'XP, fatura',
	evidence:
		'github.com/weareunanimo/grizzlycashflow, src/Application/Ingestion/XpCartaoFaturaCsvParser.php, and github.com/erickluz/finance-backend, CreditCardBillXpInvestimentosFileCsv.java: the header; "4 de 7" or "-", and " de 1" of a payment.',
	type: 'card',
	header: ['data', 'estabelecimento', 'portador', 'valor', 'parcela'],
	positive: 'expense',
	bank: 'XP',
}
