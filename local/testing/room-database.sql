-- What the database held when the transcripts in fixtures/realtime were recorded: one room, who may read it and who may
-- also write to it. 2222… is no member. Tests only.
create table public.members (
	topic text,
	user_id uuid,
	can_write boolean
);

insert into public.members values
	('room:a', '11111111-1111-4111-8111-111111111111', true),
	('room:a', '33333333-3333-4333-8333-333333333333', false),
	('room:' || repeat('x', 245), '11111111-1111-4111-8111-111111111111', true);

grant select on public.members to authenticated;

create policy "members read" on realtime.messages for select to authenticated using (
	exists (
		select from public.members
		where topic = realtime.topic() and user_id = (current_setting('request.jwt.claims', true)::jsonb ->> 'sub')::uuid
	)
);

create policy "writers write" on realtime.messages for insert to authenticated with check (
	exists (
		select from public.members
		where topic = realtime.topic() and can_write
			and user_id = (current_setting('request.jwt.claims', true)::jsonb ->> 'sub')::uuid
	)
);
