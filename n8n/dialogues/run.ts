import { parseArgs } from 'node:util'
import { exercises, requestFor, scoreOf, structureIn } from './score.ts'

const help = `npm run dialogues -- --model NAME [--url URL] [--show]

Asks a model what it makes of the messages of n8n/dialogues, as the workflow would, and prints a score.
  --model  the model's name
  --url    an endpoint that speaks OpenAI's chat completions (https://api.openai.com/v1)
  --show   each message with its score
Its key is taken from MODEL_KEY, where the endpoint wants one.`

const { values } = parseArgs({
	options: {
		model: { type: 'string' },
		url: { type: 'string', default: 'https://api.openai.com/v1' },
		show: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
})

async function ask(model: string, url: string, request: object): Promise<unknown> {
	const key = process.env.MODEL_KEY
	const response = await fetch(`${url.replace(/\/$/, '')}/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
		body: JSON.stringify(request),
		signal: AbortSignal.timeout(60_000),
	})
	if (response.ok) return response.json()
	const said = (await response.text()).replace(/\s+/g, ' ').slice(0, 200)
	throw new Error(`${model} answered ${response.status}: ${said}`)
}

async function run(model: string, url: string): Promise<void> {
	const all = exercises()
	const scores: number[] = []
	let failed = 0
	for (const exercise of all) {
		let score = 0
		try {
			score = scoreOf(exercise.expected, structureIn(await ask(model, url, requestFor(exercise, model))))
		} catch (error) {
			failed++
			console.error(String(error instanceof Error ? error.message : error))
			// A wrong key or name fails each time: no use in asking on.
			if (failed === 3 && scores.every((one) => one === 0))
				throw new Error('Three failures at the start: gave up.')
		}
		scores.push(score)
		if (values.show) console.log(`${(100 * score).toFixed(0).padStart(4)} %  ${exercise.says}`)
	}
	const whole = scores.filter((score) => score === 1).length
	const mean = (100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length
	console.log(
		`${model}: ${mean.toFixed(1)} % (${whole} of ${all.length} messages wholly right, ${failed} failed)`,
	)
}

if (values.help || !values.model) {
	console.log(help)
	if (!values.help) process.exitCode = 2
} else
	run(values.model, values.url).catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error)
		process.exitCode = 1
	})
