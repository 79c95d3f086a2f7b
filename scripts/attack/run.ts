/** `npm run attack`: tries to do what nobody may, as everybody who might. The last line counts; anything through fails. */
import { parseArgs } from 'node:util'
import { attacks, chooseAttacks, nameOf } from './all'
import { report, runAttacks } from './attack'
import { World } from './world'

const { values } = parseArgs({
	options: { only: { type: 'string' }, list: { type: 'boolean', default: false } },
})
// The stack says each refusal aloud, which is what most attacks end in.
const say = (line: string) => process.stderr.write(`${line}\n`)
console.error = () => {}
console.warn = () => {}

const chosen = values.only ? chooseAttacks(values.only) : attacks

if (values.list) for (const attack of chosen) console.log(nameOf(attack))
else {
	const world = await World.open()
	try {
		const outcomes = await runAttacks(chosen, world, ({ attack, through }) => {
			if (through !== null) say(`through: ${nameOf(attack)}: ${through}`)
		})
		for (const line of report(outcomes)) console.log(line)
		process.exitCode = outcomes.length > 0 && outcomes.every(({ through }) => through === null) ? 0 : 1
	} finally {
		await world.close()
	}
}
