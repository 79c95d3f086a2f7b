-- Who says what comes again, asks what a new closing day would do, and makes one name of two.
-- covers policy "members read recurring", "editors add recurring", "editors change recurring", "editors remove recurring" on recurring
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_person('edu');
select lives_ok('insert into public.recurring (ledger_id, name, day, amount_cents, category_id, source_id) values (tests.id(''casa''), '' Aluguel '', 5, 230000, 1, 1)', 'an editor says what comes again');
select results_eq('select name, kind, until from public.recurring', $$values ('Aluguel', 'expense', null::date)$$, 'tidied');
select lives_ok('update public.recurring set amount_cents = 240000 where ledger_id is not null', 'and changes it');
select throws_ok('update public.recurring set name = ''  '' where ledger_id is not null', '22023', null, 'not to nothing');
select is((public.preview_cycle(tests.id('casa'), 1, null, 25, 5) ->> 'moves')::int, 0, 'a cycle as it is moves nothing');
select throws_ok('select public.preview_cycle(tests.id(''casa''), 1, null, 32, 5)', '22023', null, 'there is no 32nd');
select throws_ok('select public.merge_labels(tests.id(''casa''), ''category'', 1, 1)', '22023', null, 'nothing is made one with itself');
select throws_ok('select public.merge_labels(tests.id(''casa''), ''category'', 1, 9)', 'PT404', null, 'nor with what is not there');
select throws_ok('select public.merge_labels(tests.id(''casa''), ''ledger'', 1, 2)', '22023', null, 'nor anything else');
select throws_ok('select public.delete_label(tests.id(''casa''), ''category'', 9)', 'PT404', null, 'what is not there is not deleted');
select is((public.merge_labels(tests.id('casa'), 'category', 1, 2) ->> 'changed')::int, 1, 'an editor makes one of two');
select results_eq('select aliases from public.categories where id = 2', $$values ('{Mercado}'::text[])$$, 'which keeps the names');
select results_eq('select category_id from public.recurring', array[2], 'and what hung on the other');
select is((public.delete_label(tests.id('casa'), 'category', 2) ->> 'changed')::int, 1, 'and deletes');
select results_eq('select category_id from public.recurring', array[null::int], 'what comes again stays');
select throws_ok('select * from private.label_undos', '42501', null, 'what was kept of it nobody reads');

select tests.as_person('vera');
select isnt_empty('select * from public.recurring', 'a viewer sees what comes again');
select throws_ok('insert into public.recurring (ledger_id, name, day, amount_cents) values (tests.id(''casa''), ''x'', 1, 1)', '42501', null, 'and adds none');
select is_empty('update public.recurring set day = 1 where ledger_id is not null returning 1', 'changes none');
select is_empty('delete from public.recurring where ledger_id is not null returning 1', 'removes none');
select throws_ok('select public.preview_cycle(tests.id(''casa''), 1, null, 1, 1)', '42501', null, 'asks for no preview');
select throws_ok('select public.merge_labels(tests.id(''casa''), ''person'', 1, 2)', '42501', null, 'makes no one of two');
select throws_ok('select public.delete_label(tests.id(''casa''), ''person'', 1)', '42501', null, 'and deletes nothing');

select tests.as_person('otto');
select is_empty('select * from public.recurring', 'a stranger sees nothing');
select throws_ok('insert into public.recurring (ledger_id, name, day, amount_cents) values (tests.id(''casa''), ''x'', 1, 1)', '42501', null, 'adds nothing');
select throws_ok('select public.preview_cycle(tests.id(''casa''), 1, null, 1, 1)', 'PT404', null, 'and for them there is no such ledger');
select throws_ok('select public.merge_labels(tests.id(''casa''), ''person'', 1, 2)', 'PT404', null, 'to merge in');
select throws_ok('select public.delete_label(tests.id(''casa''), ''person'', 1)', 'PT404', null, 'or to delete from');

select tests.as_person('edu');
select isnt_empty('delete from public.recurring where ledger_id is not null returning 1', 'an editor removes it');

select * from finish();
rollback;
