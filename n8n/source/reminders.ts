import { errorsId } from './errors.ts'
import { call, code, connect, http, node, note, retried, types, type Workflow } from './node.ts'
import { settingsId } from './settings.ts'

/** Asks every hour what is to be told, and tells it through the doors. */
export function remindersWorkflow(): Workflow {
	return {
		id: 'painelLembretes',
		name: 'Painel: lembretes',
		nodes: [
			note(
				'Nota',
				[-0.2, -1.8],
				[900, 260],
				[
					'## Painel: lembretes',
					'De hora em hora pergunta ao caderno o que há para lembrar e manda pela porta por onde cada pessoa escreveu. Os tipos e as horas de silêncio são do caderno.',
					'No WhatsApp da Meta só vai para quem escreveu nas últimas 24 horas; o resto espera a próxima resposta.',
				].join('\n'),
			),
			node('De hora em hora', types.schedule, [0, 0], {
				rule: { interval: [{ field: 'hours', hoursInterval: 1, triggerAtMinute: 7 }] },
			}),
			call('Configuração', [1, 0], settingsId),
			http(
				'O que lembrar',
				[2, 0],
				{
					method: 'POST',
					url: "={{ $('Configuração').first().json.supabase_url }}/rest/v1/rpc/agent_reminders",
					as: 'inbox',
					body: '={{ JSON.stringify({}) }}',
				},
				retried,
			),
			code('A quem', [3, 0], 'reminders.js', 'all'),
			call('Pela porta', [4, 0], '={{ $json.workflow }}', { onError: 'continueRegularOutput' }),
		],
		connections: connect([
			['De hora em hora', 'Configuração'],
			['Configuração', 'O que lembrar'],
			['O que lembrar', 'A quem'],
			['A quem', 'Pela porta'],
		]),
		settings: { executionOrder: 'v1', errorWorkflow: errorsId },
	}
}
