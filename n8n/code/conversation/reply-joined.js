// What a newcomer's code came to.
const { statusCode, body } = $json
const refused = {
	code_unknown: 'Não conheço esse código. Confira as letras, ou peça outro: cada um vale um dia.',
	code_used: 'Esse código já foi usado por outro contato. Peça outro.',
	contact_of_another: 'Este contato já é de outra pessoa do caderno.',
	try_tomorrow: 'Foram tentativas demais por hoje. Tente de novo amanhã.',
}
if (statusCode !== 200) return { json: { status: 'failed' } }
return reply(
	body.joined
		? `Pronto, ${oneLine(body.person, 60)}! Agora é só mandar: "mercado 52,90 no nubank", um áudio ou a foto de um comprovante. Para corrigir, responda a mensagem; para desfazer, "desfaz".`
		: (refused[body.reason] ?? refused.code_unknown),
)
