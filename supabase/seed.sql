-- A demo account and ledger for `supabase start` and `supabase db reset`. Never for a project with real people in it: it
-- does nothing where there is an account already.
--
--   e-mail demo@painel.example, password painel-demo
--
-- The agent's token is made here and shown once, as a notice.

do $$
declare
	v_user uuid := gen_random_uuid();
	v_ledger uuid;
	v_agent json;
begin
	if exists (select from auth.users) then
		raise notice 'There are accounts already: the demo seed does nothing.';
		return;
	end if;

	-- Empty strings rather than nulls, and the all-zero instance: the real Auth server looks users up so.
	insert into auth.users (
		instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
		created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new
	)
	values (
		'00000000-0000-0000-0000-000000000000', v_user, 'authenticated', 'authenticated', 'demo@painel.example',
		extensions.crypt('painel-demo', extensions.gen_salt('bf', 10)), now(),
		'{"provider": "email", "providers": ["email"]}', '{}', now(), now(), '', '', '', ''
	);
	insert into auth.identities (id, user_id, provider, provider_id, identity_data, last_sign_in_at, created_at, updated_at)
	values (
		gen_random_uuid(), v_user, 'email', v_user::text,
		jsonb_build_object('sub', v_user, 'email', 'demo@painel.example', 'email_verified', true), now(), now(), now()
	);

	perform
		set_config('request.jwt.claim.sub', v_user::text, true),
		set_config('request.jwt.claims', json_build_object('sub', v_user, 'role', 'authenticated')::text, true);
	v_ledger := (public.create_ledger('Casa')).id;

	insert into public.categories (ledger_id, name, aliases, color)
	values
		(v_ledger, 'Mercado', '{supermercado,feira,padaria}', 1),
		(v_ledger, 'Restaurante', '{lanche,almoço,jantar,delivery}', 2),
		(v_ledger, 'Transporte', '{uber,99,gasolina,ônibus}', 3),
		(v_ledger, 'Moradia', '{aluguel,condomínio,luz,água,internet}', 4),
		(v_ledger, 'Saúde', '{farmácia,médico,dentista}', 5),
		(v_ledger, 'Lazer', '{cinema,viagem,streaming}', 6),
		(v_ledger, 'Educação', '{curso,livro,escola}', 7);
	insert into public.sources (ledger_id, name, aliases)
	values
		(v_ledger, 'Nubank', '{nu,roxinho}'),
		(v_ledger, 'Inter', '{cartão inter}'),
		(v_ledger, 'Pix', '{}'),
		(v_ledger, 'Dinheiro', '{espécie}');
	insert into public.cycles (ledger_id, source_id, closing_day, due_day)
	values (v_ledger, 1, 25, 5), (v_ledger, 2, 10, 17);
	insert into public.people (ledger_id, name) values (v_ledger, 'Ana'), (v_ledger, 'Beto');
	insert into public.budgets (ledger_id, category_id, month, amount_cents)
	values (v_ledger, null, date_trunc('month', now())::date, 600000), (v_ledger, 1, date_trunc('month', now())::date, 150000);

	v_agent := public.create_agent(v_ledger, 'WhatsApp');
	perform set_config('request.headers', json_build_object('x-agent-token', v_agent ->> 'token')::text, true);
	insert into public.inbox (message_id, description, amount, category, source, person, installments, occurred_at)
	values
		('seed-1', 'Feira da semana', '"186,40"', 'feira', 'nubank', 'Ana', 1, now() - interval '3 days'),
		('seed-2', 'Geladeira', '"3.290,00"', 'Moradia', 'Inter', 'Beto', 10, now() - interval '2 days'),
		('seed-3', 'Uber para o trabalho', '23.9', 'uber', 'pix', 'Beto', 1, now() - interval '1 day'),
		('seed-4', 'Padaria', '"doze e pouco"', 'padaria', 'dinheiro', 'Ana', 1, now() - interval '2 hours');
	raise notice 'Demo ledger %; agent token %', v_ledger, v_agent ->> 'token';
end
$$;
