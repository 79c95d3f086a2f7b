export const start = {
	way: {
		title: { enter: 'Entrar', create: 'Criar conta', forgot: 'Esqueci a senha', code: 'Digite o código' },
		lead: {
			enter: 'As compras que o agente grava, ao vivo.',
			create:
				'Depois você cria um caderno, que reúne as compras de uma casa ou de um negócio, ou aceita um convite.',
			forgot: 'Mandamos um código; com ele você entra e escolhe outra senha.',
			code: 'Se {{ email }} pode entrar, um e-mail está a caminho. Veja também o spam.',
		},
		invited: {
			enter: 'Para ver o convite, entre com o e-mail que foi convidado. Sem conta ainda? Crie uma com ele.',
			create: 'Use o e-mail que foi convidado: o convite espera por você lá dentro.',
		},
		submit: { enter: 'Entrar', create: 'Criar conta', forgot: 'Mandar o código', code: 'Confirmar' },
		email: 'E-mail',
		password: 'Senha',
		passwordHint: 'Pelo menos 8 caracteres.',
		code: 'Código',
		codeHint:
			'Os dígitos do e-mail; o link dele serve em qualquer aparelho. Veio só um link, sem código? Abra-o neste mesmo navegador.',
		sendCode: 'Receber um código por e-mail',
		sendAgain: 'Mandar outro e-mail',
		again: 'Outro e-mail só daqui a {{ n }} s: pedir antes anula o que já foi.',
		toForgot: 'Esqueci a senha',
		toCreate: 'Ainda não tem conta?',
		toEnter: 'Já tem conta?',
		confirmedElsewhere: 'Confirmou em outro aparelho?',
		back: 'Voltar',
		demo: 'Ver a demonstração',
		demoHint: 'Uma conta pronta, com dois anos de compras inventadas.',
		emailMissing: 'Escreva o e-mail.',
		emailUnfinished: 'Escreva inteiro, como maria@exemplo.com.',
		passwordMissing: 'Escreva a senha.',
		codeMissing: 'O código tem de 6 a 10 dígitos.',
		known:
			'{{ email }} já tem conta, e por isso nenhum e-mail foi mandado. Entre com a senha, ou receba um código.',
		firstPasswordStays:
			'Esta conta já esperava a confirmação. Vale a primeira senha que você escolheu, não a de agora.',
		ended:
			'A sessão terminou. Entre de novo. Acontece depois de sair em todos os aparelhos, de uma conta suspensa ou apagada, ou de muito tempo parada.',
		changed: 'O e-mail da conta mudou.',
		arrived: {
			elsewhere:
				'O link foi aberto em outro navegador que o do pedido, e não entra aqui. Se ele confirmava sua conta, ela está confirmada: entre com a senha. Se não, receba um código: serve em qualquer aparelho.',
			over: 'Este link já foi usado, venceu, ou veio outro depois. Se era para confirmar a conta, tente entrar; se não, receba um código novo.',
			overSignedIn: 'Este link já não serve. Você já entrou: não falta nada.',
			elsewhereSignedIn:
				'O link foi aberto em outro navegador que o do pedido, e não muda quem entrou aqui. Se ele confirmava um endereço, está confirmado.',
			failed: 'O link não deu certo: {{ detail }}. Receba um código novo.',
			oneOfTwo: 'Um dos dois endereços confirmou. Falta o link que foi para o outro.',
		},
		tap: {
			enter: {
				title: 'Entrar',
				lead: 'Você abriu o link do e-mail. Toque para entrar neste aparelho.',
				do: 'Entrar',
			},
			recovery: {
				title: 'Uma senha nova',
				lead: 'Você abriu o link do e-mail. Toque para entrar e escolher outra senha.',
				do: 'Continuar',
			},
			change: {
				title: 'Trocar o e-mail',
				lead: 'Você abriu o link do e-mail. Toque para confirmar este endereço.',
				do: 'Confirmar',
			},
			leave: 'Agora não',
		},
		newPassword: {
			title: 'Escolha a senha',
			lead: 'Você entrou. Escolha a senha das próximas vezes.',
			label: 'Senha nova',
			save: 'Guardar a senha',
			skip: 'Continuar sem trocar',
			done: 'A senha mudou.',
		},
		reason: {
			credentials: 'E-mail ou senha não conferem.',
			not_confirmed: 'Este e-mail ainda não foi confirmado. Receba um código por e-mail para confirmar.',
			email_taken: 'Este e-mail já é de outra conta.',
			email_invalid:
				'Isto não é um endereço de e-mail que o servidor aceita. Confira letras, acentos e espaços.',
			email_refused: 'O servidor não manda e-mail para este endereço. Use outro.',
			password_short: 'A senha precisa de pelo menos {{ n }} caracteres.',
			password_weak:
				'O projeto pede uma senha mais forte: misture letras, números e sinais, e evite as conhecidas.',
			password_long: 'A senha passa de 72 bytes (letras com acento contam dois). Encurte-a.',
			password_same: 'É a senha de agora. Escolha outra.',
			code_wrong: 'O código não confere, já foi usado ou venceu. Confira o e-mail mais novo.',
			code_needed: 'Esta sessão é de ontem ou antes: confirme com um código do e-mail.',
			link_elsewhere: 'O link responde a um pedido mais novo, ou de outro navegador. Receba um código.',
			link_over: 'Este link já foi usado ou venceu. Receba um código.',
			banned: 'Esta conta está suspensa. Fale com quem cuida do projeto.',
			sign_ups_off: 'Este projeto não aceita contas novas. Peça a quem cuida dele.',
			email_off: 'Entrar por e-mail está desligado neste projeto.',
			captcha:
				'O projeto exige um captcha, que esta página não tem. Quem cuida dele o desliga em Authentication.',
			wait_seconds: 'Um e-mail acaba de sair. Outro só daqui a {{ n }} s.',
			emails_spent:
				'O projeto já mandou os e-mails desta hora. Entre com a senha, ou tente daqui a uma hora.',
			requests_spent: 'Muitos pedidos desta rede em pouco tempo. Espere cinco minutos.',
			email_not_sent:
				'O servidor não conseguiu mandar o e-mail. Tente mais tarde; quem cuida do projeto confere o SMTP.',
			session_over: 'A sessão terminou. Entre de novo.',
		},
		trouble: {
			network: 'Sem conexão com o servidor. Confira a rede e tente de novo.',
			server: 'O servidor teve um problema. Tente daqui a pouco.',
			rate_limited: 'Muitos pedidos em pouco tempo. Espere alguns minutos.',
			plan_limit: 'O projeto passou do limite do plano.',
			project_paused: 'O projeto está pausado. Quem cuida dele o religa no painel do Supabase.',
			blocked:
				'Algo no caminho recusou o pedido (403): um proxy, um filtro da rede ou um bloqueador. Tente por outra rede, ou libere o endereço do projeto.',
			other: 'Não deu certo: {{ detail }}',
		},
	},
	account: {
		title: 'Sua conta',
		email: 'Trocar o e-mail',
		emailLead: 'O endereço de agora e o novo confirmam, cada um pelo seu e-mail.',
		emailSent:
			'Mandamos um e-mail para {{ email }} e outro para o endereço de agora. A troca vale quando os dois confirmarem.',
		changeEmail: 'Trocar o e-mail',
		password: 'Trocar a senha',
		passwordLead: 'Vale a partir da próxima entrada; quem já entrou continua.',
		codeSent: 'Mandamos um código para {{ email }}, porque esta sessão é de ontem ou antes.',
		codeWaits:
			'Esta sessão é de ontem ou antes: falta um código. Outro e-mail acaba de sair; peça o código daqui a {{ n }} s.',
		codeMissing: 'Esta sessão é de ontem ou antes: receba um código por e-mail e digite-o aqui.',
		changePassword: 'Trocar a senha',
		everywhere: 'Sair em todos os aparelhos',
		everywhereLead:
			'Este aparelho sai já e esquece as cópias que tem. Os outros saem quando o acesso deles vencer: em uma hora, se o projeto não mudou isso.',
		leave: 'Sair de todos',
		clock: 'O relógio deste aparelho está {{ by }} {{ way }}. Os dias podem aparecer errados: acerte-o.',
		ahead: 'adiantado',
		behind: 'atrasado',
	},
	setup: {
		title: 'Ligar ao Supabase',
		lead: 'Os dois valores são públicos e ficam só neste navegador. No Supabase: Project Settings, em Data API e em API keys.',
		brokenTitle: 'A configuração não serve',
		brokenLead: 'Esta página não abriu nenhum servidor com ela. Corrija e carregue de novo.',
		url: 'Endereço do projeto',
		key: 'Chave pública',
		keyHint: 'A chave publishable. Nunca a secreta.',
		save: 'Ligar',
		demo: 'Usar a demonstração',
		checking: 'Conferindo…',
		back: 'Voltar ao painel',
		hosted:
			'Quem publicou a página corrige o arquivo config.js ao lado do index.html, ou as variáveis do build.',
		problems: {
			url_missing: 'Falta o endereço do projeto.',
			url_unfit: 'Escreva só o endereço, como https://abcd.supabase.co, sem caminho, usuário ou busca.',
			url_insecure: 'O endereço precisa começar com https:// (http:// só nesta máquina ou na rede de casa).',
			key_missing: 'Falta a chave pública.',
			key_secret:
				'Esta é uma chave SECRETA: abre o banco inteiro para quem ler a página. Use a chave publishable (sb_publishable_…). Se a secreta já foi publicada, revogue-a.',
			key_unfit: 'Isto não é uma chave publishable (sb_publishable_…) nem a antiga anon. Copie de novo.',
			unreachable:
				'Nada respondeu neste endereço. Confira o endereço, a rede, e se o projeto não está pausado.',
			refused: 'O projeto respondeu, mas não aceitou a chave. Copie a chave publishable deste mesmo projeto.',
		},
	},
}
