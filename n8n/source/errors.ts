import { call, code, condition, connect, node, note, types, type Workflow } from './node.ts'
import { settingsId } from './settings.ts'

export const errorsId = 'painelErros'

/** Tells the owner about a run that failed, wherever `aviso_url` leads. */
export function errorsWorkflow(): Workflow {
	return {
		id: errorsId,
		name: 'Painel: erros',
		nodes: [
			note(
				'Nota',
				[-0.2, -1.8],
				[900, 260],
				[
					'## Painel: erros',
					'Cada fluxo do Painel tem este como fluxo de erros. Com `aviso_url` preenchido na configuração, avisa ali: um tópico do ntfy, um webhook do Slack ou do Discord.',
					'Do conteúdo da mensagem nada é enviado: só o fluxo, o nó e o motivo.',
				].join('\n'),
			),
			node('Erro', types.errors, [0, 0], {}),
			call('Configuração', [1, 0], settingsId),
			code('Aviso', [2, 0], 'error-notice.js', 'each'),
			condition('Avisar?', [3, 0], '={{ $json.url !== "" }}'),
			node('Enviar aviso', types.http, [4, 0], {
				method: 'POST',
				url: '={{ $json.url }}',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json.body) }}',
				options: { timeout: 20_000 },
			}),
		],
		connections: connect([
			['Erro', 'Configuração'],
			['Configuração', 'Aviso'],
			['Aviso', 'Avisar?'],
			['Avisar?', 'Enviar aviso', null],
		]),
		settings: { executionOrder: 'v1' },
	}
}
