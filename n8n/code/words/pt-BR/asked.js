// What has to be asked or said of an item before it is recorded.
Object.assign(catalogue['pt-BR'], {
	it: 'isso',
	inWhichCurrency: (what, said, own) => `Quanto veio em ${own} "${what}" (${said})? Responda só o valor.`,
	whichDay: (what, said) => `De que dia é "${what}"? Não entendi "${said}". Responda com o dia, como 28/11.`,
	notYet: (what, day) =>
		`"${what}" é de ${day}, que ainda não chegou: só lanço o que já aconteceu. Mande de novo no dia, ou responda com o dia certo.`,
	whichBill: (what, said) => `De que mês é a fatura de "${what}"? Não entendi "${said}". Responda com o mês, como outubro.`,
	onlyTyped: 'Correções eu só faço por texto ou áudio seus: escreva o que muda.',
	onlyFirst: 'Fiz só a primeira correção. Para as outras, diga de qual compra se trata ("o uber era 20").',
	onlySome: (read, given) => `Li só as ${read} primeiras compras de ${given}: mande as outras em outra mensagem.`,
})
