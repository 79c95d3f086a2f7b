export const words = {
	'pt-BR': {
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
		hosted:
			'Quem publicou a página corrige o arquivo config.js ao lado do index.html, ou as variáveis do build.',
		updateReady: 'Há uma versão nova do Painel.',
		updateAccept: 'Atualizar',
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
	en: {
		title: 'Connect to Supabase',
		lead: 'Both values are public and stay in this browser only. In Supabase: Project Settings, under Data API and API keys.',
		brokenTitle: 'The configuration does not fit',
		brokenLead: 'This page opened no server with it. Put it right and reload.',
		url: 'Project URL',
		key: 'Public key',
		keyHint: 'The publishable key. Never the secret one.',
		save: 'Connect',
		demo: 'Use the demo',
		checking: 'Checking…',
		hosted: 'Whoever published the page corrects config.js beside index.html, or the variables of the build.',
		updateReady: 'There is a new version of Painel.',
		updateAccept: 'Update',
		problems: {
			url_missing: 'The project URL is missing.',
			url_unfit: 'Type the address alone, such as https://abcd.supabase.co, without a path, user or query.',
			url_insecure:
				'The address must begin with https:// (http:// on this machine or the home network only).',
			key_missing: 'The public key is missing.',
			key_secret:
				'This is a SECRET key: it opens the whole database to whoever reads the page. Use the publishable key (sb_publishable_…). If the secret one was ever published, revoke it.',
			key_unfit: 'This is neither a publishable key (sb_publishable_…) nor a legacy anon key. Copy it again.',
			unreachable:
				'Nothing answered at this address. Check the address, the network, and that the project is not paused.',
			refused: 'The project answered but refused the key. Copy the publishable key of this same project.',
		},
	},
}
