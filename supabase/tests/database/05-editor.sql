-- An editor: settings and the "a conferir" list; no membership, no agents.
-- covers policies "editors add categories", "editors change categories", "editors remove categories", "editors add sources",
-- "editors change sources", "editors remove sources", "editors add people", "editors change people", "editors remove people",
-- "editors add bill closings", "editors change bill closings", "editors remove bill closings", "editors add budgets",
-- "editors change budgets", "editors remove budgets", "editors read contacts", "editors add contacts", "editors remove contacts",
-- "members read reminder settings", "editors add reminder settings", "editors change reminder settings"
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_person('edu');
select tests.refused(statement, 'editor: ' || left(statement, 60)) from tests.forbidden;
select tests.refused('select * from private.agent_tokens', 'editor: no tokens');
select tests.refused('select public.create_agent(tests.id(''casa''), ''x'')', 'editor: no agents');
select tests.refused('select public.revoke_agent(tests.id(''zap''))', 'editor: revokes nobody');
select matches(public.import_token(tests.id('casa')), '^painel_[0-9a-f]{64}$', 'editor imports');
select tests.refused('select public.invite_member(tests.id(''casa''), ''x@example.com'', ''viewer'')', 'editor: invites nobody');
select tests.refused('select public.set_member_role(tests.id(''casa''), tests.id(''edu''), ''owner'')', 'editor: cannot rise');
select tests.refused('select public.remove_member(tests.id(''casa''), tests.id(''vera''))', 'editor: removes nobody');
select tests.refused('select public.export_ledger(tests.id(''casa''))', 'editor: no export');
select tests.refused('select public.export_rows(tests.id(''casa''), ''inbox'')', 'editor: no export in steps');
select tests.refused('select public.erase_texts(tests.id(''casa''), person_id => 1)', 'editor: erases nothing');
select tests.refused('select public.delete_ledger(tests.id(''casa''), ''Casa'')', 'editor: deletes nothing');
select ok(tests.touches('update public.ledgers set name = ''x'' where id is not null', 0), 'editor: no rename');
select is_empty('select * from public.invitations', 'editor: no invitations');
select tests.refused('insert into public.categories (ledger_id, name) values (tests.id(''vizinhos''), ''x'')', 'editor: not in another ledger');
select tests.refused('update public.categories set ledger_id = tests.id(''vizinhos'') where id = 1', 'editor: moves nothing to another ledger');
select tests.refused('insert into public.categories (ledger_id, id, name) values (tests.id(''casa''), 9, ''x'')', 'editor: ids are given');
select throws_ok('update public.bill_closings set ledger_id = tests.id(''vizinhos'') where source_id = 1', null, null, 'editor: a closing stays in its ledger');
select throws_ok('update public.budgets set ledger_id = tests.id(''vizinhos'') where id is not null', null, null, 'editor: a budget stays in its ledger');
select throws_ok('insert into public.budgets (ledger_id, category_id, month, amount_cents) values (tests.id(''casa''), 77, ''2026-11-01'', 1)', '23503', null, 'editor: a budget needs a category of its ledger');

