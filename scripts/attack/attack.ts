import type { World } from './world'

/** One thing that somebody tries. */
export interface Attack {
	/** A persona of the world. */
	who: string
	/** Where they try it. */
	door: string
	what: string
	/** @returns what got through, in a sentence; null when it was held */
	run(world: World): Promise<string | null>
}

export type Outcome = { attack: Attack; through: string | null }

/** Runs attacks one after the other. One that cannot be tried counts as through: nobody knows whether it is held. */
export async function runAttacks(
	attacks: readonly Attack[],
	world: World,
	onOutcome: (outcome: Outcome) => void = () => {},
): Promise<Outcome[]> {
	const outcomes: Outcome[] = []
	for (const attack of attacks) {
		const outcome = { attack, through: await tried(attack, world) }
		outcomes.push(outcome)
		onOutcome(outcome)
	}
	return outcomes
}

async function tried(attack: Attack, world: World): Promise<string | null> {
	try {
		return (await attack.run(world)) ?? (await world.harm())
	} catch (error) {
		return `could not be tried: ${(error as Error).message}`
	}
}

/** A line for each door, each that got through, and the count. */
export function report(outcomes: readonly Outcome[]): string[] {
	const doors = new Map<string, number>()
	for (const { attack } of outcomes) {
		const key = `${attack.who}, ${attack.door}`
		doors.set(key, (doors.get(key) ?? 0) + 1)
	}
	const through = outcomes.filter((outcome) => outcome.through !== null)
	return [
		...[...doors].map(([door, count]) => `${String(count).padStart(4)}  ${door}`),
		...through.map(
			({ attack, through }) => `THROUGH  ${attack.who}, ${attack.door}: ${attack.what}: ${through}`,
		),
		`${outcomes.length} tried, ${through.length} through`,
	]
}
