-- What no persona should have to find: rights and row security as a whole, out of the catalogue.
-- covers policy "nobody" on private.labels, private.label_counters, private.agent_tokens and those of the agents' conversations
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
	where n.nspname in ('public', 'private')
		and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)$$,
	'every function looks in pg_catalog first, and in pg_temp last, for types too'
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
	$$values ('public.agent_join'), ('private.agent_join'), ('public.agent_received'), ('private.agent_received'),
		('public.agent_answered'), ('private.agent_answered'), ('public.agent_undelivered'), ('private.agent_undelivered'), ('public.agent_thread'), ('private.agent_thread'),
		('public.agent_reminders'), ('private.agent_reminders'), ('public.agent_reminded'), ('private.agent_reminded'), ('public.agent_mute'), ('private.agent_mute'), ('public.agent_context'), ('private.agent_context'), ('public.agent_keep'), ('private.agent_keep'),
		('public.agent_summary'), ('private.agent_summary'), ('public.agent_replied'), ('private.note_replies'), ('public.agent_recorded'), ('public.agent_sources'), ('private.import_sources'), ('private.recorded_transactions'), ('private.month_of_text'), ('private.is_month'), ('private.requesting_agent'),
		('private.ledger_to_correct'), ('private.check_request'), ('private.check_request_before'),
		('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at'), ('private.read_inbox_part'), ('private.read_inbox_parts'),
		('private.read_inbox_from_part'), ('private.read_inbox_completes_item'), ('private.read_inbox_sent_at'), ('private.refuse_value')$$,
	'anon may execute these and no others'
);
select set_eq(
	$$select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and has_function_privilege('service_role', p.oid, 'execute')$$,
	$$values ('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at'), ('private.read_inbox_part'), ('private.read_inbox_parts'),
		('private.read_inbox_from_part'), ('private.read_inbox_completes_item'), ('private.read_inbox_sent_at'), ('private.refuse_value'), ('private.check_request'), ('private.check_request_before'),
		('private.bill_of_part'), ('private.installment_cents'), ('private.live_cents')$$,
	'service_role may execute what reads a body''s values, the check of a request, what its views count by, and no others'
);
select set_eq(
	$$select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and has_function_privilege('authenticator', p.oid, 'execute')$$,
	$$values ('private.read_inbox_item'), ('private.read_inbox_target_item'), ('private.read_inbox_installments'),
		('private.read_inbox_occurred_at'), ('private.read_inbox_part'), ('private.read_inbox_parts'),
		('private.read_inbox_from_part'), ('private.read_inbox_completes_item'), ('private.read_inbox_sent_at')$$,
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
		('authenticated public.contacts DELETE,SELECT'),
		('authenticated public.current_month_bill SELECT'),
		('authenticated public.cycles DELETE,SELECT'),
		('authenticated public.inbox SELECT'),
		('authenticated public.invitations DELETE,SELECT'),
		('authenticated public.ledgers SELECT'),
		('authenticated public.members SELECT'),
		('authenticated public.monthly_totals SELECT'),
		('authenticated public.monthly_totals_by_day SELECT'),
		('authenticated public.people DELETE,SELECT'),
		('authenticated public.previous_month_bill SELECT'),
		('authenticated public.recurring DELETE,SELECT'),
		('authenticated public.senders SELECT'),
		('authenticated public.reminder_settings INSERT,SELECT,UPDATE'),
		('authenticated public.sources DELETE,SELECT'),
		('authenticated public.transactions SELECT'),
		('service_role public.agents SELECT'),
		('service_role public.bill_closings DELETE,SELECT'),
		('service_role public.bill_items SELECT'),
		('service_role public.budgets DELETE,SELECT'),
		('service_role public.categories DELETE,SELECT'),
		('service_role public.contacts DELETE,SELECT'),
		('service_role public.current_month_bill SELECT'),
		('service_role public.cycles DELETE,SELECT'),
		('service_role public.inbox SELECT'),
		('service_role public.invitations SELECT'),
		('service_role public.ledgers SELECT'),
		('service_role public.members SELECT'),
		('service_role public.people DELETE,SELECT'),
		('service_role public.previous_month_bill SELECT'),
		('service_role public.recurring DELETE,SELECT'),
		('service_role public.senders SELECT'),
		('service_role public.reminder_settings INSERT,SELECT,UPDATE'),
		('service_role public.sources DELETE,SELECT'),
		('service_role public.transactions SELECT')$$,
	'whole-table rights are these and no others'
);

-- The guard by ownership: what belongs to the ledger's own role, and that it is nobody's way in.
select set_eq(
	$$select c.oid::regclass::text from pg_class c where c.relowner = 'painel_ledger'::regrole and c.relkind in ('r', 'v', 'm', 'p')$$,
	$$values ('transactions'), ('inbox')$$,
	'these tables are the ledger''s own role''s'
);
select set_eq(
	$$select p.oid::regproc::text from pg_proc p where p.proowner = 'painel_ledger'::regrole$$,
	$$values ('private.open_inbox'), ('private.sender_of'), ('private.met_before'), ('private.judge_item'), ('private.close_inbox'),
		('private.sees_all'), ('private.items_of'), ('private.newest_item'), ('private.named_items'), ('private.candidates'), ('private.find_target'),
		('private.file_pending'), ('private.refunded'), ('private.judge_refund'), ('private.carry_out_amend'),
		('private.judge_change'), ('private.close_correction'), ('private.correct'), ('private.file_items'),
		('private.put_transaction'), ('private.void_transaction'), ('private.refile'), ('private.dismiss_item'), ('private.take_up_item'),
		('private.erase_ledger'), ('private.erase_remains'), ('private.erase_texts')$$,
	'and these functions'
);
select is_empty(
	$$select p.oid::regproc from pg_proc p where p.proowner = 'painel_ledger'::regrole and not p.prosecdef$$,
	'all of which run in its name'
);
select is_empty(
	$$select p.oid::regproc from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('public', 'private') and p.proowner <> 'painel_ledger'::regrole
		and p.prosrc ~ '(insert into|update|delete from|truncate|merge into) public\.(transactions|inbox)\M'$$,
	'no function of another role writes to its tables'
);
select is(
	(select (r.rolcanlogin, r.rolsuper, r.rolinherit, r.rolcreaterole)::text from pg_roles r where r.rolname = 'painel_ledger'), '(f,f,f,f)',
	'nobody logs in as it, and it may no more than it is granted'
);
select is_empty(
	$$select m.member::regrole from pg_auth_members m
	where m.roleid = 'painel_ledger'::regrole and (m.inherit_option or m.set_option)$$,
	'nobody inherits its rights or may take it'
);
select is_empty(
	$$select k.conrelid::regclass, k.conname from pg_constraint k
	where k.contype = 'f' and k.conrelid in ('public.transactions'::regclass, 'public.inbox'::regclass)$$,
	'no foreign key makes a cascade a way past the guard'
);
select is(has_schema_privilege('painel_ledger', 'public', 'create') or has_schema_privilege('painel_ledger', 'private', 'create'), false, 'it makes nothing');

select tests.as_person('ana');
select tests.refused('select * from private.labels', 'labels: nobody');
select tests.refused('select * from private.label_counters', 'label_counters: nobody');
select tests.refused('select * from private.' || t, t || ': nobody')
from unnest(array['join_codes', 'join_tries', 'received_messages', 'contact_routes', 'strangers', 'reminders', 'reminder_mutes']) t;

select * from finish();
rollback;