select lives_ok('insert into public.categories (ledger_id, name, aliases, color) values (tests.id(''casa''), ''  Saúde '', array[''farmácia'', ''FARMACIA'', '' ''], 3)', 'editor adds a category');
select results_eq('select id, name, aliases from public.categories where id = 3', $$values (3, 'Saúde', array['farmácia'])$$, 'tidied, with the next id');
select throws_ok('insert into public.categories (ledger_id, name) values (tests.id(''casa''), ''FARMACIA'')', '23505', null, 'a name that is an alias already is refused');
select throws_ok('insert into public.categories (ledger_id, name) values (tests.id(''casa''), ''  '')', '22023', null, 'a blank name is refused');
select throws_ok('insert into public.categories (ledger_id, name, color) values (tests.id(''casa''), ''y'', 11)', '23514', null, 'an eleventh colour is refused');
select lives_ok('update public.categories set name = ''Saude e bem-estar'' where id = 3', 'editor renames it');
select lives_ok('delete from public.categories where id = 3', 'editor removes it');
select lives_ok('insert into public.contacts (ledger_id, address, person_id) values (tests.id(''casa''), ''tel:551188887777'', 1)', 'editor adds a contact');
select results_eq('select address from public.contacts', array['tel:5511988887777'], 'and sees it, folded');
select matches(public.create_join_code(tests.id('casa'), 1) ->> 'code', '^[A-Z2-9]{8}$', 'and makes a code for a newcomer');
select lives_ok('insert into public.reminder_settings (ledger_id, kinds) values (tests.id(''casa''), ''{budget}'')', 'editor chooses the reminders');
select tests.refused('insert into public.reminder_settings (ledger_id) values (tests.id(''vizinhos''))', 'editor: not those of another ledger');
select lives_ok('delete from public.contacts where address = ''tel:5511988887777''', 'and removes it');
select tests.refused('insert into public.contacts (ledger_id, address, person_id) values (tests.id(''vizinhos''), ''tg:1'', 1)', 'editor: no contact in another ledger');
select lives_ok('insert into public.categories (ledger_id, name) values (tests.id(''casa''), ''Outra'')', 'editor adds another');
select results_eq('select id from public.categories where name = ''Outra''', array[4], 'ids are never used twice');

select is(public.map_text(tests.id('casa'), 'category', 'CINE', 2), 1, 'editor maps a text: one purchase follows');
select results_eq('select category_id, revision from public.transactions where message_id = ''casa-2''', $$values (2, 3::bigint)$$, 'as an ordinary change');
select throws_ok('select public.map_text(tests.id(''casa''), ''category'', ''x'', 99)', 'PT404', null, 'to a category that is there');
select throws_ok('select public.map_text(tests.id(''casa''), ''colour'', ''x'', 1)', '22023', null, 'of a kind that is known');
select lives_ok('insert into public.sources (ledger_id, name) values (tests.id(''casa''), ''Pix'')', 'editor adds a source: its text was known');
select results_eq('select source_id from public.transactions where message_id = ''casa-2''', array[2], 'and the purchase follows');
select lives_ok('update public.cycles set closing_day = 31, due_day = 31 where source_id = 1', 'editor moves a closing day');
select lives_ok('insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values (tests.id(''casa''), 1, ''2026-12-01'', ''2026-12-20'')', 'editor moves a bill');
select lives_ok('update public.bill_closings set closing_date = ''2026-12-21'' where bill_month = ''2026-12-01''', 'and again');
select lives_ok('delete from public.bill_closings where bill_month = ''2026-12-01''', 'and back');
select throws_ok('insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values (tests.id(''casa''), 1, ''2026-12-02'', ''2026-12-20'')', '23514', null, 'a bill month is its first day');
select lives_ok('delete from public.sources where id = 2', 'editor removes a source');
select results_eq('select source_id, source_text from public.transactions where message_id = ''casa-2''', $$values (null::int, 'pix')$$, 'its purchases keep the text');
select lives_ok('insert into public.people (ledger_id, name) values (tests.id(''casa''), ''Edu'')', 'editor adds a person');
select lives_ok('update public.people set aliases = array[''eduardo''] where name = ''Edu''', 'gives an alias');
select lives_ok('delete from public.people where name = ''Edu''', 'and removes');
select lives_ok('insert into public.budgets (ledger_id, category_id, month, amount_cents) values (tests.id(''casa''), null, ''2026-11-01'', 500000)', 'editor sets a budget');
select throws_ok('insert into public.budgets (ledger_id, category_id, month, amount_cents) values (tests.id(''casa''), null, ''2026-11-01'', 1)', '23505', null, 'one a month');
select lives_ok('update public.budgets set amount_cents = 0 where category_id is null', 'editor ends it');
select lives_ok('delete from public.budgets where category_id is null', 'editor removes it');
select lives_ok('select public.dismiss_inbox(tests.id(''refused''))', 'editor dismisses');
select results_eq('select dismissed_by from public.inbox where id = tests.id(''refused'')', array[tests.id('edu')], 'and it is known who did');
select lives_ok('select public.remove_member(tests.id(''casa''), tests.id(''edu''))', 'an editor may leave');

select * from finish();
rollback;
