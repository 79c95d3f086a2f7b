import type { Database } from '../../local/database/index'
import type { Sample } from './row-store'

/**
 * Every version of every transaction, kept by a trigger that only this run's database has: so that a page's claim about
 * revision n can be judged later.
 */
export async function keepVersions(database: Database): Promise<void> {
	await database.exclusive(() =>
		database.script(`
			create schema soak;
			create table soak.versions (id uuid, revision bigint primary key, amount_cents bigint, voided boolean);
			insert into soak.versions select id, revision, amount_cents, voided from public.transactions;
			create index on soak.versions (id, revision desc);
			create function soak.keep() returns trigger language plpgsql security definer set search_path = '' as $$
			begin
				insert into soak.versions values (new.id, new.revision, new.amount_cents, new.voided);
				return null;
			end $$;
			create trigger keep after insert or update on public.transactions for each row execute function soak.keep();
		`),
	)
}

/** The summary of the rows at a revision; only from `first` on, where versions were kept. */
export async function truthAt(database: Database, applied: number): Promise<Sample> {
	const rows = await database.exclusive(() =>
		database.query<Record<'rows' | 'live' | 'cents' | 'revisions', number | string>>(
			`select count(*) as rows, count(*) filter (where not voided) as live,
				coalesce(sum(amount_cents) filter (where not voided), 0) as cents, coalesce(sum(revision), 0) as revisions
			from (
				select distinct on (id) * from soak.versions where revision <= $1 order by id, revision desc
			) as newest`,
			[applied],
		),
	)
	const [row] = rows
	return {
		applied,
		rows: Number(row!.rows),
		live: Number(row!.live),
		cents: Number(row!.cents),
		revisions: Number(row!.revisions),
	}
}

export async function head(database: Database, ledgerId: string): Promise<number> {
	const [row] = await database.exclusive(() =>
		database.query<{ revision: number }>('select revision from public.ledgers where id = $1', [ledgerId]),
	)
	return Number(row!.revision)
}

export function equal(a: Sample, b: Sample): boolean {
	return a.rows === b.rows && a.live === b.live && a.cents === b.cents && a.revisions === b.revisions
}
