import { changesOf, take } from './changes'
import type { Contender, Figures, Query } from './contender'
import { generate } from './generate'
import { itemsOf } from './items'

/** What the runner may ask of a contender's process, and what it answers. */
export type Order =
	| { do: 'load' }
	| { do: 'read'; query: Query }
	| { do: 'change'; count: number }
	| { do: 'memory' }
export type Answer = { ms: number; figures?: Figures; bytes?: number } | { error: string }

// One process for each contender, so that memory is its own and none slows another's garbage collection.
const [name, rows] = process.argv.slice(2)
const make = (await import(`./contenders/${name}.ts`)).default as () => Contender<unknown>

const memories = watchMemories()
// Through JSON, as from a wire: texts put together from pieces are held in pieces until somebody reads them, which would be
// counted as memory given back.
const flat = <T>(value: T): T => JSON.parse(JSON.stringify(value))
const data = flat(generate(Number(rows)))
const items = flat(itemsOf(data))
const changes = changesOf(data)
let contender = make()
let before = 0
await contender.prepare?.(data, items)

/** Every WebAssembly memory made from now on. */
function watchMemories(): Set<WebAssembly.Memory> {
	const found = new Set<WebAssembly.Memory>()
	const note = (values: object) => {
		for (const value of Object.values(values)) if (value instanceof WebAssembly.Memory) found.add(value)
	}
	const instantiate = WebAssembly.instantiate as (
		...input: unknown[]
	) => Promise<WebAssembly.WebAssemblyInstantiatedSource>
	WebAssembly.instantiate = (async (...input: unknown[]) => {
		const made = await instantiate(...input)
		note((made.instance ?? made).exports)
		return made
	}) as typeof WebAssembly.instantiate
	return found
}

async function measure<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
	const started = performance.now()
	const value = await work()
	return { ms: performance.now() - started, value }
}

async function obey(order: Order): Promise<Answer> {
	switch (order.do) {
		case 'load': {
			if (before > 0) {
				contender = make()
				await contender.prepare?.(data, items)
			} else {
				// Once only: a forced collection also throws away compiled code, and the next loads would measure the compiler.
				globalThis.gc?.()
				before = usedBytes()
			}
			return { ms: (await measure(() => contender.load(data, items))).ms }
		}
		case 'read': {
			const { ms, value } = await measure(() => contender.read(order.query))
			return { ms, figures: comparable(value) }
		}
		case 'change': {
			const batch = take(changes, order.count)
			const { ms, value } = await measure(async () => {
				await contender.change(batch)
				return contender.reread()
			})
			return { ms, figures: comparable(value) }
		}
		case 'memory': {
			globalThis.gc?.()
			return { ms: 0, bytes: usedBytes() - before }
		}
	}
}

function comparable(answer: unknown): Figures {
	return contender.comparable ? contender.comparable(answer) : (answer as Figures)
}

/** Heap, buffers and the memories of WebAssembly, which Node does not count. */
function usedBytes(): number {
	const { heapUsed, external } = process.memoryUsage()
	let wasm = 0
	for (const memory of memories) wasm += memory.buffer.byteLength
	return heapUsed + external + wasm
}

process.on('message', (order: Order) => {
	obey(order).then(
		(answer) => process.send!(answer),
		(error: unknown) => process.send!({ error: String(error) } satisfies Answer),
	)
})
process.send!({ ms: 0 } satisfies Answer)
