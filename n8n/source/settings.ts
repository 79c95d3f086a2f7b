import { called, connect, note, values, type Workflow } from './node.ts'

/** What the person fills in, in one place for all workflows: addresses, and the versions that others retire one day. */
export const settings = {
	supabase_url: 'https://abcd.supabase.co',
	// Of the replies: pt-BR or en. Messages are understood in both.
	idioma: 'pt-BR',
	// Any endpoint that speaks OpenAI's chat completions: OpenAI, Gemini, Anthropic, Mistral, Groq, OpenRouter, Ollama…
	modelo_url: 'https://api.openai.com/v1',
	modelo: 'gpt-6.1-terra',
	// json_object where the endpoint knows no schemas.
	modelo_formato: 'json_schema',
	// Empty: left out, since some models refuse it.
	modelo_temperatura: '',
	// How long a model that thinks may think (none, low, medium…), as `reasoning_effort`. Empty: left out.
	modelo_raciocinio: '',
	modelo_le_pdf: 'sim',
	transcricao_url: 'https://api.openai.com/v1',
	transcricao_modelo: 'gpt-transcribe',
	graph_url: 'https://graph.facebook.com/v25.0',
	whatsapp_verificacao: 'troque-por-um-texto-seu',
	evolution_url: 'http://evolution:8080',
	waha_url: 'http://waha:3000',
	aviso_url: '',
}

export const settingsId = 'painelConfiguracao'

/** Answers the settings to whichever workflow asks. */
export function settingsWorkflow(): Workflow {
	return {
		id: settingsId,
		name: 'Painel: configuração',
		nodes: [
			note(
				'Nota',
				[-0.2, -2],
				[900, 300],
				[
					'## Painel: configuração',
					'Um lugar só para endereços e versões; os outros fluxos perguntam a este. Nenhum segredo fica aqui: tokens e chaves são credenciais.',
					'',
					'- `supabase_url`: o endereço do projeto.',
					'- `idioma`: o das respostas, `pt-BR` ou `en`. As mensagens são entendidas nos dois.',
					'- `modelo_url`, `modelo`: qualquer endereço que fale o protocolo da OpenAI (OpenAI, Gemini, Groq, Ollama…). `npm run dialogues` dá uma nota a cada modelo.',
					'- `transcricao_url`, `transcricao_modelo`: idem, para áudio.',
					'- `aviso_url`: para onde o fluxo de erros avisa (ntfy, Slack, Discord…); vazio, não avisa.',
				].join('\n'),
			),
			called('Pergunta', [0, 0]),
			values('Valores', [1, 0], settings),
		],
		connections: connect([['Pergunta', 'Valores']]),
		settings: { executionOrder: 'v1' },
	}
}
