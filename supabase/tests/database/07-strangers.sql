-- Another ledger's owner, a removed member, and somebody with an unconfirmed address: not even that the ledger exists.
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

create temporary table strangers (name text);
insert into strangers values ('otto'), ('rita'), ('nina');
grant select on strangers to public;

create function tests.sees_nothing(name text) returns setof text language plpgsql as $$
declare
	v_table text;
	v_call text;
begin
	perform tests.as_person(name);
	foreach v_table in array array[
		'members', 'agents', 'categories', 'sources', 'people', 'bill_closings', 'budgets', 'invitations', 'inbox',
		'transactions', 'bill_items', 'current_month_bill', 'previous_month_bill', 'monthly_totals'
	] loop
		return next extensions.is_empty(
			format('select * from public.%I where ledger_id = tests.id(''casa'')', v_table), name || ' sees nothing in ' || v_table
		);
	end loop;
	return next extensions.is_empty('select * from public.ledgers where id = tests.id(''casa'')', name || ' sees no ledger');
	foreach v_call in array array[
		'select public.ledger_changes(tests.id(''casa''), 0)',
		'select public.export_ledger(tests.id(''casa''))',
		'select public.export_rows(tests.id(''casa''), ''transactions'')',
		'select public.erase_texts(tests.id(''casa''), person_id => 1)',
		'select public.delete_ledger(tests.id(''casa''), ''Casa'')',
		'select public.create_agent(tests.id(''casa''), ''x'')',
		'select public.revoke_agent(tests.id(''zap''))',
		'select public.revoke_agent(gen_random_uuid())',
		'select public.invite_member(tests.id(''casa''), ''x@example.com'', ''owner'')',
		'select * from public.list_members(tests.id(''casa''))',
		'select public.set_member_role(tests.id(''casa''), tests.id(''otto''), ''owner'')',
		'select public.remove_member(tests.id(''casa''), tests.id(''vera''))',
		'select public.remove_member(tests.id(''casa''), auth.uid())',
		'select public.map_text(tests.id(''casa''), ''category'', ''cine'', 2)',
		'select public.dismiss_inbox(tests.id(''refused''))',
		'select public.dismiss_inbox(gen_random_uuid())',
		'select public.undismiss_inbox(tests.id(''refused''))',
		'select public.undismiss_inbox(gen_random_uuid())',
		'select public.unmap_text(tests.id(''casa''), ''category'', ''cine'', 2)',
		'select public.undo_label(tests.id(''casa''), gen_random_uuid())',
		'select public.rename_member(tests.id(''casa''), ''x'')'
	] loop
		-- The same words as for an id that is nobody's.
		return next extensions.throws_ok(v_call, 'PT404', 'no such ledger, or you are not a member of it', name || ' gets 404: ' || v_call);
	end loop;
	return next extensions.is_empty('select * from public.unknown_texts(tests.id(''casa''))', name || ': unknown_texts is empty');
	return next extensions.is_empty('select * from public.transaction_history(tests.id(''bought''))', name || ': no history');
	return next extensions.throws_ok(
		'insert into public.categories (ledger_id, name) values (tests.id(''casa''), ''x'')', '42501', null, name || ' adds no category'
	);
	return next extensions.ok(tests.touches('update public.categories set name = ''x'' where ledger_id = tests.id(''casa'')', 0), name || ' changes no category');
	return next extensions.ok(tests.touches('delete from public.budgets where ledger_id = tests.id(''casa'')', 0), name || ' removes no budget');
	return next extensions.ok(tests.touches('update public.ledgers set name = ''x'' where id = tests.id(''casa'')', 0), name || ' renames nothing');
end $$;

select tests.sees_nothing(name) from strangers;

select tests.as_person('otto');
select tests.refused(statement, 'stranger: ' || left(statement, 60)) from tests.forbidden;
select is((select count(*)::int from public.transactions), 1, 'otto sees his own');
select throws_ok('select public.invite_member(tests.id(''vizinhos''), ''otto@example.com'', ''viewer'')', '23505', null, 'and cannot invite himself');

select tests.as_person('nina');
select is_empty('select * from public.my_invitations()', 'an unconfirmed address is asked nothing');
select throws_ok(format('select public.accept_invitation(%L)', tests.id('invitation')), 'PT404', 'no such invitation for you', 'and accepts nothing');
select throws_ok(format('select public.decline_invitation(%L)', tests.id('invitation')), 'PT404', 'no such invitation for you', 'nor declines');
select is_empty('select * from public.ledgers', 'and sees nothing');
select tests.as_postgres();
update auth.users set email_confirmed_at = now() where id = tests.id('nina');
select tests.as_person('nina');
select results_eq('select id from public.my_invitations()', array[tests.id('invitation')], 'once confirmed, it is asked');
select is(public.accept_invitation(tests.id('invitation')), tests.id('casa'), 'and joins by saying yes');
select results_eq('select name from public.ledgers', array['Casa'], 'and nina is in');

select * from finish();
rollback;
