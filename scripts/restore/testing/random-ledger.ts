import type { Owner } from './owner'

/** Draws whole numbers below `limit`, the same for the same seed (mulberry32). */
export function drawing(seed: number): (limit: number) => number {
	let state = seed
	return (limit) => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
	}
}

const month = (day: Date, months: number): string =>
	new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)).toISOString().slice(0, 7)

/** Fills a ledger with settings and 120 messages of every kind, by chance; each is what an agent could send. */
export async function drawLedger(owner: Owner, seed: number): Promise<void> {
	const draw = drawing(seed)
	const one = <T>(of: readonly T[]): T => of[draw(of.length)]!
	const now = new Date()
	await writeSettings(owner, now)
	const categories = ['Mercado', 'supermercado', 'LAZER', 'Desconhecida', null]
	const sources = ['Cartão azul', 'Pix', 'azul', 'Cartão verde', 'Caderneta', null]
	const people = ['Ana', 'Marcos', 'Ninguém', null]
	const messages: { message_id: string; item: number; kind: string; installments: number }[] = []
	for (let n = 0; n < 120; n++) {
		const occurred = new Date(now.getTime() - draw(500) * 86_400_000 - draw(86_400_000))
		const message_id = one(['wamid.', 'wamid.', 'import:']) + n
		const about = messages.length > 0 ? one(messages) : null
		const kind = one(['expense', 'expense', 'expense', 'income', 'refund', 'transfer'])
		const installments = kind === 'expense' && draw(3) === 0 ? 2 + draw(11) : 1
		const isPart = kind === 'expense' && installments === 1 && draw(6) === 0
		const record = {
			message_id,
			item: draw(3),
			sender: one(['5511999990001', '5511999990002', null]),
			sent_at: new Date(occurred.getTime() + draw(3_600_000)).toISOString(),
			kind,
			occurred_at: occurred.toISOString(),
			description: `Compra ${n} ${one(['á vista', 'R$ 10', '=1+1', 'ok'])}`,
			amount: `${draw(2000)}.${10 + draw(90)}`,
			category: one(categories),
			source: kind === 'transfer' ? 'Pix' : one(sources),
			person: one(people),
			to_source: kind === 'transfer' ? one(['Cartão azul', 'Poupança']) : null,
			installments,
			part: isPart ? 2 : null,
			parts: isPart ? 5 : null,
			bill_month: draw(5) === 0 ? month(occurred, draw(3)) : null,
			target_message_id: kind === 'refund' && about?.kind === 'expense' ? about.message_id : null,
			target_item: kind === 'refund' && about?.kind === 'expense' ? about.item : null,
			payload: { message: `texto ${n}` },
		}
		await owner.post([record])
		messages.push({ message_id, item: record.item, kind, installments })
		const change = {
			message_id: `${message_id}.change`,
			target_message_id: about?.message_id,
			target_item: about?.item,
		}
		if (!about) continue
		const turn = draw(10)
		if (turn === 0) await owner.post([{ ...change, action: 'void' }])
		else if (turn === 1)
			await owner.post([{ ...change, action: 'amend', category: one(categories) ?? '', amount: '77.07' }])
		else if (turn === 2)
			await owner.post([{ ...change, action: 'amend', bill_month: '', source: one(sources) ?? '' }])
		else if (turn === 3) await owner.post([{ ...change, action: 'restore' }])
		else if (turn <= 6 && about.installments > 1)
			await owner.post([
				{
					...change,
					action: 'amend',
					from_part: 2 + draw(about.installments - 1),
					parts_to: draw(2) ? 'cancel' : month(now, 1 + draw(3)),
					sent_at: '2001-01-01T00:00:00Z',
				},
			])
	}
	await owner.post([
		{ message_id: 'wamid.unread', action: 'keep', description: 'um áudio', payload: { message: 'áudio' } },
		{ message_id: 'wamid.much', description: 'Padaria', amount: 'muito', sender: '5511999990001' },
		{ message_id: 'wamid.lost', action: 'void', target_message_id: 'wamid.nowhere' },
	])
}

/** Settings of every kind, in place of those that the ledger has. */
export async function writeSettings(owner: Owner, now: Date): Promise<void> {
	const first = (months: number) => `${month(now, months)}-01`
	await owner.change(`ledgers?id=eq.${owner.ledgerId}`, {
		name: 'Casa que muda',
		basis: 'purchase',
		timezone: 'Asia/Tokyo',
	})
	for (const table of ['categories', 'sources', 'people'])
		await owner.remove(`${table}?ledger_id=eq.${owner.ledgerId}`)
	const [food] = await owner.add('categories', [
		{ name: 'Mercado', aliases: ['supermercado', 'feira'], color: 3 },
		{ name: 'Lazer', aliases: [], color: 9 },
	])
	const [blue, green] = await owner.add('sources', [
		{ name: 'Cartão azul', aliases: ['azul'], archived: false },
		{ name: 'Cartão verde', aliases: [], archived: true },
		{ name: 'Pix', aliases: [], archived: false },
	])
	await owner.add('people', [
		{ name: 'Ana', aliases: ['aninha'] },
		{ name: 'Marcos', aliases: [] },
	])
	await owner.add('cycles', [
		{ source_id: blue!.id, from_month: null, closing_day: 25, due_day: 5 },
		{ source_id: blue!.id, from_month: first(-3), closing_day: 10, due_day: null },
		{ source_id: green!.id, from_month: null, closing_day: 31, due_day: null },
	])
	await owner.add('bill_closings', [
		{ source_id: blue!.id, bill_month: first(-1), closing_date: `${month(now, -2)}-28` },
	])
	await owner.add('budgets', [
		{ category_id: food!.id, month: first(-6), amount_cents: 80_000 },
		{ category_id: null, month: first(-6), amount_cents: 500_000 },
	])
	await owner.add('recurring', [
		{
			name: 'Aluguel',
			day: 5,
			amount_cents: 150_000,
			kind: 'expense',
			category_id: food!.id,
			source_id: blue!.id,
			until: first(8),
		},
	])
}
