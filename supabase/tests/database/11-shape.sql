-- What no persona should have to find: rights and row security as a whole, out of the catalogue.
-- covers policy "nobody" on private.labels, private.label_counters and private.agent_tokens
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select is_empty(
	$$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relrowsecurity$$,
	'row security is on for every table'
);
select is_empty(
	$$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname = 'public' and c.relkind = 'v' and not coalesce('security_invoker=on' = any (c.reloptions), false)$$,
	'every view asks in its reader''s name'
);
select is_empty(
	$$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')$$,
	'every function has its search path fixed'
);
select is_empty(
	$$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname = 'public' and p.prosecdef$$,
	'no function of the API runs with its owner''s rights'
);
select is_empty(
	$$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))$$,
	'no function is executable by all'
);
select is_empty(
	$$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('public', 'private') and c.relkind in ('r', 'v', 'm', 'p') and obj_description(c.oid, 'pg_class') is null$$,
	'every table and view has a comment'
);
select is_empty(
	$$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and obj_description(p.oid, 'pg_proc') is null$$,
	'every function has a comment'
);
select set_eq(
	$$select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and has_function_privilege('anon', p.oid, 'execute')$$,
	$$values ('public.agent_summary'), ('private.agent_summary'), ('private.month_of_text'), ('private.requesting_agent'),
		('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at'), ('private.refuse_value')$$,
	'anon may execute these and no others'
);
select set_eq(
	$$select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and has_function_privilege('service_role', p.oid, 'execute')$$,
	$$values ('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at'), ('private.refuse_value')$$,
	'service_role may execute what reads a body''s values and no others'
);
select set_eq(
	$$select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and has_function_privilege('authenticator', p.oid, 'execute')$$,
	$$values ('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at')$$,
	'the API itself sees the casts for a body''s values and nothing else'
);
select set_eq(
	$$select g.grantee::text || ' ' || g.table_schema::text || '.' || g.table_name::text || ' ' || string_agg(g.privilege_type::text, ',' order by g.privilege_type::text)
	from information_schema.table_privileges g
	where g.table_schema in ('public', 'private') and g.grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
	group by g.grantee, g.table_schema, g.table_name$$,
	$$values
		('anon public.inbox SELECT'),
		('authenticated public.agents SELECT'),
		('authenticated public.bill_closings DELETE,SELECT'),
		('authenticated public.bill_items SELECT'),
		('authenticated public.budgets DELETE,SELECT'),
		('authenticated public.categories DELETE,SELECT'),
		('authenticated public.current_month_bill SELECT'),
		('authenticated public.inbox SELECT'),
		('authenticated public.invitations DELETE,SELECT'),
		('authenticated public.ledgers SELECT'),
		('authenticated public.members SELECT'),
		('authenticated public.monthly_totals SELECT'),
		('authenticated public.people DELETE,SELECT'),
		('authenticated public.previous_month_bill SELECT'),
		('authenticated public.sources DELETE,SELECT'),
		('authenticated public.transactions SELECT'),
		('service_role public.agents SELECT'),
		('service_role public.bill_closings DELETE,SELECT'),
		('service_role public.bill_items SELECT'),
		('service_role public.budgets DELETE,SELECT'),
		('service_role public.categories DELETE,SELECT'),
		('service_role public.current_month_bill SELECT'),
		('service_role public.inbox SELECT'),
		('service_role public.invitations SELECT'),
		('service_role public.ledgers SELECT'),
		('service_role public.members SELECT'),
		('service_role public.people DELETE,SELECT'),
		('service_role public.previous_month_bill SELECT'),
		('service_role public.sources DELETE,SELECT'),
		('service_role public.transactions SELECT')$$,
	'whole-table rights are these and no others'
);

select tests.as_person('ana');
select tests.refused('select * from private.labels', 'labels: nobody');
select tests.refused('select * from private.label_counters', 'label_counters: nobody');

select * from finish();
rollback;
