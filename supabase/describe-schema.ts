import type { Database } from '../local/database/index.ts'

// The net effect of all migrations as one text: what a reviewer reads beside a migration's diff. Sorted by name, so that
// the same schema always gives the same text.

const SCHEMAS = `('public', 'private')`

const sections: [title: string, sql: string][] = [
	[
		'tables',
		`select format(
			E'create table %s (\\n%s\\n)%s;',
			c.oid::regclass,
			(
				select string_agg(
					format(
						E'\\t%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
						case when a.attnotnull then ' not null' else '' end,
						coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
					), E',\\n' order by a.attnum
				)
				from pg_attribute a
				left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
				where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			),
			coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
		) as text
		from pg_class c
		where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ${SCHEMAS}
		order by c.oid::regclass::text collate "C"`,
	],
	[
		'constraints',
		`select format('alter table %s add constraint %I %s;', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as text
		from pg_constraint k
		where k.connamespace::regnamespace::text in ${SCHEMAS} and k.contype <> 'n'
		order by k.conrelid::regclass::text collate "C", k.conname`,
	],
	[
		'indexes',
		`select pg_get_indexdef(i.indexrelid) || ';' as text
		from pg_index i
		join pg_class c on c.oid = i.indexrelid
		where c.relnamespace::regnamespace::text in ${SCHEMAS}
			and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
		order by c.oid::regclass::text collate "C"`,
	],
	[
		'views',
		`select format(
			E'create %s %s%s as\\n%s', case c.relkind when 'm' then 'materialized view' else 'view' end, c.oid::regclass,
			coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid, true)
		) as text
		from pg_class c
		where c.relkind in ('v', 'm') and c.relnamespace::regnamespace::text in ${SCHEMAS}
		order by c.oid::regclass::text collate "C"`,
	],
	[
		'functions',
		`select pg_get_functiondef(p.oid) || ';' as text
		from pg_proc p
		where p.pronamespace::regnamespace::text in ${SCHEMAS}
		order by p.oid::regprocedure::text collate "C"`,
	],
	[
		'triggers',
		`select pg_get_triggerdef(t.oid) || ';' || case t.tgenabled when 'A' then ' -- always' else '' end as text
		from pg_trigger t
		join pg_class c on c.oid = t.tgrelid
		where not t.tgisinternal and c.relnamespace::regnamespace::text in ${SCHEMAS}
		order by c.oid::regclass::text collate "C", t.tgname`,
	],
	[
		'row security',
		`select format('alter table %s enable row level security;', c.oid::regclass) as text
		from pg_class c
		where c.relrowsecurity and c.relnamespace::regnamespace::text in ${SCHEMAS}
		order by c.oid::regclass::text collate "C"`,
	],
	[
		'policies',
		`select format(
			'create policy %I on %I.%I for %s to %s%s%s;', p.policyname, p.schemaname, p.tablename, lower(p.cmd),
			array_to_string(p.roles, ', '), coalesce(E'\\n\\tusing (' || p.qual || ')', ''), coalesce(E'\\n\\twith check (' || p.with_check || ')', '')
		) as text
		from pg_policies p
		where p.schemaname in ('public', 'private', 'realtime')
		order by p.schemaname collate "C", p.tablename collate "C", p.policyname collate "C"`,
	],
	[
		'rights',
		`select format('grant %s on %s to %s;', string_agg(lower(right_name), ', ' order by right_name), thing, who) as text
		from (
			select
				a.privilege_type || coalesce(' (' || string_agg(at.attname, ', ' order by at.attnum) || ')', '') as right_name,
				'table ' || c.oid::regclass as thing,
				case a.grantee when 0 then 'public' else a.grantee::regrole::text end as who
			from pg_class c
			left join pg_attribute at on at.attrelid = c.oid and at.attacl is not null
			cross join lateral aclexplode(coalesce(at.attacl, c.relacl)) a
			where c.relnamespace::regnamespace::text in ${SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner
			group by a.privilege_type, c.oid, a.grantee, at.attacl is null
			union
			select a.privilege_type, 'table ' || c.oid::regclass, case a.grantee when 0 then 'public' else a.grantee::regrole::text end
			from pg_class c, aclexplode(c.relacl) a
			where c.relnamespace::regnamespace::text in ${SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner
			union all
			select a.privilege_type, 'function ' || p.oid::regprocedure, case a.grantee when 0 then 'public' else a.grantee::regrole::text end
			from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
			where p.pronamespace::regnamespace::text in ${SCHEMAS} and a.grantee <> p.proowner
			union all
			select a.privilege_type, 'schema ' || n.nspname, case a.grantee when 0 then 'public' else a.grantee::regrole::text end
			from pg_namespace n, aclexplode(n.nspacl) a
			where n.nspname = 'private' and a.grantee <> n.nspowner
		) r
		group by thing, who
		order by thing collate "C", who collate "C"`,
	],
	[
		'owners',
		// Of what is not postgres's.
		`select format('alter %s %s owner to %s;', kind, name, owner) as text
		from (
			select 'table' as kind, c.oid::regclass::text as name, c.relowner::regrole::text as owner
			from pg_class c
			where c.relnamespace::regnamespace::text in ${SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm')
			union all
			select 'function', p.oid::regprocedure::text, p.proowner::regrole::text
			from pg_proc p
			where p.pronamespace::regnamespace::text in ${SCHEMAS}
		) o
		where owner <> 'postgres'
		order by kind collate "C", name collate "C"`,
	],
	[
		'comments',
		`select format('comment on %s %s is %L;', kind, name, said) as text
		from (
			select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind, c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') as said
			from pg_class c where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace::regnamespace::text in ${SCHEMAS}
			union all
			select 'column', format('%s.%I', c.oid::regclass, a.attname), col_description(c.oid, a.attnum)
			from pg_class c join pg_attribute a on a.attrelid = c.oid
			where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and c.relnamespace::regnamespace::text in ${SCHEMAS}
			union all
			select 'function', p.oid::regprocedure::text, obj_description(p.oid, 'pg_proc')
			from pg_proc p where p.pronamespace::regnamespace::text in ${SCHEMAS}
		) s
		where said is not null
		order by kind collate "C", name collate "C"`,
	],
]

/** The schema as SQL-like text: for reading and comparing, not for running. */
export function describeSchema(database: Pick<Database, 'transaction'>): Promise<string> {
	return database.transaction(async (query) => {
		// So that every name is written with its schema.
		await query(`select set_config('search_path', '', true)`)
		const parts = [
			'-- The schema that supabase/migrations/*.sql make together. Written by `npm run db:snapshot`; a test compares.',
			'-- For reading beside a migration: what it really changes. Not to be run.',
		]
		for (const [title, sql] of sections) {
			const rows = await query<{ text: string }>(sql)
			const texts = rows.map((row) => row.text.trimEnd())
			const gap = [
				'constraints',
				'indexes',
				'triggers',
				'row security',
				'rights',
				'owners',
				'comments',
			].includes(title)
				? '\n'
				: '\n\n'
			parts.push(
				`-- ---------------------------------------------------------------- ${title}`,
				texts.join(gap),
			)
		}
		return `${parts.join('\n\n').replace(/[ \t]+$/gm, '')}\n`
	})
}
