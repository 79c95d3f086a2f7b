-- The schema that supabase/migrations/*.sql make together. Written by `npm run db:snapshot`; a test compares.

-- For reading beside a migration: what it really changes. Not to be run.

-- ---------------------------------------------------------------- tables

create table private.agent_tokens (
	token_hash bytea not null,
	agent_id uuid not null,
	expires_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
	made_for uuid
);

create table private.contact_routes (
	ledger_id uuid not null,
	address text not null,
	agent_id uuid not null,
	route jsonb not null,
	last_sent_at timestamp with time zone not null
);

create table private.join_codes (
	code_hash bytea not null,
	ledger_id uuid not null,
	person_id integer not null,
	created_by uuid,
	created_at timestamp with time zone not null default now(),
	used_by text
);

create table private.join_tries (
	id bigint not null,
	ledger_id uuid not null,
	address text not null,
	tried_at timestamp with time zone not null default now()
);

create table private.kept_repeats (
	transaction_id uuid not null,
	ledger_id uuid not null,
	kept_at timestamp with time zone not null default now()
);

create table private.label_counters (
	ledger_id uuid not null,
	what text not null,
	last_id integer not null
);

create table private.label_undos (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	made_at timestamp with time zone not null default now(),
	what text not null,
	into_id integer,
	kept jsonb not null
);

create table private.labels (
	ledger_id uuid not null,
	what text not null,
	key text not null,
	label_id integer not null
);

create table private.received_messages (
	agent_id uuid not null,
	message_id text not null,
	taken_at timestamp with time zone not null default now(),
	answered boolean not null default false,
	sender text,
	sent_at timestamp with time zone,
	said text,
	asked jsonb
);

create table private.remains (
	ledger_id uuid not null,
	since timestamp with time zone not null default now()
);

create table private.reminder_mutes (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	address text not null,
	kind text,
	until date
);

create table private.reminders (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	address text not null,
	kind text not null,
	subject text not null,
	period text not null,
	claimed_at timestamp with time zone not null default now(),
	claimed_on date not null,
	claims smallint not null default 1,
	told_at timestamp with time zone
);

create table private.replies (
	agent_id uuid not null,
	reply_id text not null,
	message_id text not null
);

create table private.strangers (
	ledger_id uuid not null,
	address text not null,
	told_at timestamp with time zone not null default now()
);

create table private.undelivered (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	agent_id uuid not null,
	message_id text not null,
	sender text not null,
	said text,
	detail text,
	failed_at timestamp with time zone not null default now(),
	dismissed_at timestamp with time zone
);

create table public.agents (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	name text not null,
	created_by uuid,
	created_at timestamp with time zone not null default now(),
	last_used_at timestamp with time zone,
	revoked_at timestamp with time zone,
	abilities text[] not null default '{record,converse}'::text[],
	imports boolean not null default false
) with (fillfactor=70);

create table public.bill_closings (
	ledger_id uuid not null,
	source_id integer not null,
	bill_month date not null,
	closing_date date not null
);

create table public.budgets (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	category_id integer,
	month date not null,
	amount_cents bigint not null
);

create table public.categories (
	ledger_id uuid not null,
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}'::text[],
	color smallint not null default 1
);

create table public.contacts (
	ledger_id uuid not null,
	address text not null,
	person_id integer not null,
	created_at timestamp with time zone not null default now()
);

create table public.cycles (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	source_id integer not null,
	from_month date,
	closing_day smallint,
	due_day smallint
);

create table public.inbox (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	agent_id uuid,
	member_id uuid,
	message_id text not null,
	item private.inbox_item not null default 0,
	action text not null default 'record'::text,
	target_message_id text,
	target_item private.inbox_target_item,
	target_text text,
	completes_message_id text,
	completes_item private.inbox_completes_item,
	sender text,
	sender_id integer,
	sent_at private.inbox_sent_at,
	if_revision bigint,
	kind text,
	occurred_at private.inbox_occurred_at,
	description text,
	amount jsonb,
	category text,
	source text,
	person text,
	to_source text,
	installments private.inbox_installments,
	part private.inbox_part,
	parts private.inbox_parts,
	bill_month text,
	from_part private.inbox_from_part,
	parts_to text,
	payload jsonb,
	received_at timestamp with time zone not null default now(),
	status text not null default 'rejected'::text,
	reason text,
	reason_detail text,
	amount_cents bigint,
	transaction_id uuid,
	revision bigint,
	before jsonb,
	after jsonb,
	candidates jsonb,
	dismissed_at timestamp with time zone,
	dismissed_by uuid
);

create table public.invitations (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	email text not null,
	role text not null,
	invited_by uuid,
	created_at timestamp with time zone not null default now()
);

create table public.ledgers (
	id uuid not null default gen_random_uuid(),
	name text not null,
	currency text not null default 'BRL'::text,
	timezone text not null default 'America/Sao_Paulo'::text,
	basis text not null default 'bill'::text,
	corrections boolean not null default true,
	revision bigint not null default 0,
	inbox_revision bigint not null default 0,
	settings_revision bigint not null default 0,
	epoch bigint not null default 0,
	created_at timestamp with time zone not null default now()
) with (fillfactor=50);

create table public.members (
	ledger_id uuid not null,
	user_id uuid not null,
	role text not null,
	name text,
	created_at timestamp with time zone not null default now()
);

create table public.people (
	ledger_id uuid not null,
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}'::text[]
);

create table public.recurring (
	id uuid not null default gen_random_uuid(),
	ledger_id uuid not null,
	name text not null,
	day smallint not null,
	amount_cents bigint not null,
	kind text not null default 'expense'::text,
	category_id integer,
	source_id integer,
	until date
);

create table public.reminder_settings (
	ledger_id uuid not null,
	kinds text[] not null default '{budget,closing,due,late,summary}'::text[],
	quiet_from smallint not null default 21,
	quiet_to smallint not null default 8
);

create table public.senders (
	ledger_id uuid not null,
	id integer not null,
	sender text not null
);

create table public.sources (
	ledger_id uuid not null,
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}'::text[],
	archived boolean not null default false
);

create table public.transactions (
	id uuid not null,
	ledger_id uuid not null,
	revision bigint not null,
	kind text not null,
	amount_cents bigint not null,
	installments smallint not null,
	bill_month date not null,
	first_month date not null,
	last_month date not null,
	occurred_at timestamp with time zone not null,
	description text not null,
	category_id integer,
	category_text text,
	source_id integer,
	source_text text,
	person_id integer,
	person_text text,
	to_source_id integer,
	to_source_text text,
	part smallint,
	parts smallint,
	pays_month date,
	moves jsonb,
	refund_of uuid,
	bill_given boolean not null default false,
	voided boolean not null default false,
	message_id text not null,
	item smallint not null,
	agent_id uuid not null,
	created_at timestamp with time zone not null default now(),
	updated_at timestamp with time zone not null default now()
);

-- ---------------------------------------------------------------- constraints

alter table private.agent_tokens add constraint agent_tokens_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;
alter table private.agent_tokens add constraint agent_tokens_made_for_fkey FOREIGN KEY (made_for) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table private.agent_tokens add constraint agent_tokens_pkey PRIMARY KEY (token_hash);
alter table private.agent_tokens add constraint agent_tokens_sha256 CHECK ((octet_length(token_hash) = 32));
alter table private.contact_routes add constraint contact_routes_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;
alter table private.contact_routes add constraint contact_routes_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.contact_routes add constraint contact_routes_pkey PRIMARY KEY (ledger_id, address);
alter table private.join_codes add constraint join_codes_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table private.join_codes add constraint join_codes_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.join_codes add constraint join_codes_ledger_id_person_id_fkey FOREIGN KEY (ledger_id, person_id) REFERENCES public.people(ledger_id, id) ON DELETE CASCADE;
alter table private.join_codes add constraint join_codes_pkey PRIMARY KEY (code_hash);
alter table private.join_codes add constraint join_codes_sha256 CHECK ((octet_length(code_hash) = 32));
alter table private.join_tries add constraint join_tries_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.join_tries add constraint join_tries_pkey PRIMARY KEY (id);
alter table private.kept_repeats add constraint kept_repeats_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.kept_repeats add constraint kept_repeats_pkey PRIMARY KEY (transaction_id);
alter table private.label_counters add constraint label_counters_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.label_counters add constraint label_counters_pkey PRIMARY KEY (ledger_id, what);
alter table private.label_undos add constraint label_undos_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.label_undos add constraint label_undos_pkey PRIMARY KEY (id);
alter table private.labels add constraint labels_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.labels add constraint labels_pkey PRIMARY KEY (ledger_id, what, key);
alter table private.labels add constraint labels_what_known CHECK ((what = ANY (ARRAY['category'::text, 'source'::text, 'person'::text])));
alter table private.received_messages add constraint received_messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;
alter table private.received_messages add constraint received_messages_pkey PRIMARY KEY (agent_id, message_id);
alter table private.remains add constraint remains_pkey PRIMARY KEY (ledger_id);
alter table private.reminder_mutes add constraint reminder_mutes_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.reminder_mutes add constraint reminder_mutes_once UNIQUE NULLS NOT DISTINCT (ledger_id, address, kind);
alter table private.reminder_mutes add constraint reminder_mutes_pkey PRIMARY KEY (id);
alter table private.reminders add constraint reminders_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.reminders add constraint reminders_once UNIQUE (ledger_id, address, kind, subject, period);
alter table private.reminders add constraint reminders_pkey PRIMARY KEY (id);
alter table private.replies add constraint replies_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;
alter table private.replies add constraint replies_pkey PRIMARY KEY (agent_id, reply_id);
alter table private.strangers add constraint strangers_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.strangers add constraint strangers_pkey PRIMARY KEY (ledger_id, address);
alter table private.undelivered add constraint undelivered_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;
alter table private.undelivered add constraint undelivered_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table private.undelivered add constraint undelivered_once UNIQUE (agent_id, message_id);
alter table private.undelivered add constraint undelivered_pkey PRIMARY KEY (id);
alter table public.agents add constraint agents_abilities_known CHECK (((abilities <@ '{record,converse,correct}'::text[]) AND (abilities <> '{}'::text[])));
alter table public.agents add constraint agents_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.agents add constraint agents_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.agents add constraint agents_name_length CHECK ((((length(name) >= 1) AND (length(name) <= 60)) AND (name = btrim(name))));
alter table public.agents add constraint agents_pkey PRIMARY KEY (id);
alter table public.bill_closings add constraint bill_closings_ledger_id_source_id_fkey FOREIGN KEY (ledger_id, source_id) REFERENCES public.sources(ledger_id, id) ON DELETE CASCADE;
alter table public.bill_closings add constraint bill_closings_month_first CHECK ((bill_month = (date_trunc('month'::text, (bill_month)::timestamp with time zone))::date));
alter table public.bill_closings add constraint bill_closings_near CHECK (((closing_date >= ((bill_month - '2 mons'::interval))::date) AND (closing_date <= ((bill_month + '2 mons'::interval))::date)));
alter table public.bill_closings add constraint bill_closings_pkey PRIMARY KEY (ledger_id, source_id, bill_month);
alter table public.budgets add constraint budgets_amount_range CHECK (((amount_cents >= 0) AND (amount_cents <= '99999999999'::bigint)));
alter table public.budgets add constraint budgets_ledger_id_category_id_fkey FOREIGN KEY (ledger_id, category_id) REFERENCES public.categories(ledger_id, id) ON DELETE CASCADE;
alter table public.budgets add constraint budgets_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.budgets add constraint budgets_month_first CHECK ((month = (date_trunc('month'::text, (month)::timestamp with time zone))::date));
alter table public.budgets add constraint budgets_one_a_month UNIQUE NULLS NOT DISTINCT (ledger_id, category_id, month);
alter table public.budgets add constraint budgets_pkey PRIMARY KEY (id);
alter table public.categories add constraint categories_color_slot CHECK (((color >= 1) AND (color <= 10)));
alter table public.categories add constraint categories_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.categories add constraint categories_pkey PRIMARY KEY (ledger_id, id);
alter table public.contacts add constraint contacts_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.contacts add constraint contacts_ledger_id_person_id_fkey FOREIGN KEY (ledger_id, person_id) REFERENCES public.people(ledger_id, id) ON DELETE CASCADE;
alter table public.contacts add constraint contacts_pkey PRIMARY KEY (ledger_id, address);
alter table public.cycles add constraint cycles_closing_day_range CHECK (((closing_day >= 1) AND (closing_day <= 31)));
alter table public.cycles add constraint cycles_due_day_range CHECK (((due_day >= 1) AND (due_day <= 31)));
alter table public.cycles add constraint cycles_due_needs_closing CHECK (((due_day IS NULL) OR (closing_day IS NOT NULL)));
alter table public.cycles add constraint cycles_ledger_id_source_id_fkey FOREIGN KEY (ledger_id, source_id) REFERENCES public.sources(ledger_id, id) ON DELETE CASCADE;
alter table public.cycles add constraint cycles_month_first CHECK ((from_month = (date_trunc('month'::text, (from_month)::timestamp with time zone))::date));
alter table public.cycles add constraint cycles_one_a_month UNIQUE NULLS NOT DISTINCT (ledger_id, source_id, from_month);
alter table public.cycles add constraint cycles_pkey PRIMARY KEY (id);
alter table public.inbox add constraint inbox_once UNIQUE (ledger_id, message_id, item);
alter table public.inbox add constraint inbox_one_author CHECK ((num_nonnulls(agent_id, member_id) = 1));
alter table public.inbox add constraint inbox_pkey PRIMARY KEY (id);
alter table public.inbox add constraint inbox_reason_given CHECK (((status = 'rejected'::text) = (reason IS NOT NULL)));
alter table public.inbox add constraint inbox_status_known CHECK ((status = ANY (ARRAY['accepted'::text, 'rejected'::text])));
alter table public.invitations add constraint invitations_email_form CHECK (((email = lower(btrim(email))) AND (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text) AND (length(email) <= 320)));
alter table public.invitations add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.invitations add constraint invitations_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table public.invitations add constraint invitations_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'viewer'::text])));
alter table public.ledgers add constraint ledgers_pkey PRIMARY KEY (id);
alter table public.members add constraint members_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.members add constraint members_name_length CHECK (((length(name) >= 1) AND (length(name) <= 60)));
alter table public.members add constraint members_pkey PRIMARY KEY (ledger_id, user_id);
alter table public.members add constraint members_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'viewer'::text])));
alter table public.members add constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table public.people add constraint people_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.people add constraint people_pkey PRIMARY KEY (ledger_id, id);
alter table public.recurring add constraint recurring_amount_range CHECK (((amount_cents >= 1) AND (amount_cents <= '99999999999'::bigint)));
alter table public.recurring add constraint recurring_day_range CHECK (((day >= 1) AND (day <= 31)));
alter table public.recurring add constraint recurring_kind_known CHECK ((kind = ANY (ARRAY['expense'::text, 'income'::text, 'refund'::text, 'transfer'::text])));
alter table public.recurring add constraint recurring_ledger_id_category_id_fkey FOREIGN KEY (ledger_id, category_id) REFERENCES public.categories(ledger_id, id) ON DELETE SET NULL (category_id);
alter table public.recurring add constraint recurring_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.recurring add constraint recurring_ledger_id_source_id_fkey FOREIGN KEY (ledger_id, source_id) REFERENCES public.sources(ledger_id, id) ON DELETE SET NULL (source_id);
alter table public.recurring add constraint recurring_pkey PRIMARY KEY (id);
alter table public.reminder_settings add constraint reminder_settings_hours CHECK ((((quiet_from >= 0) AND (quiet_from <= 23)) AND ((quiet_to >= 0) AND (quiet_to <= 23))));
alter table public.reminder_settings add constraint reminder_settings_kinds_known CHECK ((kinds <@ '{budget,closing,due,late,summary}'::text[]));
alter table public.reminder_settings add constraint reminder_settings_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.reminder_settings add constraint reminder_settings_pkey PRIMARY KEY (ledger_id);
alter table public.senders add constraint senders_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.senders add constraint senders_once UNIQUE (ledger_id, sender);
alter table public.senders add constraint senders_pkey PRIMARY KEY (ledger_id, id);
alter table public.sources add constraint sources_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES public.ledgers(id) ON DELETE CASCADE;
alter table public.sources add constraint sources_pkey PRIMARY KEY (ledger_id, id);
alter table public.transactions add constraint transactions_amount_range CHECK (((amount_cents >= 1) AND (amount_cents <= '99999999999'::bigint)));
alter table public.transactions add constraint transactions_installments_range CHECK (((installments >= 1) AND (installments <= 120)));
alter table public.transactions add constraint transactions_kind_known CHECK ((kind = ANY (ARRAY['expense'::text, 'income'::text, 'refund'::text, 'transfer'::text])));
alter table public.transactions add constraint transactions_pkey PRIMARY KEY (id);
alter table public.transactions add constraint transactions_revision UNIQUE (ledger_id, revision);
alter table public.transactions add constraint transactions_transfer_alone CHECK (((kind = 'transfer'::text) OR (num_nonnulls(to_source_id, to_source_text, pays_month) = 0)));

-- ---------------------------------------------------------------- indexes

CREATE INDEX agent_tokens_agent_id ON private.agent_tokens USING btree (agent_id);
CREATE INDEX agent_tokens_made_for ON private.agent_tokens USING btree (made_for);
CREATE INDEX contact_routes_agent ON private.contact_routes USING btree (agent_id);
CREATE INDEX join_codes_created_by ON private.join_codes USING btree (created_by);
CREATE INDEX join_codes_ledger ON private.join_codes USING btree (ledger_id, created_at);
CREATE INDEX join_codes_person ON private.join_codes USING btree (ledger_id, person_id);
CREATE INDEX join_tries_ledger ON private.join_tries USING btree (ledger_id, tried_at);
CREATE INDEX kept_repeats_ledger ON private.kept_repeats USING btree (ledger_id);
CREATE INDEX label_undos_ledger ON private.label_undos USING btree (ledger_id);
CREATE INDEX labels_label ON private.labels USING btree (label_id, ledger_id, what);
CREATE UNIQUE INDEX monthly_totals_kept_key ON private.monthly_totals_kept USING btree (ledger_id, bill_month, kind, category_id, source_id);
CREATE INDEX received_messages_asked ON private.received_messages USING btree (agent_id, sender, sent_at) WHERE (asked IS NOT NULL);
CREATE INDEX received_messages_taken ON private.received_messages USING btree (agent_id, taken_at);
CREATE INDEX undelivered_ledger ON private.undelivered USING btree (ledger_id, failed_at);
CREATE INDEX agents_created_by ON public.agents USING btree (created_by);
CREATE INDEX agents_ledger_id ON public.agents USING btree (ledger_id);
CREATE UNIQUE INDEX agents_one_imports ON public.agents USING btree (ledger_id) WHERE (imports AND (revoked_at IS NULL));
CREATE INDEX contacts_person ON public.contacts USING btree (ledger_id, person_id);
CREATE INDEX inbox_by_agent ON public.inbox USING btree (agent_id, received_at);
CREATE INDEX inbox_changes ON public.inbox USING btree (transaction_id) WHERE (action <> 'record'::text);
CREATE INDEX inbox_pending ON public.inbox USING btree (ledger_id, received_at) WHERE ((status = 'rejected'::text) AND (dismissed_at IS NULL) AND (transaction_id IS NULL));
CREATE INDEX invitations_email ON public.invitations USING btree (email);
CREATE INDEX invitations_invited_by ON public.invitations USING btree (invited_by);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (ledger_id, email);
CREATE INDEX members_user_id ON public.members USING btree (user_id);
CREATE INDEX recurring_category ON public.recurring USING btree (ledger_id, category_id);
CREATE INDEX recurring_source ON public.recurring USING btree (ledger_id, source_id);
CREATE INDEX transactions_last_month ON public.transactions USING btree (ledger_id, last_month);

-- ---------------------------------------------------------------- views

create materialized view private.monthly_totals_kept as
 SELECT b.ledger_id,
    l.revision,
    b.bill_month,
    b.kind,
    COALESCE(b.category_id, 0) AS category_id,
    COALESCE(b.source_id, 0) AS source_id,
    sum(b.amount_cents)::bigint AS amount_cents,
    count(*) AS items
   FROM public.bill_items b
     JOIN public.ledgers l ON l.id = b.ledger_id
  GROUP BY b.ledger_id, l.revision, b.bill_month, b.kind, (COALESCE(b.category_id, 0)), (COALESCE(b.source_id, 0));

create view public.bill_items with (security_invoker=on) as
 SELECT t.id AS transaction_id,
    t.ledger_id,
    i.bill_month,
    COALESCE(t.part::integer, k.installment) AS installment,
    COALESCE(t.parts, t.installments)::integer AS installments,
    i.amount_cents,
        CASE t.kind
            WHEN 'expense'::text THEN i.amount_cents
            WHEN 'refund'::text THEN - i.amount_cents
            ELSE 0::bigint
        END AS spending_cents,
    t.kind,
    t.occurred_at,
    t.description,
    t.category_id,
    c.name AS category,
    t.category_text,
    t.source_id,
    s.name AS source,
    t.source_text,
    t.person_id,
    p.name AS person,
    t.person_text,
    t.to_source_id,
    o.name AS to_source,
    t.to_source_text,
    t.refund_of,
    t.revision
   FROM public.transactions t
     CROSS JOIN LATERAL generate_series(1, t.installments::integer) k(installment)
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN t.moves IS NULL THEN (t.bill_month + make_interval(months => k.installment - 1))::date
                    ELSE private.bill_of_part(t.bill_month, t.moves, k.installment)
                END AS bill_month,
            t.amount_cents / t.installments +
                CASE
                    WHEN k.installment = 1 THEN t.amount_cents % t.installments::bigint
                    ELSE 0::bigint
                END AS amount_cents) i
     LEFT JOIN public.categories c ON c.ledger_id = t.ledger_id AND c.id = t.category_id
     LEFT JOIN public.sources s ON s.ledger_id = t.ledger_id AND s.id = t.source_id
     LEFT JOIN public.people p ON p.ledger_id = t.ledger_id AND p.id = t.person_id
     LEFT JOIN public.sources o ON o.ledger_id = t.ledger_id AND o.id = t.to_source_id
  WHERE NOT t.voided AND i.bill_month IS NOT NULL;

create view public.current_month_bill with (security_invoker=on) as
 SELECT b.transaction_id,
    b.ledger_id,
    b.bill_month,
    b.installment,
    b.installments,
    b.amount_cents,
    b.spending_cents,
    b.kind,
    b.occurred_at,
    b.description,
    b.category_id,
    b.category,
    b.category_text,
    b.source_id,
    b.source,
    b.source_text,
    b.person_id,
    b.person,
    b.person_text,
    b.to_source_id,
    b.to_source,
    b.to_source_text,
    b.refund_of,
    b.revision
   FROM public.ledgers l
     JOIN public.bill_items b ON b.ledger_id = l.id AND b.bill_month = date_trunc('month'::text, (now() AT TIME ZONE l.timezone))::date;

create view public.monthly_totals with (security_invoker=on) as
 SELECT m.ledger_id,
    m.bill_month,
    m.kind,
    m.category_id,
    c.name AS category,
    m.source_id,
    s.name AS source,
    m.amount_cents,
        CASE m.kind
            WHEN 'expense'::text THEN m.amount_cents
            WHEN 'refund'::text THEN - m.amount_cents
            ELSE 0::bigint
        END AS spending_cents,
    m.items
   FROM private.my_monthly_totals() m(ledger_id, bill_month, kind, category_id, source_id, amount_cents, items)
     LEFT JOIN public.categories c ON c.ledger_id = m.ledger_id AND c.id = m.category_id
     LEFT JOIN public.sources s ON s.ledger_id = m.ledger_id AND s.id = m.source_id;

create view public.monthly_totals_by_day with (security_invoker=on) as
 SELECT t.ledger_id,
    date_trunc('month'::text, (t.occurred_at AT TIME ZONE l.timezone))::date AS month,
    t.kind,
    t.category_id,
    c.name AS category,
    t.source_id,
    s.name AS source,
    sum(a.cents)::bigint AS amount_cents,
    sum(
        CASE t.kind
            WHEN 'expense'::text THEN a.cents
            WHEN 'refund'::text THEN - a.cents
            ELSE 0::bigint
        END)::bigint AS spending_cents,
    count(*) FILTER (WHERE t.part IS NULL OR t.part = 1) AS items
   FROM public.transactions t
     JOIN public.ledgers l ON l.id = t.ledger_id
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN t.moves IS NULL THEN t.amount_cents
                    ELSE private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves)
                END AS cents) a
     LEFT JOIN public.categories c ON c.ledger_id = t.ledger_id AND c.id = t.category_id
     LEFT JOIN public.sources s ON s.ledger_id = t.ledger_id AND s.id = t.source_id
  WHERE NOT t.voided
  GROUP BY t.ledger_id, (date_trunc('month'::text, (t.occurred_at AT TIME ZONE l.timezone))::date), t.kind, t.category_id, c.name, t.source_id, s.name;

create view public.previous_month_bill with (security_invoker=on) as
 SELECT b.transaction_id,
    b.ledger_id,
    b.bill_month,
    b.installment,
    b.installments,
    b.amount_cents,
    b.spending_cents,
    b.kind,
    b.occurred_at,
    b.description,
    b.category_id,
    b.category,
    b.category_text,
    b.source_id,
    b.source,
    b.source_text,
    b.person_id,
    b.person,
    b.person_text,
    b.to_source_id,
    b.to_source,
    b.to_source_text,
    b.refund_of,
    b.revision
   FROM public.ledgers l
     JOIN public.bill_items b ON b.ledger_id = l.id AND b.bill_month = (date_trunc('month'::text, (now() AT TIME ZONE l.timezone)) - '1 mon'::interval)::date;

-- ---------------------------------------------------------------- functions

CREATE OR REPLACE FUNCTION private.accept_invitation(invitation_id uuid, name text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
	v_role text;
	v_name text := private.member_name(name);
begin
	select i.ledger_id into v_ledger
	from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address();
	-- The ledger first, as every writer.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	-- Nothing is left of an invitation once it is answered: the address is the account's alone.
	delete from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address()
	returning i.role into v_role;
	if v_role is null then
		raise exception 'no such invitation for you'
			using errcode = 'PT404', hint = 'It may have been taken back, or be for another address: ask for a new one.';
	end if;
	insert into public.members (ledger_id, user_id, role, name)
	values (v_ledger, auth.uid(), v_role, v_name)
	on conflict on constraint members_pkey do nothing;
	return v_ledger;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_answered(message_id text, said text, asked jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_agent uuid;
begin
	perform private.require_agent('converse');
	v_agent := private.requesting_agent('converse');
	if octet_length(said) > 40000 then
		raise exception 'said must be at most 40 kB' using errcode = '22023', column = 'said';
	elsif pg_column_size(asked) > 2048 then
		raise exception 'asked must be at most 2 kB' using errcode = '22023', column = 'asked';
	end if;
	update private.received_messages m
	set answered = true
	where m.agent_id = v_agent and m.message_id = message_id;
	-- Of a stranger nothing is kept.
	update private.received_messages m
	set said = left(said, 1000), asked = asked
	where m.agent_id = v_agent and m.message_id = message_id and m.sender is not null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_context()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid := private.require_agent('converse');
begin
	return (
		select json_build_object(
			'ledger', l.name,
			'currency', l.currency,
			'timezone', l.timezone,
			'basis', l.basis,
			'today', t.today,
			'categories', private.context_categories(l.id),
			'sources', private.context_sources(l.id, t.today),
			'people', private.context_people(l.id),
			'budgets', private.context_budgets(l.id, l.basis, date_trunc('month', t.today)::date),
			'quiet_agents', (
				select coalesce(json_agg(json_build_object('name', q.name, 'last_on', q.last_on, 'usual_days', q.usual_days)), '[]')
				from private.quiet_agents(l.id) q
			)
		)
		from public.ledgers l
		cross join lateral (select (now() at time zone l.timezone)::date as today) t
		where l.id = v_ledger
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_join(code text, contact text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_address text := private.folded_contact(contact);
	v_code private.join_codes;
	v_person public.people;
	v_owner integer;
begin
	if v_address is null then
		raise exception 'contact is not an address' using errcode = '22023', column = 'contact', hint = 'Send tel:, wa:, lid:, tg: or app:.';
	end if;
	-- One at a time: two with the same code at once, or the last tries of a day.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	if (
		select count(*) filter (where t.address = v_address) >= 5 or count(*) >= 50
		from private.join_tries t
		where t.ledger_id = v_ledger and t.tried_at > now() - interval '1 day'
	) then
		return json_build_object('joined', false, 'reason', 'try_tomorrow');
	end if;
	if octet_length(code) <= 100 then
		select c.* into v_code
		from private.join_codes c
		where c.code_hash = sha256(convert_to(upper(regexp_replace(code, '[^A-Za-z0-9]', '', 'g')), 'UTF8'))
			and c.ledger_id = v_ledger;
	end if;
	if v_code.code_hash is null or (v_code.used_by is null and v_code.created_at < now() - interval '1 day') then
		delete from private.join_tries t where t.ledger_id = v_ledger and t.tried_at < now() - interval '1 day';
		insert into private.join_tries (ledger_id, address) values (v_ledger, v_address);
		return json_build_object('joined', false, 'reason', 'code_unknown');
	end if;
	select c.person_id into v_owner from public.contacts c where c.ledger_id = v_ledger and c.address = v_address;
	-- Used by another, or by a contact that was removed since: a code that was used lets nobody in again.
	if v_code.used_by <> v_address or (v_code.used_by is not null and v_owner is null) then
		return json_build_object('joined', false, 'reason', 'code_used');
	end if;
	if v_owner <> v_code.person_id then
		return json_build_object('joined', false, 'reason', 'contact_of_another');
	end if;
	select p.* into v_person from public.people p where p.ledger_id = v_ledger and p.id = v_code.person_id;
	if v_owner is null then
		insert into public.contacts (ledger_id, address, person_id) values (v_ledger, v_address, v_person.id);
		update private.join_codes c set used_by = v_address where c.code_hash = v_code.code_hash;
	end if;
	return json_build_object('joined', true, 'person', v_person.name, 'contact', v_address);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_keep(message_id text, item integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_transaction uuid;
begin
	select i.transaction_id into v_transaction
	from public.inbox i
	where i.ledger_id = v_ledger and i.agent_id = v_agent and i.message_id = message_id and i.item = item
		and i.status = 'accepted' and i.action = 'record';
	return v_transaction is not null and private.keep_repeat(v_transaction, v_ledger);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_mute(contact text, kind text, until date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	c_kinds constant text[] := '{budget,closing,due,late,summary}';
	v_ledger uuid := private.require_agent('converse');
	v_address text := private.folded_contact(contact);
	v_kinds text[];
begin
	if not exists (select from public.contacts c where c.ledger_id = v_ledger and c.address = v_address)
		-- Of somebody who writes to another agent, that one is told.
		or exists (
			select from private.contact_routes r
			join public.agents o on o.id = r.agent_id and o.revoked_at is null
			where r.ledger_id = v_ledger and r.address = v_address and o.id <> private.requesting_agent('converse')
		)
	then
		raise exception 'no such contact in this ledger' using errcode = '22023', column = 'contact';
	elsif kind is not null and kind <> all (c_kinds || '{bill}') then
		raise exception 'kind must be budget, closing, due, bill, late or summary' using errcode = '22023', column = 'kind';
	end if;
	v_kinds := case kind when 'bill' then '{closing,due}' else array[kind] end;
	-- One contact's wishes one after the other.
	perform from public.contacts c where c.ledger_id = v_ledger and c.address = v_address for no key update;
	if until < (select (now() at time zone l.timezone)::date from public.ledgers l where l.id = v_ledger) then
		-- Taken back. Of what silenced every kind, the other kinds stay silent.
		insert into private.reminder_mutes as m (ledger_id, address, kind, until)
		select v_ledger, v_address, k.kind, o.until
		from private.reminder_mutes o
		cross join unnest(c_kinds) k (kind)
		where o.ledger_id = v_ledger and o.address = v_address and o.kind is null and kind is not null
		on conflict on constraint reminder_mutes_once do nothing;
		delete from private.reminder_mutes m
		where m.ledger_id = v_ledger and m.address = v_address and (kind is null or m.kind is null or m.kind = any (v_kinds));
		return;
	end if;
	insert into private.reminder_mutes as m (ledger_id, address, kind, until)
	select v_ledger, v_address, k.kind, until from unnest(v_kinds) k (kind)
	on conflict on constraint reminder_mutes_once do update set until = excluded.until;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_received(message_id text, contacts text[], sent_at timestamp with time zone, route jsonb, moved_from text)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_state text;
	v_addresses text[];
	v_moved_from text := private.folded_contact(moved_from);
	v_person public.people;
	v_sender text;
	v_told boolean := false;
begin
	if length(message_id) between 1 and 512 is not true then
		raise exception 'message_id must have 1 to 512 characters' using errcode = '22023', column = 'message_id';
	end if;
	if cardinality(contacts) > 10 then
		raise exception 'contacts may be at most 10' using errcode = '22023', column = 'contacts';
	end if;
	if pg_column_size(route) > 2048 then
		raise exception 'route must be at most 2 kB' using errcode = '22023', column = 'route';
	end if;
	v_state := private.take_message(v_agent, message_id);
	select coalesce(array_agg(f.address order by f.place), '{}') into v_addresses
	from (
		select private.folded_contact(c.address) as address, min(c.place) as place
		from unnest(contacts) with ordinality c (address, place)
		group by 1
	) f
	where f.address is not null;

	select p.* into v_person
	from unnest(v_addresses || v_moved_from) with ordinality a (address, place)
	join public.contacts c on c.ledger_id = v_ledger and c.address = a.address
	join public.people p on p.ledger_id = c.ledger_id and p.id = c.person_id
	order by a.place
	limit 1;
	if v_person.id is null then
		v_sender := v_addresses[1];
		if v_state = 'new' and v_sender is not null then
			delete from private.strangers s where s.ledger_id = v_ledger and s.told_at < now() - interval '1 day';
			if (select count(*) from private.strangers s where s.ledger_id = v_ledger) < 200 then
				insert into private.strangers (ledger_id, address) values (v_ledger, v_sender) on conflict do nothing;
				v_told := not found;
			else
				v_told := true;
			end if;
		end if;
		return json_build_object('state', v_state, 'known', false, 'sender', v_sender, 'person', null, 'told', v_told);
	end if;

	if v_state = 'new' and cardinality(v_addresses) > 0 then
		perform private.learn_contacts(v_ledger, v_person.id, v_addresses, v_moved_from);
	end if;
	select c.address into v_sender
	from public.contacts c
	where c.ledger_id = v_ledger and c.person_id = v_person.id
		and private.family_of(c.address) = private.family_of(coalesce(v_addresses[1], v_moved_from))
	order by c.created_at, c.address
	limit 1;
	if v_state = 'new' then
		update private.received_messages m
		set sender = v_sender, sent_at = least(coalesce(sent_at, now()), now())
		where m.agent_id = v_agent and m.message_id = message_id;
	end if;
	if v_state = 'new' and route is not null and v_sender is not null then
		insert into private.contact_routes as r (ledger_id, address, agent_id, route, last_sent_at)
		values (v_ledger, v_sender, v_agent, route, least(coalesce(sent_at, now()), now()))
		on conflict on constraint contact_routes_pkey do update
		set agent_id = excluded.agent_id, route = excluded.route, last_sent_at = excluded.last_sent_at
		where r.last_sent_at <= excluded.last_sent_at;
	end if;
	return json_build_object(
		'state', v_state, 'known', true, 'sender', v_sender, 'person', v_person.name, 'told', true
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_reminded(ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
begin
	if cardinality(ids) > 200 then
		raise exception 'ids may be at most 200' using errcode = '22023', column = 'ids';
	end if;
	update private.reminders r set told_at = now() where r.ledger_id = v_ledger and r.id = any (ids) and r.told_at is null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_reminders(contact text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
	v_agent uuid := private.requesting_agent('converse');
	v_settings public.reminder_settings;
	v_kinds text[];
	v_now timestamp;
	v_hour integer;
	v_address text := private.folded_contact(contact);
	v_answer jsonb;
begin
	select l.* into v_ledger from public.ledgers l where l.id = private.require_agent('converse');
	select s.* into v_settings from public.reminder_settings s where s.ledger_id = v_ledger.id;
	v_kinds := coalesce(v_settings.kinds, '{budget,closing,due,late,summary}');
	v_now := now() at time zone v_ledger.timezone;
	v_hour := extract(hour from v_now);
	-- Who just wrote is awake. By itself nothing is sent in the quiet hours, which may go over midnight.
	if contact is null and (case
		when coalesce(v_settings.quiet_from, 21) <= coalesce(v_settings.quiet_to, 8)
			then v_hour >= coalesce(v_settings.quiet_from, 21) and v_hour < coalesce(v_settings.quiet_to, 8)
		else v_hour >= coalesce(v_settings.quiet_from, 21) or v_hour < coalesce(v_settings.quiet_to, 8)
	end) then
		return '[]';
	end if;
	with asked as (
		select c.address, r.route, r.last_sent_at
		from public.contacts c
		left join private.contact_routes r on r.ledger_id = c.ledger_id and r.address = c.address
		left join public.agents o on o.id = r.agent_id and o.revoked_at is null
		where c.ledger_id = v_ledger.id
			and case
				-- Each agent for those who write to it: a reminder is given out once, and another would take it from them.
				when contact is not null then c.address = v_address and coalesce(o.id = v_agent, true)
				-- WhatsApp's Cloud API may only write within 24 hours of a person's message: the rest waits for the next reply.
				else r.agent_id = v_agent and (r.route ->> 'door' <> 'meta' or r.last_sent_at > now() - interval '24 hours')
			end
	),
	due as materialized (
		select * from private.reminders_due(v_ledger.id, v_ledger.basis, v_now::date)
	),
	given as (
		insert into private.reminders as r (ledger_id, address, kind, subject, period, claimed_on)
		select v_ledger.id, a.address, d.kind, d.subject, d.period, v_now::date
		from asked a
		join due d on d.kind = any (v_kinds)
		where not exists (
			select from private.reminder_mutes m
			where m.ledger_id = v_ledger.id and m.address = a.address
				and (m.kind is null or m.kind = d.kind)
				and (m.until is null or m.until >= v_now::date)
		)
		-- In one order for all callers, so that none waits for another in a circle.
		order by a.address, d.kind, d.subject, d.period
		on conflict on constraint reminders_once do update
		set claimed_at = now(), claims = r.claims + 1
		where r.told_at is null and r.claims < 2 and r.claimed_at < now() - interval '10 minutes' and r.claimed_on = v_now::date
		returning r.id, r.address, r.kind, r.subject, r.period
	)
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', g.id, 'contact', g.address, 'kind', g.kind, 'facts', d.facts, 'route', a.route, 'last_sent_at', a.last_sent_at
	) order by g.address, g.kind, g.subject), '[]') into v_answer
	from given g
	join due d on d.kind = g.kind and d.subject = g.subject and d.period = g.period
	join asked a on a.address = g.address;
	return v_answer;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_summary(month text, from_month text, to_month text, category text, source text, person text, text text, basis text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
	v_today date;
	v_from date;
	v_to date;
	v_months integer;
	v_basis text;
	v_category integer;
	v_source integer;
	v_person integer;
	v_words text;
	v_running boolean;
begin
	select l.* into v_ledger from public.ledgers l where l.id = private.require_agent('converse');
	if basis is not null and basis not in ('bill', 'purchase') then
		raise exception 'basis must be bill or purchase' using errcode = '22023', column = 'basis';
	end if;
	v_basis := coalesce(basis, v_ledger.basis);
	v_today := (now() at time zone v_ledger.timezone)::date;
	v_from := coalesce(private.month_of_text(from_month), private.month_of_text(month), date_trunc('month', v_today)::date);
	v_to := coalesce(private.month_of_text(to_month), v_from);
	v_months := (extract(year from age(v_to, v_from)) * 12 + extract(month from age(v_to, v_from)))::integer + 1;
	if v_months not between 1 and 36 then
		raise exception 'from_month to to_month must be 1 to 36 months, in their order' using errcode = '22023', column = 'to_month';
	end if;
	v_category := private.label_asked(v_ledger.id, 'category', category);
	v_source := private.label_asked(v_ledger.id, 'source', source);
	v_person := private.label_asked(v_ledger.id, 'person', person);
	if octet_length(text) <= 480 then
		v_words := nullif(private.normalise(private.kept_text(text)), '');
	elsif text is not null then
		raise exception 'text must have at most 120 characters' using errcode = '22023', column = 'text';
	end if;
	v_running := v_today >= v_from and v_today < (v_to + interval '1 month')::date;
	return jsonb_build_object(
		'ledger', v_ledger.name,
		'currency', v_ledger.currency,
		'basis', v_basis,
		'month', to_char(v_from, 'YYYY-MM'),
		'from', to_char(v_from, 'YYYY-MM'),
		'to', to_char(v_to, 'YYYY-MM'),
		'complete', not v_running
	) || private.totals_between(v_ledger.id, v_basis, v_from, v_to, v_category, v_source, v_person, v_words, null)
	|| jsonb_build_object('before', private.totals_between(
		v_ledger.id, v_basis, (v_from - make_interval(months => v_months))::date, (v_from - interval '1 month')::date,
		v_category, v_source, v_person, v_words, null
	) - 'categories' - 'sources')
	|| case when v_running and v_months = 1 then jsonb_build_object('before_same_days', private.totals_between(
		v_ledger.id, v_basis, (v_from - interval '1 month')::date, (v_from - interval '1 month')::date,
		v_category, v_source, v_person, v_words, (v_today - interval '1 month')::date
	) - 'categories' - 'sources') else '{}' end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_thread(message_id text, about text, sender text, sent_at timestamp with time zone)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_about text;
	v_sender integer;
	v_sent_at timestamptz := least(coalesce(sent_at, now()), now());
	v_last public.inbox;
	v_pending public.inbox;
begin
	if greatest(length(message_id), length(about), length(sender)) > 512 then
		raise exception 'ids must have at most 512 characters' using errcode = '22023', column = 'message_id';
	end if;
	-- An answer to the agent's reply means the message that it replied to.
	select coalesce(
		(select r.message_id from private.replies r where r.agent_id = v_agent and r.reply_id = about), about
	) into v_about;
	select s.id into v_sender from public.senders s where s.ledger_id = v_ledger and s.sender = sender;
	if v_sender is not null then
		select i.* into v_last
		from public.inbox i
		where i.agent_id = v_agent
			and i.received_at >= v_sent_at - interval '15 minutes'
			and i.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
			and i.sender_id = v_sender
			and i.message_id <> message_id
		order by i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
		limit 1;
		select i.* into v_pending
		from public.inbox i
		where i.agent_id = v_agent
			and i.received_at >= v_sent_at - interval '15 minutes'
			and i.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
			and i.sender_id = v_sender
			and i.message_id <> message_id
			and i.candidates is not null
			and private.is_open_correction(i)
		order by i.sent_at desc, i.received_at desc, i.item desc
		limit 1;
	end if;
	return json_build_object(
		'items', private.thread_items(v_agent, message_id),
		'about', case when v_about is not null then private.thread_of(v_agent, v_about) || jsonb_build_object(
			'replies', (select count(*) from private.replies r where r.agent_id = v_agent and r.message_id = v_about),
			'said', (select m.said from private.received_messages m where m.agent_id = v_agent and m.message_id = v_about),
			-- By which way its sender is answered, for edits that a door tells without saying whose they are.
			'route', (
				select r.route
				from private.received_messages m
				join private.contact_routes r on r.ledger_id = v_ledger and r.address = m.sender and r.agent_id = v_agent
				where m.agent_id = v_agent and m.message_id = v_about
			)
		) end,
		'asked', coalesce(
			(select m.asked from private.received_messages m where m.agent_id = v_agent and m.message_id = v_about),
			-- Not when something else is answered.
			case when v_about is null then (
				select m.asked
				from private.received_messages m
				where m.agent_id = v_agent
					and m.sender = sender
					and m.asked is not null
					and m.message_id <> message_id
					and m.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
				order by m.sent_at desc
				limit 1
			) end
		),
		'last', case when v_last.id is not null then private.thread_of(v_agent, v_last.message_id) || jsonb_build_object(
			'action', v_last.action,
			'description', coalesce(v_last.after ->> 'description', v_last.description),
			'amount_cents', coalesce((v_last.after ->> 'amount_cents')::bigint, v_last.amount_cents),
			'status', v_last.status
		) end,
		'pending', case when v_pending.id is not null then json_build_object(
			'message_id', v_pending.message_id,
			'item', v_pending.item,
			'action', v_pending.action,
			'candidates', v_pending.candidates
		) end
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.agent_undelivered(message_id text, said text, detail text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_message private.received_messages;
begin
	if octet_length(said) > 40000 then
		raise exception 'said must be at most 40 kB' using errcode = '22023', column = 'said';
	end if;
	perform from public.ledgers l where l.id = v_ledger for no key update;
	select m.* into v_message
	from private.received_messages m
	where m.agent_id = v_agent and m.message_id = message_id and m.sender is not null;
	if v_message.message_id is null then
		return false;
	end if;
	delete from private.undelivered u
	where u.ledger_id = v_ledger
		and (u.failed_at < now() - interval '30 days' or u.id in (
			select o.id
			from private.undelivered o
			where o.ledger_id = v_ledger and (o.agent_id, o.message_id) <> (v_agent, message_id)
			order by o.failed_at desc, o.id
			offset 199
		));
	insert into private.undelivered as u (ledger_id, agent_id, message_id, sender, said, detail)
	values (
		v_ledger, v_agent, message_id, v_message.sender, coalesce(left(said, 1000), v_message.said), nullif(left(private.cleaned(left(detail, 400)), 200), '')
	)
	-- Tried again and again by its door it is still the same reply.
	on conflict on constraint undelivered_once do nothing;
	if found then
		perform private.tell_inbox(v_ledger);
	end if;
	return true;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.amount_cents(amount jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text;
	v_number numeric;
	v_parts text[];
	v_digits text;
	v_negative boolean := false;
begin
	-- The usual ways first, in few steps: a string such as "52,90" (no other JSON value reads so), then a number.
	v_text := amount #>> '{}';
	if v_text ~ '^[0-9]{1,9},[0-9]{2}$' then
		return coalesce(nullif(replace(v_text, ',', '')::bigint, 0), -3);
	elsif jsonb_typeof(amount) = 'number' then
		v_number := amount::numeric;
		return case
			-- By value, not by writing: 12.340 is R$ 12,34; 12.345 is unclear (or Brazilian thousands) and refused.
			when min_scale(v_number) > 2 then -2
			when v_number <= 0 then -3
			when v_number > 999999999.99 then -4
			else (v_number * 100)::bigint
		end;
	elsif v_text is null then
		return -1;
	elsif jsonb_typeof(amount) <> 'string' then
		return -2;
	end if;

	v_text := private.trimmed(v_text);
	if v_text = '' then
		return -1;
	end if;
	v_parts := regexp_match(
		v_text,
		'^(-?)(?:(?:r\$|brl)[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*)?(-?)([0-9.,]+)(?:[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*(?:reais|real|brl))?$',
		'i'
	);
	if v_parts is null or (v_parts[1] <> '' and v_parts[2] <> '') then
		return -2;
	end if;
	v_negative := v_parts[1] <> '' or v_parts[2] <> '';
	v_text := v_parts[3];
	-- Dots group, a comma starts the decimals; else one or two decimals after either; else commas group before a dot.
	-- A group never follows a leading zero: "0.500" may mean 50 cents.
	v_parts := coalesce(
		regexp_match(v_text, '^([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?$'),
		regexp_match(v_text, '^([0-9]+)(?:[.,]([0-9]{1,2}))?$'),
		regexp_match(v_text, '^([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]{1,2})$')
	);
	if v_parts is null then
		return -2;
	end if;
	v_digits := replace(replace(v_parts[1], '.', ''), ',', '') || rpad(coalesce(v_parts[2], ''), 2, '0');

	-- Judged as text, since a number of a million digits is no number.
	v_digits := ltrim(v_digits, '0');
	if v_negative or v_digits = '' then
		return -3;
	elsif length(v_digits) > 11 then
		return -4;
	end if;
	return v_digits::bigint;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.amount_reason(cents bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select case cents
		when -1 then 'amount_missing'
		when -2 then 'amount_unreadable'
		when -3 then 'amount_not_positive'
		when -4 then 'amount_too_large'
	end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_closing(billing private.billing, bill date)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_at integer := private.cycle_at(billing, bill);
	v_moved date;
begin
	if billing.closing_days[v_at] is null then
		-- A calendar month ends when it ends: an override that a dropped cycle left behind says nothing.
		return (bill + interval '1 month')::date;
	end if;
	v_moved := billing.moved_closings[array_position(billing.moved_bills, bill)];
	return coalesce(v_moved, private.month_day(
		(bill - make_interval(months => case when billing.due_days[v_at] <= billing.closing_days[v_at] then 1 else 0 end))::date,
		billing.closing_days[v_at]
	));
end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_due(billing private.billing, bill date)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_due_day integer := billing.due_days[private.cycle_at(billing, bill)];
begin
	return case when v_due_day is not null then private.month_day(bill, v_due_day) end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_month(day date, closing_day integer, due_day integer)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_month date := date_trunc('month', day)::date;
	v_later integer := 0;
begin
	if closing_day is null then
		return v_month;
	end if;
	if day >= least(v_month + (closing_day - 1), (v_month + interval '1 month')::date - 1) then
		v_later := 1;
	end if;
	if due_day <= closing_day then
		v_later := v_later + 1;
	end if;
	return (v_month + make_interval(months => v_later))::date;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_month_of(ledger_id uuid, source_id integer, day date)
 RETURNS date
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_versions bigint;
	v_closing_day integer;
	v_due_day integer;
	v_more boolean;
begin
	if source_id is null then
		return date_trunc('month', day)::date;
	end if;
	select count(*), min(c.closing_day), min(c.due_day), bool_or(c.from_month is not null)
	into v_versions, v_closing_day, v_due_day, v_more
	from public.cycles c
	where c.ledger_id = ledger_id and c.source_id = source_id;
	if v_versions = 0 then
		return date_trunc('month', day)::date;
	elsif v_versions = 1 and not v_more then
		-- A cycle that never changed and no moved bill: what nearly every card has.
		perform from public.bill_closings b where b.ledger_id = ledger_id and b.source_id = source_id limit 1;
		if not found then
			return private.bill_month(day, v_closing_day, v_due_day);
		end if;
	end if;
	return private.bill_on(private.billing_of(ledger_id, source_id), day);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_of_part(bill_month date, moves jsonb, part integer)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_at integer := jsonb_array_length(moves) - 1;
begin
	while v_at >= 0 loop
		if (moves -> v_at ->> 0)::integer <= part then
			return ((moves -> v_at ->> 1) || '-01')::date;
		end if;
		v_at := v_at - 1;
	end loop;
	return (bill_month + make_interval(months => part - 1))::date;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.bill_on(billing private.billing, day date)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_bill date := date_trunc('month', day)::date;
begin
	if billing.moved_bills is not null then
		-- A bill closes before the month after it ends at the latest, and only where its closing was moved after its own.
		v_bill := (v_bill - interval '1 month')::date;
	end if;
	while private.bill_closing(billing, v_bill) <= day loop
		v_bill := (v_bill + interval '1 month')::date;
	end loop;
	return v_bill;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.billing_of(ledger_id uuid, source_id integer)
 RETURNS private.billing
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select row(c.from_months, c.closing_days, c.due_days, m.bills, m.closings)::private.billing
	from (
		select
			array_agg(coalesce(c.from_month, '-infinity') order by c.from_month nulls first) as from_months,
			array_agg(c.closing_day order by c.from_month nulls first) as closing_days,
			array_agg(c.due_day order by c.from_month nulls first) as due_days
		from public.cycles c
		where c.ledger_id = billing_of.ledger_id and c.source_id = billing_of.source_id
	) c
	cross join (
		select array_agg(b.bill_month order by b.bill_month) as bills, array_agg(b.closing_date order by b.bill_month) as closings
		from public.bill_closings b
		where b.ledger_id = billing_of.ledger_id and b.source_id = billing_of.source_id
	) m;
$function$
;

CREATE OR REPLACE FUNCTION private.bounded(item public.inbox)
 RETURNS public.inbox
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_payload text;
begin
	item.action := left(item.action, 2048);
	item.kind := left(item.kind, 2048);
	item.description := left(item.description, 2048);
	item.category := left(item.category, 2048);
	item.source := left(item.source, 2048);
	item.person := left(item.person, 2048);
	item.to_source := left(item.to_source, 2048);
	item.bill_month := left(item.bill_month, 2048);
	item.parts_to := left(item.parts_to, 2048);
	item.target_text := left(item.target_text, 2048);
	if pg_column_size(item.amount) > 2048 then
		item.amount := to_jsonb(left(item.amount #>> '{}', 2048));
	end if;
	if pg_column_size(item.payload) > 8192 then
		v_payload := item.payload::text;
		if octet_length(v_payload) > 65536 then
			item.payload := jsonb_build_object(
				'cut', true,
				'length', octet_length(v_payload),
				'sha256', encode(sha256(convert_to(v_payload, 'UTF8')), 'hex'),
				'start', left(v_payload, 2048)
			);
		end if;
	end if;
	return item;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.broadcast(ledger_id uuid, event text, payload jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_done text;
begin
	-- Assigned, not performed, here and below: a simple expression needs no executor of its own.
	v_done := realtime.send(payload, event, private.topic(ledger_id), true);
exception
	-- Realtime may be missing, older (raising) or full. The purchase counts; the page has its head check.
	when others then
		raise warning 'broadcast of % for ledger % failed: %', event, ledger_id, sqlerrm;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.broadcast_changes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	-- Well under the 256 kB that the smallest plan carries; beyond this a page reads ledger_changes instead.
	c_max_rows constant integer := 200;
	c_max_bytes constant integer := 100000;
	v_count integer;
	v_ledger uuid;
	v_payload jsonb;
	v_rows jsonb;
	v_rare boolean;
	v_done text;
begin
	-- Every statement that writes transactions is about one ledger, whose lock it holds, and takes its next numbers without
	-- a hole. Most write one row with nothing in
	-- the rare columns: for that one, arrays are built without the aggregates below.
	select
		(select count(*) from changed),
		c.ledger_id,
		jsonb_build_object(
			'from', c.revision - 1,
			'to', c.revision,
			'rows', jsonb_build_object(
				'id', jsonb_build_array(c.id),
				'revision', jsonb_build_array(c.revision),
				'kind', jsonb_build_array(c.kind),
				'amount_cents', jsonb_build_array(c.amount_cents),
				'installments', jsonb_build_array(c.installments),
				'bill_month', jsonb_build_array(to_char(c.bill_month, 'YYYY-MM')),
				'occurred_at', jsonb_build_array((extract(epoch from c.occurred_at) * 1000)::bigint),
				'description', jsonb_build_array(c.description),
				'category_id', jsonb_build_array(c.category_id),
				'category_text', jsonb_build_array(case when c.category_id is null then c.category_text end),
				'source_id', jsonb_build_array(c.source_id),
				'source_text', jsonb_build_array(case when c.source_id is null then c.source_text end),
				'person_id', jsonb_build_array(c.person_id),
				'person_text', jsonb_build_array(case when c.person_id is null then c.person_text end),
				'voided', jsonb_build_array(c.voided)
			)
		),
		c.kind = 'transfer' or c.bill_given or num_nonnulls(c.part, c.moves, c.refund_of) > 0 or starts_with(c.message_id, 'import:')
	into v_count, v_ledger, v_payload, v_rare
	from changed c
	limit 1;
	if not found then
		return null;
	elsif v_count > 1 or v_rare then
		select jsonb_build_object('from', min(c.revision) - 1, 'to', max(c.revision)) into v_payload from changed c;
		if v_count <= c_max_rows then
			select jsonb_build_object(
				'id', jsonb_agg(c.id),
				'revision', jsonb_agg(c.revision),
				'kind', jsonb_agg(c.kind),
				'amount_cents', jsonb_agg(c.amount_cents),
				'installments', jsonb_agg(c.installments),
				'bill_month', jsonb_agg(to_char(c.bill_month, 'YYYY-MM')),
				'occurred_at', jsonb_agg((extract(epoch from c.occurred_at) * 1000)::bigint),
				'description', jsonb_agg(c.description),
				'category_id', jsonb_agg(c.category_id),
				'category_text', jsonb_agg(case when c.category_id is null then c.category_text end),
				'source_id', jsonb_agg(c.source_id),
				'source_text', jsonb_agg(case when c.source_id is null then c.source_text end),
				'person_id', jsonb_agg(c.person_id),
				'person_text', jsonb_agg(case when c.person_id is null then c.person_text end),
				'voided', jsonb_agg(c.voided)
			)
			into v_rows
			from (select * from changed order by revision) c;
			-- Few rows have any of these: a column in which none has is left out.
			select v_rows || jsonb_strip_nulls(jsonb_build_object(
				'to_source_id', case when bool_or(c.to_source_id is not null) then jsonb_agg(c.to_source_id) end,
				'to_source_text', case when bool_or(c.to_source_id is null and c.to_source_text is not null)
					then jsonb_agg(case when c.to_source_id is null then c.to_source_text end) end,
				'part', case when bool_or(c.part is not null) then jsonb_agg(c.part) end,
				'parts', case when bool_or(c.parts is not null) then jsonb_agg(c.parts) end,
				'pays_month', case when bool_or(c.pays_month is not null) then jsonb_agg(to_char(c.pays_month, 'YYYY-MM')) end,
				'moves', case when bool_or(c.moves is not null) then jsonb_agg(c.moves) end,
				'refund_of', case when bool_or(c.refund_of is not null) then jsonb_agg(c.refund_of) end,
				'bill_given', case when bool_or(c.bill_given) then jsonb_agg(c.bill_given) end,
				'imported', case when bool_or(starts_with(c.message_id, 'import:'))
					then jsonb_agg(starts_with(c.message_id, 'import:')) end
			))
			into v_rows
			from (select * from changed order by revision) c;
			if pg_column_size(v_rows) <= c_max_bytes then
				v_payload := v_payload || jsonb_build_object('rows', v_rows);
			end if;
		end if;
	end if;
	v_done := private.broadcast(v_ledger, 'changes', v_payload);
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.candidates(change public.inbox, message_id text, named uuid[] DEFAULT NULL::uuid[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
	select jsonb_agg(c.candidate order by c.place)
	from (
		select
			jsonb_build_object(
				'message_id', i.message_id,
				'item', i.item,
				'transaction_id', i.transaction_id,
				'description', left(coalesce(t.description, i.description), 280),
				'amount', case when t.id is null then i.amount else to_jsonb((t.amount_cents / 100.0)::numeric(12, 2)) end,
				'day', (coalesce(t.occurred_at, i.occurred_at::timestamptz, i.sent_at) at time zone l.timezone)::date
			) as candidate,
			row_number() over (order by
				case when candidates.message_id is not null then i.item end,
				i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
			) as place
		from public.ledgers l
		join public.agents a on a.ledger_id = l.id and (a.id = change.agent_id or private.sees_all(change))
		cross join lateral (
			select i.*
			from public.inbox i
			where case
				when candidates.named is not null then i.id = any (candidates.named) and i.agent_id = a.id
				when candidates.message_id is not null then i.ledger_id = l.id and i.message_id = candidates.message_id and i.agent_id = a.id
				else i.agent_id = a.id
			end
				and i.action in ('record', 'keep')
				and i.message_id <> change.message_id
				and i.sent_at <= change.sent_at
				and (candidates.message_id is not null or candidates.named is not null or i.sender_id is not distinct from change.sender_id)
				and (i.transaction_id is not null or i.dismissed_at is null)
			order by i.received_at desc, i.sent_at desc, i.item desc
			limit 40
		) i
		left join public.transactions t on t.id = i.transaction_id
		where l.id = change.ledger_id
			and coalesce(t.voided, false) = (change.action = 'restore')
		order by place
		limit 5
	) c;
$function$
;

CREATE OR REPLACE FUNCTION private.card_bills(ledger_id uuid, today date)
 RETURNS TABLE(source_id integer, bill_month date, closes date, due date, amount_cents bigint, paid_cents bigint, left_cents bigint, credit_cents bigint, state text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
	v_timezone text;
	v_card record;
	v_payment record;
	v_billing private.billing;
	v_bill date;
	v_paid jsonb;
begin
	select l.timezone into v_timezone from public.ledgers l where l.id = card_bills.ledger_id;
	for v_card in
		select
			c.source_id,
			-- What each bill holds, by its first day.
			(
				select coalesce(jsonb_object_agg(a.bill_month, a.cents), '{}')
				from (
					select
						b.bill_month,
						sum(case when b.kind in ('refund', 'income') then - b.amount_cents else b.amount_cents end) as cents
					from public.bill_items b
					where b.ledger_id = card_bills.ledger_id and b.source_id = c.source_id
					group by b.bill_month
				) a
			) as amounts
		from public.cycles c
		where c.ledger_id = card_bills.ledger_id and c.closing_day is not null
		group by c.source_id
	loop
		v_billing := private.billing_of(card_bills.ledger_id, v_card.source_id);
		v_paid := '{}';
		-- Payments that name their bill first, then the others in order: each pays the last bill that closed by its day while
		-- something is left of it, else the open one. None is split.
		for v_payment in
			select (t.occurred_at at time zone v_timezone)::date as day, t.amount_cents, t.pays_month
			from public.transactions t
			where t.ledger_id = card_bills.ledger_id and t.to_source_id = v_card.source_id and t.kind = 'transfer' and not t.voided
			order by t.pays_month is null, t.occurred_at, t.id
		loop
			v_bill := v_payment.pays_month;
			if v_bill is null then
				v_bill := private.last_closed(v_billing, v_payment.day);
				if coalesce((v_card.amounts ->> v_bill::text)::bigint, 0) <= coalesce((v_paid ->> v_bill::text)::bigint, 0) then
					v_bill := private.bill_on(v_billing, v_payment.day);
				end if;
			end if;
			v_paid := v_paid || jsonb_build_object(
				v_bill, coalesce((v_paid ->> v_bill::text)::bigint, 0) + v_payment.amount_cents
			);
		end loop;

		return query
		select
			v_card.source_id, b.bill, s.closes, s.due, s.amount, s.paid,
			greatest(0, s.amount - s.paid), greatest(0, s.paid - s.amount),
			case
				when card_bills.today < s.closes then 'open'
				when s.amount <= s.paid then 'paid'
				when card_bills.today > s.due then 'overdue'
				when s.paid > 0 then 'partly'
				else 'closed'
			end
		from (
			select k.month::date as bill from jsonb_object_keys(v_card.amounts || v_paid) k (month)
			union
			select private.bill_on(v_billing, card_bills.today)
			union
			select private.last_closed(v_billing, card_bills.today)
		) b
		cross join lateral (
			select
				private.bill_closing(v_billing, b.bill) as closes,
				private.bill_due(v_billing, b.bill) as due,
				coalesce((v_card.amounts ->> b.bill::text)::bigint, 0) as amount,
				coalesce((v_paid ->> b.bill::text)::bigint, 0) as paid
		) s
		order by b.bill;
	end loop;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.carry_out_amend(change public.inbox, target public.inbox, transaction public.transactions, said public.inbox, timezone text, counter bigint)
 RETURNS public.inbox
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_whole public.inbox := private.corrected(said, transaction, target);
	v_moves jsonb;
	v_refund record;
	v_refund_of uuid := transaction.refund_of;
	v_refunding public.inbox := change;
begin
	change.amount_cents := nullif(greatest(v_whole.amount_cents, 0), 0);
	change.reason := private.rejection(v_whole, case when transaction.id is null then v_whole else said end, timezone);
	if change.reason is null then
		select m.moves, m.reason into v_moves, change.reason from private.moved(transaction, said, v_whole, timezone) m;
	end if;
	if v_whole.kind <> 'refund' then
		v_refund_of := null;
	elsif change.reason is null and transaction.id is null and num_nonnulls(target.target_message_id, target.target_text) > 0 then
		v_refunding.target_text := target.target_text;
		v_refunding.amount := v_whole.amount;
		select * into v_refund from private.refunded(v_refunding, target.target_message_id, target.target_item);
		change.reason := v_refund.reason;
		change.reason_detail := v_refund.detail;
		change.candidates := v_refund.candidates;
		v_refund_of := (v_refund.purchase).id;
		v_whole.category := coalesce(v_whole.category, (v_refund.purchase).category_text);
		v_whole.source := coalesce(v_whole.source, (v_refund.purchase).source_text);
		v_whole.person := coalesce(v_whole.person, (v_refund.purchase).person_text);
	end if;
	if change.reason is not null then
		change.reason_detail := coalesce(change.reason_detail, private.reason_detail(change.reason, v_whole));
		return change;
	end if;

	v_whole.revision := counter + 1;
	change.status := 'accepted';
	change.transaction_id := coalesce(transaction.id, target.id);
	if private.put_transaction(change.transaction_id, v_whole, timezone, transaction.id is not null, v_refund_of, v_moves) then
		change.revision := v_whole.revision;
	end if;
	if transaction.id is null then
		-- Off the "a conferir" list; its revision tells when its transaction was made.
		update public.inbox i
		set transaction_id = i.id, revision = v_whole.revision, dismissed_at = null, dismissed_by = null
		where i.id = change.transaction_id;
	end if;
	return change;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.check_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_constraint text;
begin
	v_constraint := case
		when length(new.name) not between 1 and 60 or new.name <> btrim(new.name) then 'ledgers_name_length'
		when new.currency !~ '^[A-Z]{3}$' then 'ledgers_currency_form'
		-- Cents are hundredths everywhere: currencies without them, with thousandths, and what is no money (ISO 4217).
		when new.currency = any (
			'{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF,BHD,IQD,JOD,KWD,LYD,OMR,TND,CLF,UYW,MGA,MRU,XAG,XAU,XBA,XBB,XBC,XBD,XDR,XPD,XPT,XSU,XTS,XUA,XXX}'::text[]
		) then 'ledgers_currency_decimals'
		when new.basis not in ('bill', 'purchase') then 'ledgers_basis_known'
	end;
	if v_constraint is not null then
		raise exception 'new row for relation "ledgers" violates check constraint "%"', v_constraint
			using errcode = '23514', schema = 'public', table = 'ledgers', constraint = v_constraint;
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.check_request()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if nullif(current_setting('request.headers', true), '')::json ->> 'prefer' ~* 'count\s*=\s*"?(planned|estimated)' then
		raise exception 'planned and estimated counts are refused'
			using errcode = 'PT400', hint = 'Ask for count=exact.';
	end if;
	perform private.check_request_before();
end;
$function$
;

CREATE OR REPLACE FUNCTION private.check_request_before()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.cleaned(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text;
begin
	-- The common case: printable ASCII without a space at either end.
	if value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	-- Control characters, line separators and the marks that turn the direction of text (U+202A-E, U+2066-9) become a space.
	-- What nobody sees (soft hyphens, zero-width spaces, direction marks) goes without a trace; U+200D stays, for emoji.
	v_text := private.trimmed(
		regexp_replace(
			regexp_replace(value, '[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]+', '', 'g'),
			'[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g'
		)
	);
	-- Joiners and variation selectors of emoji, the fillers of Hangul, the blank of Braille, Mongolian and Khmer marks and
	-- tags belong to something that is seen; alone they are nothing.
	if v_text ~ '^[^!-~]' and v_text !~ '[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]' then
		return '';
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.close_correction()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid;
	v_revision bigint;
begin
	-- What was accepted is carried out already, item by item.
	select i.ledger_id into v_ledger from arrived i limit 1;
	if found then
		update public.ledgers l
		set inbox_revision = l.inbox_revision + 1
		where l.id = v_ledger
		returning l.inbox_revision into v_revision;
		perform private.broadcast(v_ledger, 'inbox', jsonb_build_object('inbox_revision', v_revision));
	end if;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.close_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_agent uuid;
	v_ledger uuid;
	v_last_used timestamptz;
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
	v_item public.inbox;
	v_lowest bigint;
	v_top bigint;
	v_proved boolean;
	v_listed boolean;
	v_inbox_revision bigint;
	v_done text;
begin
	-- The token is asked about again now that the ledger is locked: one revoked while this statement waited is refused, and
	-- nothing that the statement itself did to the painel.* settings counts.
	-- Items that came before an amend or void of the same array are filed already: theirs are the revisions up to the
	-- ledger's own.
	select
		a.id, a.last_used_at, l.id, l.revision, l.timezone, n.items, n.lowest, n.top, n.proved, n.listed
	into
		v_agent, v_last_used, v_ledger, v_revision, v_timezone, v_items, v_lowest, v_top, v_proved, v_listed
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	cross join lateral (
		select
			array_agg(i::public.inbox) filter (where i.revision > l.revision) as items,
			min(i.revision) as lowest,
			max(i.revision) as top,
			bool_and(i.agent_id = a.id and i.ledger_id = l.id) as proved,
			bool_or(i.status = 'rejected' or i.action <> 'record') as listed
		from arrived i
	) n
	where t.token_hash = private.request_token_hash() and t.expires_at > now() and a.revoked_at is null;
	if not found or v_proved is false then
		perform private.refuse_token();
	elsif v_proved is null then
		-- Nothing arrived.
		return null;
	end if;
	if v_top <> v_revision + coalesce(cardinality(v_items), 0) then
		perform private.refuse_numbers();
	elsif v_lowest <= v_revision then
		-- Filed already, as it must be, or given a number that was another's.
		perform from arrived i
		where i.revision <= v_revision
			and not exists (select from public.transactions t where t.id = i.transaction_id);
		if found then
			perform private.refuse_numbers();
		end if;
	end if;

	if cardinality(v_items) = 1 then
		-- An agent's usual post. One row has a shorter way than a set.
		v_item := v_items[1];
		v_done := private.put_transaction(v_item.id, v_item, v_timezone, false);
	elsif v_items is not null then
		v_done := private.file_items(v_items, v_timezone);
	end if;
	if current_setting('painel.kept', true) = 'yes' then
		update public.inbox k
		set transaction_id = a.transaction_id
		from arrived a
		where k.ledger_id = v_ledger and k.message_id = a.message_id and k.item = 32767 and k.action = 'keep'
			and k.transaction_id is null and a.transaction_id is not null;
		v_listed := v_listed or found;
	end if;
	if v_listed then
		update public.ledgers l
		set inbox_revision = l.inbox_revision + 1
		where l.id = v_ledger
		returning l.inbox_revision into v_inbox_revision;
		perform private.broadcast(v_ledger, 'inbox', jsonb_build_object('inbox_revision', v_inbox_revision));
	end if;
	if v_last_used is null or v_last_used < now() - interval '1 minute' then
		update public.agents a set last_used_at = now() where a.id = v_agent;
	end if;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.confirmed_address()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select lower(u.email) from auth.users u where u.id = auth.uid() and u.email_confirmed_at is not null;
$function$
;

CREATE OR REPLACE FUNCTION private.context_budgets(ledger_id uuid, basis text, month date)
 RETURNS json
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce(json_agg(json_build_object(
		'category', c.name,
		'amount_cents', v.amount_cents,
		'left_cents', v.amount_cents - (private.totals_between(
			v.ledger_id, context_budgets.basis, context_budgets.month, context_budgets.month, v.category_id, null, null, null, null
		) ->> 'spending_cents')::bigint
	) order by c.name nulls first), '[]')
	from (
		-- A budget holds until a later one of the same category.
		select distinct on (b.category_id) b.*
		from public.budgets b
		where b.ledger_id = context_budgets.ledger_id and b.month <= context_budgets.month
		order by b.category_id, b.month desc
	) v
	left join public.categories c on c.ledger_id = v.ledger_id and c.id = v.category_id
	where v.amount_cents > 0;
$function$
;

CREATE OR REPLACE FUNCTION private.context_categories(ledger_id uuid)
 RETURNS json
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce(json_agg(json_build_object('name', c.name, 'aliases', c.aliases) order by c.id), '[]')
	from public.categories c
	where c.ledger_id = context_categories.ledger_id;
$function$
;

CREATE OR REPLACE FUNCTION private.context_people(ledger_id uuid)
 RETURNS json
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce(json_agg(json_build_object(
		'name', p.name,
		'aliases', p.aliases,
		'contacts', (
			select coalesce(json_agg(c.address order by c.created_at, c.address), '[]')
			from public.contacts c
			where c.ledger_id = p.ledger_id and c.person_id = p.id
		)
	) order by p.id), '[]')
	from public.people p
	where p.ledger_id = context_people.ledger_id;
$function$
;

CREATE OR REPLACE FUNCTION private.context_sources(ledger_id uuid, today date)
 RETURNS json
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	with bills as materialized (
		select b.*, row_number() over (partition by b.source_id, b.state = 'open' order by
			case when b.state = 'open' then b.closes end, case when b.state <> 'open' then b.closes end desc
		) as place
		from private.card_bills(context_sources.ledger_id, today) b
	)
	select coalesce(json_agg(json_build_object(
		'name', s.name,
		'aliases', s.aliases,
		'bills', (
			select json_agg(json_build_object(
				'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closes', b.closes, 'due', b.due,
				'amount_cents', b.amount_cents, 'paid_cents', b.paid_cents, 'left_cents', b.left_cents, 'state', b.state
			) order by b.closes)
			from bills b
			where b.source_id = s.id and b.place = 1
		)
	) order by s.id), '[]')
	from public.sources s
	where s.ledger_id = context_sources.ledger_id and not s.archived;
$function$
;

CREATE OR REPLACE FUNCTION private.correct(ledger_id uuid, items json)
 RETURNS SETOF public.inbox
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_revision bigint;
	v_corrections boolean;
begin
	perform private.require_role(ledger_id, array['owner', 'editor']);
	if octet_length(items::text) > 4000000 or json_typeof(items) is distinct from 'array'
		or json_array_length(items) not between 1 and 1000 then
		raise exception 'items must be an array of 1 to 1,000 corrections' using errcode = '22023', column = 'items';
	end if;
	select l.revision, l.corrections into v_revision, v_corrections from public.ledgers l where l.id = ledger_id for no key update;
	if not v_corrections then
		raise exception 'corrections on the page are switched off in this ledger'
			using errcode = '42501', detail = 'corrections_off', hint = 'An owner switches them on under Ajustes.';
	end if;
	perform
		set_config('painel.agent', '', true),
		set_config('painel.member', private.requesting_person()::text, true),
		set_config('painel.ledger', ledger_id::text, true),
		set_config('painel.revision', v_revision::text, true);
	perform from json_to_recordset(items) x (action text) where (x.action in ('amend', 'void', 'restore')) is not true;
	if found then
		raise exception 'action must be amend, void or restore'
			using errcode = '22023', column = 'action', hint = 'New purchases come from agents, or from a file that is imported.';
	end if;
	-- Sent twice, it counts once.
	insert into public.inbox (
		message_id, item, action, target_message_id, target_item, completes_message_id, completes_item, if_revision, kind,
		occurred_at, description, amount,
		category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload
	)
	select
		x.message_id, private.read_inbox_item(x.item), x.action,
		coalesce(t.message_id, x.target_message_id), coalesce(t.item, private.read_inbox_target_item(x.target_item)),
		x.completes_message_id, private.read_inbox_completes_item(x.completes_item),
		x.if_revision, x.kind, private.read_inbox_occurred_at(x.occurred_at), x.description, x.amount,
		x.category, x.source, x.person, x.to_source, private.read_inbox_installments(x.installments),
		private.read_inbox_part(x.part), private.read_inbox_parts(x.parts), x.bill_month,
		private.read_inbox_from_part(x.from_part), x.parts_to, x.payload
	from json_to_recordset(items) x (
		message_id text, item json, action text, transaction_id uuid, target_message_id text, target_item json,
		completes_message_id text, completes_item json, if_revision bigint, kind text, occurred_at json, description text,
		amount jsonb, category text, source text, person text, to_source text,
		installments json, part json, parts json, bill_month text, from_part json, parts_to text, payload jsonb
	)
	-- The page knows transactions, not the messages that they came from.
	left join lateral (
		select t.message_id, t.item from public.transactions t where t.ledger_id = ledger_id and t.id = x.transaction_id
	) t on true
	on conflict on constraint inbox_once do nothing;
	return query
	select i.*
	from json_to_recordset(items) x (message_id text, item smallint)
	join public.inbox i
		on i.ledger_id = ledger_id and i.message_id = x.message_id and i.item = coalesce(x.item, 0);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.corrected(said public.inbox, transaction public.transactions, target public.inbox)
 RETURNS public.inbox
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_whole public.inbox := said;
begin
	if transaction.id is not null then
		v_whole.kind := coalesce(said.kind, transaction.kind);
		v_whole.amount_cents := case when said.amount is null then transaction.amount_cents else private.amount_cents(said.amount) end;
		v_whole.description := coalesce(said.description, transaction.description);
		v_whole.occurred_at := coalesce(said.occurred_at, transaction.occurred_at);
		v_whole.category := coalesce(said.category, transaction.category_text);
		v_whole.source := coalesce(said.source, transaction.source_text);
		v_whole.person := coalesce(said.person, transaction.person_text);
		v_whole.installments := coalesce(said.installments, transaction.installments);
		v_whole.part := coalesce(said.part, transaction.part);
		v_whole.parts := coalesce(said.parts, transaction.parts);
		-- Of a transfer a given bill is the one that it pays: as another kind it would mean another thing.
		if (v_whole.kind = 'transfer') = (transaction.kind = 'transfer') then
			v_whole.to_source := coalesce(said.to_source, transaction.to_source_text);
			v_whole.bill_month := coalesce(said.bill_month, to_char(
				case when transaction.bill_given then transaction.bill_month else transaction.pays_month end, 'YYYY-MM'
			));
		end if;
		return v_whole;
	end if;
	v_whole := private.filled_up(said, target);
	v_whole.message_id := target.message_id;
	v_whole.item := target.item;
	-- The purchase is that of the agent that sent it, whoever put it right: its "undo the last" is about it too.
	v_whole.agent_id := target.agent_id;
	v_whole.kind := coalesce(v_whole.kind, 'expense');
	if v_whole.kind <> 'transfer' then
		v_whole.to_source := said.to_source;
	end if;
	v_whole.occurred_at := coalesce(v_whole.occurred_at, target.sent_at);
	v_whole.installments := coalesce(v_whole.installments, 1);
	v_whole.amount_cents := private.amount_cents(v_whole.amount);
	return v_whole;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.counted_between(ledger_id uuid, basis text, first_month date, last_month date, category_id integer, source_id integer, person_id integer, words text, last_day date)
 RETURNS TABLE(kind text, category text, source text, cents bigint, purchases integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
	v_timezone text := (select l.timezone from public.ledgers l where l.id = counted_between.ledger_id);
begin
	return query
	select
		t.kind,
		c.name,
		s.name,
		coalesce(b.cents, private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves)),
		-- A purchase counts once, however many of its parts lie here; a known part only where it is the first.
		case when t.part > 1 then 0 else 1 end
	from public.transactions t
	cross join lateral (select (t.occurred_at at time zone v_timezone)::date as day) d
	left join lateral (
		select sum(i.amount_cents)::bigint as cents
		from public.bill_items i
		where i.transaction_id = t.id
			and i.bill_month between counted_between.first_month and counted_between.last_month
			-- A part's day is the purchase's, moved by the months between its bill and the first one.
			and (counted_between.last_day is null or (d.day + make_interval(months => (
				(extract(year from i.bill_month) - extract(year from t.bill_month)) * 12
				+ extract(month from i.bill_month) - extract(month from t.bill_month)
			)::integer))::date <= counted_between.last_day)
	) b on counted_between.basis = 'bill'
	left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
	left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
	where t.ledger_id = counted_between.ledger_id
		and not t.voided
		and t.first_month <= counted_between.last_month
		and t.last_month >= counted_between.first_month
		and (counted_between.category_id is null or t.category_id = counted_between.category_id)
		and (counted_between.source_id is null or t.source_id = counted_between.source_id)
		and (counted_between.person_id is null or t.person_id = counted_between.person_id)
		and (counted_between.words is null or strpos(private.normalise(t.description), counted_between.words) > 0)
		and case counted_between.basis
			when 'bill' then b.cents is not null
			else d.day >= counted_between.first_month
				and d.day < (counted_between.last_month + interval '1 month')::date
				and (counted_between.last_day is null or d.day <= counted_between.last_day)
				and private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves) is not null
		end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.counters_only_grow()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- In an insert, old is a row of nulls.
	if least(
		new.revision - coalesce(old.revision, 0),
		new.inbox_revision - coalesce(old.inbox_revision, 0),
		new.settings_revision - coalesce(old.settings_revision, 0),
		new.epoch - coalesce(old.epoch, 0)
	) < 0 or new.id <> old.id then
		raise exception 'the counters of a ledger only grow'
			using errcode = '42501', hint = 'Leave revision, inbox_revision, settings_revision and epoch to the database.';
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.create_agent(ledger_id uuid, name text, abilities text[])
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_agent uuid;
	v_name text;
	v_token text;
begin
	perform private.require_role(ledger_id, array['owner']);
	v_name := private.name_of(name);
	-- Of a few known words; an array of thousands is not even compared.
	if coalesce(cardinality(abilities), 0) not between 1 and 10 or not abilities <@ '{record,converse,correct}' then
		raise exception 'abilities must be some of record, converse, correct' using errcode = '22023', column = 'abilities';
	end if;
	-- One at a time, or two at once would each count the same.
	perform private.lock_as(ledger_id, array['owner']);
	if (select count(*) from public.agents a where a.ledger_id = ledger_id and a.revoked_at is null and not a.imports) >= 20 then
		raise exception 'a ledger has at most 20 agents'
			using errcode = '22023', column = 'name', hint = 'Revoke one that is not used any more.';
	end if;
	-- 244 random bits of the server's strong generator; hashed once more so that the token shows nothing of their form.
	v_token := 'painel_' || encode(
		sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
	);
	insert into public.agents (ledger_id, name, created_by, abilities)
	values (ledger_id, v_name, auth.uid(), abilities)
	returning id into v_agent;
	insert into private.agent_tokens (agent_id, token_hash) values (v_agent, sha256(convert_to(v_token, 'UTF8')));
	return json_build_object('id', v_agent, 'name', v_name, 'token', v_token);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.create_join_code(ledger_id uuid, person_id integer)
 RETURNS json
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	-- Without the letters and digits that are taken for one another: 31 of them.
	c_letters constant text := 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
	v_code text;
begin
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	if not exists (select from public.people p where p.ledger_id = ledger_id and p.id = person_id) then
		raise exception 'no such person in this ledger' using errcode = '22023', column = 'person_id';
	end if;
	delete from private.join_codes c where c.ledger_id = ledger_id and c.created_at < now() - interval '1 day';
	if (select count(*) from private.join_codes c where c.ledger_id = ledger_id) >= 50 then
		raise exception 'a ledger makes at most 50 codes a day' using errcode = '22023', column = 'person_id';
	end if;
	select string_agg(substr(c_letters, 1 + get_byte(b.bytes, place) % 31, 1), '') into v_code
	from (select uuid_send(gen_random_uuid()) as bytes) b
	-- Not the bytes that hold the uuid's version and variant.
	cross join unnest(array[0, 1, 2, 3, 10, 11, 12, 13]) place;
	insert into private.join_codes (code_hash, ledger_id, person_id, created_by)
	values (sha256(convert_to(v_code, 'UTF8')), ledger_id, person_id, auth.uid());
	return json_build_object('code', v_code, 'expires_at', now() + interval '1 day');
end;
$function$
;

CREATE OR REPLACE FUNCTION private.create_ledger(name text, currency text, timezone text, member_name text)
 RETURNS public.ledgers
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
begin
	if auth.uid() is null then
		raise exception 'sign in to create a ledger' using errcode = '42501';
	end if;
	-- One at a time for an account, or two at once would each count the same.
	perform pg_advisory_xact_lock(hashtextextended('painel.ledgers ' || auth.uid(), 0));
	if (select count(*) from public.members m where m.user_id = auth.uid() and m.role = 'owner') >= 20 then
		raise exception 'an account owns at most 20 ledgers'
			using errcode = '22023', column = 'name', hint = 'Delete one with delete_ledger(), or let somebody else own it.';
	end if;
	insert into public.ledgers (name, currency, timezone)
	values (name, upper(coalesce(left(currency, 20), 'BRL')), coalesce(timezone, 'America/Sao_Paulo'))
	returning * into v_ledger;
	insert into public.members (ledger_id, user_id, role, name)
	values (v_ledger.id, auth.uid(), 'owner', private.member_name(member_name));
	select l.* into v_ledger from public.ledgers l where l.id = v_ledger.id;
	return v_ledger;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.cycle_at(billing private.billing, bill date)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_at integer := coalesce(cardinality(billing.from_months), 0);
begin
	while v_at > 0 and billing.from_months[v_at] > bill loop
		v_at := v_at - 1;
	end loop;
	return v_at;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.decline_invitation(invitation_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger
	from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address();
	perform from public.ledgers l where l.id = v_ledger for no key update;
	delete from public.invitations i where i.id = invitation_id and i.email = private.confirmed_address();
	if not found then
		raise exception 'no such invitation for you' using errcode = 'PT404', hint = 'It may have been taken back.';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.delete_account(email text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_email text;
	v_ledger uuid;
begin
	select lower(u.email) into v_email from auth.users u where u.id = auth.uid();
	if not found then
		raise exception 'sign in to delete your account' using errcode = '42501';
	end if;
	if octet_length(email) > 2048 or lower(private.trimmed(email)) is distinct from v_email then
		raise exception 'that is not the address of this account'
			using errcode = '22023', column = 'email', hint = 'To delete an account for good, repeat its address.';
	end if;
	-- In one order, as every writer: each is locked until the account is gone, so that nobody is its last owner unseen.
	for v_ledger in
		select m.ledger_id from public.members m where m.user_id = auth.uid() and m.role = 'owner' order by m.ledger_id
	loop
		perform private.keep_an_owner(v_ledger, auth.uid());
	end loop;
	delete from auth.users u where u.id = auth.uid();
end;
$function$
;

CREATE OR REPLACE FUNCTION private.delete_label(ledger_id uuid, what text, id integer, move_to integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_undo uuid;
begin
	if move_to is not null then
		return private.merge_labels(ledger_id, what, id, move_to);
	end if;
	v_undo := private.keep_label(ledger_id, what, id, null);
	execute format('delete from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what)) using ledger_id, id;
	return jsonb_build_object('changed', private.locked_revision(ledger_id) - v_before, 'undo', v_undo);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.dismiss_item(inbox_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger from public.inbox i where i.id = inbox_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	update public.inbox i
	set dismissed_at = now(), dismissed_by = private.requesting_person()
	where i.id = inbox_id and i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null;
	if not found then
		return;
	end if;
	perform private.tell_inbox(v_ledger);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.dismiss_undelivered(undelivered_id uuid, dismissed boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
	v_at timestamptz := case when dismissed then now() end;
begin
	select u.ledger_id into v_ledger from private.undelivered u where u.id = undelivered_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	update private.undelivered u
	set dismissed_at = v_at
	where u.id = undelivered_id and (u.dismissed_at is null) = dismissed;
	if found then
		perform private.tell_inbox(v_ledger);
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.end_powers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if tg_op = 'UPDATE' and new.role = 'owner' then
		return new;
	end if;
	-- An owner's invitations: one of them may be to another address of theirs.
	delete from public.invitations i where i.ledger_id = old.ledger_id and i.invited_by = old.user_id;
	if tg_op = 'UPDATE' and new.role = 'editor' then
		return new;
	end if;
	-- An editor's tokens of the import agent, and the codes that nobody has used yet.
	delete from private.agent_tokens t
	using public.agents a
	where t.made_for = old.user_id and a.id = t.agent_id and a.ledger_id = old.ledger_id;
	delete from private.join_codes c where c.ledger_id = old.ledger_id and c.created_by = old.user_id and c.used_by is null;
	return case tg_op when 'DELETE' then old else new end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.erase_forgotten_remains(max_rows integer)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.erase_remains(r.ledger_id, max_rows) from private.remains r order by r.since, r.ledger_id limit 1;
$function$
;

CREATE OR REPLACE FUNCTION private.erase_ledger(ledger_id uuid, name text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_name text;
begin
	perform private.require_role(ledger_id, array['owner']);
	select l.name into v_name from public.ledgers l where l.id = ledger_id for update;
	-- As in lock_as: who waited may be an owner no more.
	perform private.require_role(ledger_id, array['owner']);
	if v_name is distinct from name then
		raise exception 'the name does not match the ledger''s'
			using errcode = '22023', hint = 'To delete a ledger for good, repeat its name exactly.';
	end if;
	-- With it go its members, agents and settings: from here on nobody can read or write anything of it.
	delete from public.ledgers l where l.id = ledger_id;
	perform private.forget_broadcasts(ledger_id);
	-- Any number of messages, erased in steps; the first one takes all of a household's.
	insert into private.remains (ledger_id) values (ledger_id);
	return private.go_on_erasing(ledger_id);
	-- What is kept of its totals nobody can read any more; it goes with the next refresh, which is of all ledgers. Without
	-- pg_cron nothing is ever kept.
end;
$function$
;

CREATE OR REPLACE FUNCTION private.erase_remains(ledger_id uuid, max_rows integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_messages integer;
	v_purchases integer;
begin
	perform from private.remains r where r.ledger_id = ledger_id for update skip locked;
	if found then
		delete from public.inbox i
		where i.id in (select m.id from public.inbox m where m.ledger_id = ledger_id limit max_rows);
		get diagnostics v_messages = row_count;
		delete from public.transactions t
		where t.id in (
			select p.id from public.transactions p where p.ledger_id = ledger_id limit max_rows - v_messages
		);
		get diagnostics v_purchases = row_count;
		if v_messages + v_purchases < max_rows then
			delete from private.remains r where r.ledger_id = ledger_id;
		end if;
	elsif exists (select from private.remains r where r.ledger_id = ledger_id) then
		-- Another is at it: whoever goes on until nothing is left waits for them.
		perform pg_sleep(0.3);
	end if;
	return exists (select from private.remains r where r.ledger_id = ledger_id);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.erase_texts(ledger_id uuid, message_id text, person_id integer, contact text, max_rows integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_contact text;
	v_revision bigint;
	v_senders integer[];
	v_addresses text[];
	v_messages uuid[];
	v_transactions uuid[];
	v_count integer;
	v_changed integer;
begin
	perform private.lock_as(ledger_id, array['owner']);
	if num_nonnulls(message_id, person_id, contact) <> 1 then
		raise exception 'say whose texts to erase: a message_id, a person_id or a contact, one of them'
			using errcode = '22023', column = 'message_id';
	end if;
	if contact is not null then
		v_contact := coalesce(private.folded_contact(contact), nullif(left(contact, 120), ''));
	end if;
	select l.revision into v_revision from public.ledgers l where l.id = ledger_id;

	select coalesce(array_agg(s.id), '{}') into v_senders
	from public.senders s
	left join public.contacts c on c.ledger_id = ledger_id and c.address = s.sender
	where s.ledger_id = ledger_id and (s.sender in (contact, v_contact) or c.person_id = person_id);

	v_addresses := array[contact, v_contact] || array(
		select c.address from public.contacts c where c.ledger_id = ledger_id and c.person_id = person_id
	);

	-- What they wrote, made or are named in, as much as one call can afford. Of what was erased before no words are left.
	with found as (
		select i.id, i.transaction_id
		from public.inbox i
		left join public.transactions t on t.ledger_id = ledger_id and t.id = i.transaction_id
		where i.ledger_id = ledger_id
			and private.has_words(i)
			and (
				i.message_id = message_id or t.message_id = message_id
				or i.sender_id = any (v_senders) or t.person_id = person_id
				or (person_id is not null and private.label_of(ledger_id, 'person', i.person) = person_id)
			)
		limit max_rows
	)
	select
		coalesce(array_agg(f.id) filter (where f.transaction_id is null), '{}'),
		coalesce(array_agg(distinct f.transaction_id) filter (where f.transaction_id is not null), '{}')
	into v_messages, v_transactions
	from found f;
	-- Purchases that became theirs after their messages lost their words.
	v_transactions := v_transactions || array(
		select t.id
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.description <> '—'
			and (t.message_id = message_id or t.person_id = person_id)
			and not exists (
				select from public.inbox i
				where i.ledger_id = ledger_id and i.transaction_id = t.id and private.has_words(i)
			)
		limit max_rows
	);

	-- What the agent replied to them, and what they asked it.
	delete from private.undelivered u
	where u.ledger_id = ledger_id and (u.message_id = message_id or u.sender in (select unnest(v_addresses)));
	update private.received_messages m
	set said = null, asked = null, sender = null
	where m.agent_id in (select a.id from public.agents a where a.ledger_id = ledger_id) and m.sender is not null
		and (m.message_id = message_id or m.sender in (select unnest(v_addresses)));
	-- A name that may still be brought back is a word too.
	delete from private.label_undos u where u.ledger_id = ledger_id;
	-- Before this change tells of itself.
	perform private.forget_broadcasts(ledger_id);
	update public.inbox i
	set
		description = null,
		category = null,
		source = null,
		person = null,
		to_source = null,
		target_text = null,
		payload = null,
		sender_id = null,
		-- As it was understood: an amount may have been words.
		amount = to_jsonb(i.amount_cents / 100.0),
		reason_detail = null,
		before = i.before - '{description,category,source,person,to_source}'::text[],
		after = i.after - '{description,category,source,person,to_source}'::text[],
		candidates = null
	where i.ledger_id = ledger_id
		-- A purchase with every message about it: a correction repeats its words.
		and (i.transaction_id = any (v_transactions) or i.id = any (v_messages));
	get diagnostics v_count = row_count;

	-- The label's own name in place of what was written, by which it is found again whenever purchases are filed anew.
	update public.transactions t
	set
		revision = v_revision + n.place,
		description = '—',
		category_text = (select c.name from public.categories c where c.ledger_id = ledger_id and c.id = t.category_id),
		source_text = (select s.name from public.sources s where s.ledger_id = ledger_id and s.id = t.source_id),
		person_text = (select p.name from public.people p where p.ledger_id = ledger_id and p.id = t.person_id),
		to_source_text = (select s.name from public.sources s where s.ledger_id = ledger_id and s.id = t.to_source_id),
		updated_at = now()
	from (
		select t.id, row_number() over (order by t.revision) as place
		from public.transactions t
		where t.ledger_id = ledger_id and t.id = any (v_transactions) and t.description <> '—'
	) n
	where t.ledger_id = ledger_id and t.id = n.id;
	get diagnostics v_changed = row_count;

	-- Who wrote, where nothing of theirs is left.
	delete from public.senders s
	where s.ledger_id = ledger_id
		and not exists (select from public.inbox i where i.ledger_id = ledger_id and i.sender_id = s.id)
		and s.id = any (v_senders);
	update public.ledgers l
	set revision = v_revision + v_changed, inbox_revision = l.inbox_revision + sign(v_count)::integer
	where l.id = ledger_id and v_count + v_changed > 0;
	return greatest(v_count, v_changed);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.export_ledger(ledger_id uuid, with_rows boolean)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	return json_build_object(
		'format', 'painel-1',
		'exported_at', now(),
		'ledger', (select row_to_json(l) from public.ledgers l where l.id = ledger_id),
		'members', (
			select coalesce(json_agg(json_build_object(
				'user_id', m.user_id, 'email', u.email, 'name', m.name, 'role', m.role, 'created_at', m.created_at
			) order by m.created_at), '[]')
			from public.members m
			left join auth.users u on u.id = m.user_id
			where m.ledger_id = ledger_id
		),
		'invitations', (
			select coalesce(json_agg(i order by i.created_at), '[]') from public.invitations i where i.ledger_id = ledger_id
		),
		'agents', (
			select coalesce(json_agg(a order by a.created_at), '[]') from public.agents a where a.ledger_id = ledger_id
		),
		'categories', (
			select coalesce(json_agg(c order by c.id), '[]') from public.categories c where c.ledger_id = ledger_id
		),
		'sources', (
			select coalesce(json_agg(s order by s.id), '[]') from public.sources s where s.ledger_id = ledger_id
		),
		'cycles', (
			select coalesce(json_agg(c order by c.source_id, c.from_month nulls first), '[]')
			from public.cycles c where c.ledger_id = ledger_id
		),
		'people', (
			select coalesce(json_agg(p order by p.id), '[]') from public.people p where p.ledger_id = ledger_id
		),
		'bill_closings', (
			select coalesce(json_agg(b order by b.source_id, b.bill_month), '[]')
			from public.bill_closings b where b.ledger_id = ledger_id
		),
		'budgets', (
			select coalesce(json_agg(b order by b.month, b.category_id), '[]')
			from public.budgets b where b.ledger_id = ledger_id
		),
		'recurring', (
			select coalesce(json_agg(r order by r.name, r.id), '[]') from public.recurring r where r.ledger_id = ledger_id
		),
		'transactions', (
			select coalesce(json_agg(t order by t.revision), '[]')
			from public.transactions t where with_rows and t.ledger_id = ledger_id
		),
		'inbox', (
			select coalesce(json_agg(i order by i.received_at, i.revision), '[]')
			from public.inbox i where with_rows and i.ledger_id = ledger_id
		),
		'senders', (
			select coalesce(json_agg(s order by s.id), '[]') from public.senders s where s.ledger_id = ledger_id
		)
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.export_rows(ledger_id uuid, what text, after json, max_rows integer)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_message text;
	v_item integer;
	v_revision bigint;
	v_answer json;
begin
	perform private.require_role(ledger_id, array['owner']);
	if max_rows is null or max_rows not between 1 and 5000 then
		raise exception 'max_rows must be 1 to 5000' using errcode = '22023', column = 'max_rows';
	end if;
	if what = 'transactions' then
		v_revision := coalesce((after ->> 0)::bigint, 0);
		with page as (
			select t.* from public.transactions t
			where t.ledger_id = ledger_id and t.revision > v_revision
			order by t.revision
			limit max_rows
		)
		select json_build_object(
			'rows', coalesce(json_agg(p order by p.revision), '[]'),
			'next', case when count(*) = max_rows then json_build_array(max(p.revision)) end
		)
		into v_answer
		from page p;
	elsif what = 'inbox' then
		-- By what makes a message that message, which never changes.
		v_message := coalesce(after ->> 0, '');
		v_item := coalesce((after ->> 1)::integer, -1);
		with page as (
			select i.* from public.inbox i
			where i.ledger_id = ledger_id and (i.message_id, i.item) > (v_message, v_item)
			order by i.message_id, i.item
			limit max_rows
		)
		select json_build_object(
			'rows', coalesce(json_agg(p order by p.message_id, p.item), '[]'),
			'next', case when count(*) = max_rows then (
				select json_build_array(l.message_id, l.item) from page l order by l.message_id desc, l.item desc limit 1
			) end
		)
		into v_answer
		from page p;
	else
		raise exception 'what must be "transactions" or "inbox"' using errcode = '22023', column = 'what';
	end if;
	return v_answer;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.family_of(address text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select case when split_part(address, ':', 1) in ('tel', 'wa', 'lid') then 'whatsapp' else split_part(address, ':', 1) end;
$function$
;

CREATE OR REPLACE FUNCTION private.file_items(items public.inbox[], timezone text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_nestloop TO 'off'
 SET enable_sort TO 'off'
AS $function$
#variable_conflict use_variable
begin
	insert into public.transactions (
		id, ledger_id, revision, kind, amount_cents, installments, part, parts, bill_month, bill_given, first_month, last_month,
		occurred_at, description, category_id, category_text, source_id, source_text, person_id, person_text,
		to_source_id, to_source_text, pays_month, message_id, item, agent_id
	)
	-- An array repeats few names: each is looked up once, with its source's cycle.
	with named as materialized (
		select
			n.what,
			n.value,
			n.label_id,
			s.closing_day,
			s.due_day,
			s.changes or exists (
				select from public.bill_closings b where b.ledger_id = items[1].ledger_id and b.source_id = s.source_id
			) as changes
		from (
			select
				d.what,
				d.value,
				(
					select l.label_id from private.labels l
					where l.ledger_id = items[1].ledger_id and l.what = d.what and l.key = private.normalise(private.kept_text(d.value))
				) as label_id
			from (
				select distinct v.what, v.value
				from unnest(items) i
				cross join lateral (
					values ('category', i.category), ('source', i.source), ('person', i.person), ('source', i.to_source)
				) v (what, value)
				where v.value is not null
			) d
			offset 0
		) n
		left join (
			select
				c.source_id,
				min(c.closing_day) as closing_day,
				min(c.due_day) as due_day,
				count(*) > 1 or bool_or(c.from_month is not null) as changes
			from public.cycles c
			where c.ledger_id = items[1].ledger_id
			group by c.source_id
		) s on n.what = 'source' and s.source_id = n.label_id
	)
	select
		f.id, f.ledger_id, f.revision, f.kind, f.amount_cents, f.installments, f.part, f.parts,
		f.bill, f.given, least(f.bill, f.month),
		greatest(
			case when f.installments = 1 then f.bill else (f.bill + make_interval(months => f.installments - 1))::date end,
			f.month
		),
		f.occurred_at,
		-- Here and below, plain ASCII (the common case) is spared the function.
		case when f.description ~ '^[!-~]([ -~]*[!-~])?$' then f.description else private.cleaned(f.description) end,
		f.category_id,
		case when length(f.category) <= 120 and f.category ~ '^[!-~]([ -~]*[!-~])?$' then f.category else private.kept_text(f.category) end,
		f.source_id,
		case when length(f.source) <= 120 and f.source ~ '^[!-~]([ -~]*[!-~])?$' then f.source else private.kept_text(f.source) end,
		f.person_id,
		case when length(f.person) <= 120 and f.person ~ '^[!-~]([ -~]*[!-~])?$' then f.person else private.kept_text(f.person) end,
		f.to_source_id, private.kept_text(f.to_source), f.pays_month,
		f.message_id, f.item, f.agent_id
	from (
		select
			i.*,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
			t.label_id as to_source_id,
			d.month,
			i.kind <> 'transfer' and i.bill_month <> '' is true as given,
			case when i.kind = 'transfer' and i.bill_month <> '' then private.month_of_text(i.bill_month) end as pays_month,
			case
				when i.kind <> 'transfer' and i.bill_month <> '' then private.month_of_text(i.bill_month)
				when s.closing_day is null and s.changes is not true and i.part is null then d.month
				else (
					case
						when s.changes then private.bill_month_of(i.ledger_id, s.label_id, d.day)
						else private.bill_month(d.day, s.closing_day, s.due_day)
					end + make_interval(months => coalesce(i.part, 1) - 1)
				)::date
			end as bill
		from unnest(items) i
		cross join lateral (
			select
				(i.occurred_at at time zone timezone)::date as day,
				date_trunc('month', i.occurred_at at time zone timezone)::date as month
		) d
		left join named c on c.what = 'category' and c.value = i.category
		left join named s on s.what = 'source' and s.value = i.source
		left join named p on p.what = 'person' and p.value = i.person
		left join named t on t.what = 'source' and t.value = i.to_source
		-- The month once a row, however often it is named above.
		offset 0
	) f;
	-- Numbers were given one by one from the same counter: anything else is a fault, and must not be committed.
	update public.ledgers l
	set revision = l.revision + cardinality(items)
	where l.id = items[1].ledger_id and l.revision + cardinality(items) = items[cardinality(items)].revision;
	if not found then
		perform private.refuse_numbers();
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.file_pending(change public.inbox, counter bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
begin
	select l.revision, l.timezone into v_revision, v_timezone from public.ledgers l where l.id = change.ledger_id;
	if v_revision < counter then
		select array_agg(i order by i.revision) into v_items
		from public.inbox i
		where i.agent_id = change.agent_id
			and i.received_at = change.received_at
			and i.revision > v_revision
			and i.revision <= counter
			and i.status = 'accepted'
			and i.action = 'record';
		perform private.file_items(v_items, v_timezone);
	end if;
	return v_timezone;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.filled_up(said public.inbox, below public.inbox)
 RETURNS public.inbox
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	said.kind := coalesce(said.kind, below.kind);
	said.occurred_at := coalesce(said.occurred_at, below.occurred_at);
	said.description := coalesce(said.description, below.description);
	said.amount := coalesce(said.amount, below.amount);
	said.category := coalesce(said.category, below.category);
	said.source := coalesce(said.source, below.source);
	said.person := coalesce(said.person, below.person);
	said.to_source := coalesce(said.to_source, below.to_source);
	said.installments := coalesce(said.installments, below.installments);
	said.part := coalesce(said.part, below.part);
	said.parts := coalesce(said.parts, below.parts);
	said.bill_month := coalesce(said.bill_month, below.bill_month);
	said.from_part := coalesce(said.from_part, below.from_part);
	said.parts_to := coalesce(said.parts_to, below.parts_to);
	return said;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.find_target(change public.inbox, OUT target public.inbox, OUT transaction public.transactions, OUT said public.inbox, OUT refused uuid[], OUT reason text, OUT detail text, OUT candidates jsonb)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_items public.inbox[];
begin
	said := change;
	refused := '{}';
	reason := 'target_not_found';
	if change.completes_message_id is not null then
		v_items := private.items_of(change, change.completes_message_id, change.completes_item);
		target := v_items[1];
		if coalesce(cardinality(v_items), 0) <> 1 or not private.is_open_correction(target) then
			target := null;
			detail := format('no refused correction "%s" waits to be completed', left(change.completes_message_id, 80));
			return;
		end if;
		refused := refused || target.id;
		said := private.filled_up(said, target);
		said.target_text := coalesce(change.target_text, target.target_text);
		said.target_message_id := coalesce(change.target_message_id, target.target_message_id);
		said.target_item := case when change.target_message_id is null then target.target_item else change.target_item end;
		target := null;
	end if;

	if said.target_message_id is not null then
		v_items := private.items_of(change, said.target_message_id, said.target_item);
		if cardinality(v_items) > 1 then
			reason := 'target_ambiguous';
			detail := format('message "%s" has several items: name one by target_item', left(said.target_message_id, 80));
			candidates := private.candidates(change, v_items[1].message_id);
			return;
		end if;
		target := v_items[1];
		detail := format('no item %s of message "%s" in this ledger', coalesce(said.target_item, 0), left(said.target_message_id, 80));
	elsif said.target_item is not null then
		-- Half a target is not "the newest".
		detail := 'target_item needs the target_message_id that it is an item of';
	elsif trim(private.normalise(said.target_text)) <> '' and change.member_id is null then
		change.target_text := said.target_text;
		v_items := private.named_items(change);
		detail := format('nothing recorded is named "%s"', left(said.target_text, 80));
		if cardinality(v_items) = 1 and v_items[1].sender_id is not distinct from change.sender_id
			-- Of several of that name, the one that its sender has just told of.
			or (v_items[1].sender_id is not distinct from change.sender_id
				and v_items[1].sent_at >= change.sent_at - interval '15 minutes'
				and v_items[2].sent_at < change.sent_at - interval '15 minutes')
		then
			target := v_items[1];
			said.target_message_id := target.message_id;
			said.target_item := target.item;
		elsif cardinality(v_items) > 0 then
			reason := 'target_ambiguous';
			detail := format('several are named "%s", or somebody else''s is: name one by target_message_id and target_item', left(said.target_text, 80));
			candidates := private.candidates(change, null, array(select u.id from unnest(v_items) u));
		end if;
	elsif change.member_id is not null then
		detail := 'name what to correct by target_message_id';
	else
		target := private.newest_item(change);
		candidates := private.candidates(change, null);
		if target.id is null and candidates is null then
			detail := 'its sender has recorded nothing before it';
		elsif target.id is null then
			reason := 'target_ambiguous';
			detail := 'its sender said nothing in the 15 minutes before it: name what to correct';
		elsif target.message_id = change.message_id or exists (
			select from public.inbox i
			where i.ledger_id = target.ledger_id and i.message_id = target.message_id and i.item <> target.item
		) then
			reason := 'target_ambiguous';
			detail := 'the last message of its sender has several items: name one by target_message_id and target_item';
			if target.message_id <> change.message_id then
				candidates := private.candidates(change, target.message_id);
			end if;
			target := null;
		elsif change.action <> 'amend' and private.is_open_correction(target) then
			reason := 'target_ambiguous';
			detail := 'its sender''s last correction was refused: name what to correct';
			target := null;
		else
			candidates := null;
			said.target_message_id := target.message_id;
			said.target_item := target.item;
		end if;
	end if;

	-- A refused correction is put right by another: about what it was about, its own words under the new ones.
	while change.action = 'amend' and private.is_open_correction(target) and target.action = 'amend' and target.id <> all (refused) loop
		refused := refused || target.id;
		said := private.filled_up(said, target);
		v_items := case when target.target_message_id is not null then
			private.items_of(change, target.target_message_id, target.target_item)
		end;
		if target.target_message_id is null or cardinality(v_items) > 1 then
			reason := 'target_ambiguous';
			detail := 'the refused correction that it is about named nothing clear: name the purchase';
			candidates := private.candidates(change, v_items[1].message_id);
			target := null;
			return;
		end if;
		target := v_items[1];
	end loop;
	if target.transaction_id is not null then
		select t.* into transaction from public.transactions t where t.id = target.transaction_id;
	end if;

	if transaction.voided = (change.action <> 'restore') then
		detail := case when transaction.voided then 'that transaction is voided already' else 'that transaction is not voided' end;
		transaction := null;
		target := null;
	elsif target.id is not null and transaction.id is null and (
		target.status = 'accepted'
		or (target.dismissed_at is null) = (change.action = 'restore')
		or (change.action <> 'void' and target.action in ('amend', 'void', 'restore'))
	) then
		target := null;
		detail := 'that item made no transaction';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.folded_contact(address text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_address text;
	v_kind text;
	v_id text;
begin
	-- The size first: nothing reads a text of megabytes.
	if octet_length(address) <= 600 then
		v_address := private.trimmed(address);
		v_kind := split_part(v_address, ':', 1);
		v_id := private.trimmed(substr(v_address, length(v_kind) + 2));
	end if;
	if v_kind = 'tel' then
		v_id := regexp_replace(v_id, '[^0-9]', '', 'g');
		-- Brazilian mobiles are told with and without their ninth digit: with it, they are one.
		v_id := regexp_replace(v_id, '^(55[1-9][1-9])([6-9][0-9]{7})$', '\19\2');
		if v_id ~ '^[0-9]{8,15}$' then
			return 'tel:' || v_id;
		end if;
	elsif v_kind = 'wa' and v_id ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$' then
		return 'wa:' || v_id;
	elsif v_kind in ('lid', 'tg') and v_id ~ '^[0-9]{1,20}$' then
		return v_kind || ':' || v_id;
	elsif v_kind = 'app' and private.cleaned(v_id) = v_id and length(v_id) between 1 and 60 then
		return 'app:' || v_id;
	end if;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.forget_address()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	delete from public.invitations i where i.email = lower(old.email);
	-- The platform's own journal of sign-ins, where it keeps one and lets it be written.
	if to_regclass('auth.audit_log_entries') is not null then
		begin
			execute 'delete from auth.audit_log_entries where payload ->> ''actor_id'' = $1' using old.id::text;
		exception
			when others then
				raise warning 'the platform''s journal still names the deleted account: %', sqlerrm;
		end;
	end if;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.forget_broadcasts(ledger_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- By the beginning, so that those of earlier epochs go too.
	delete from realtime.messages m where starts_with(m.topic, 'ledger:' || ledger_id);
exception
	when others then
		raise warning 'broadcasts of the deleted ledger stay until the platform drops them (3 days): %', sqlerrm;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.go_on_erasing(ledger_id uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.erase_remains(ledger_id, 20000);
$function$
;

CREATE OR REPLACE FUNCTION private.has_gone_quiet(days date[], today date)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce(today - days[1] > 3 * private.usual_gap(days), false);
$function$
;

CREATE OR REPLACE FUNCTION private.has_words(item public.inbox)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select num_nonnulls(
		item.description, item.category, item.source, item.person, item.to_source, item.payload, item.sender_id,
		item.reason_detail, item.candidates
	) > 0;
$function$
;

CREATE OR REPLACE FUNCTION private.import_sources()
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid := private.require_agent('record');
begin
	-- An agent that only posts reads no settings; one that converses is told of them anyway (agent_context).
	if private.requesting_agent('converse') is null
		and not exists (select from public.agents a where a.id = private.requesting_agent('record') and a.imports)
	then
		perform private.require_agent('converse');
	end if;
	return (
		select json_build_object(
			'timezone', l.timezone,
			'sources', (
				select coalesce(json_agg(json_build_object(
					'name', s.name,
					'aliases', s.aliases,
					'cycles', (
						select coalesce(json_agg(json_build_object(
							'from_month', to_char(c.from_month, 'YYYY-MM'), 'closing_day', c.closing_day, 'due_day', c.due_day
						) order by c.from_month nulls first), '[]')
						from public.cycles c
						where c.ledger_id = s.ledger_id and c.source_id = s.id
					),
					'closings', (
						select coalesce(json_agg(json_build_object(
							'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closing_date', b.closing_date
						) order by b.bill_month), '[]')
						from public.bill_closings b
						where b.ledger_id = s.ledger_id and b.source_id = s.id
					)
				) order by s.id), '[]')
				from public.sources s
				where s.ledger_id = l.id
			)
		)
		from public.ledgers l
		where l.id = v_ledger
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.import_token(ledger_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_agent uuid;
	v_token text;
begin
	-- One at a time, or two at once would each make the agent.
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	select a.id into v_agent from public.agents a where a.ledger_id = ledger_id and a.imports and a.revoked_at is null;
	if v_agent is null then
		insert into public.agents (ledger_id, name, created_by, abilities, imports)
		values (ledger_id, 'Importação', auth.uid(), '{record}', true)
		returning id into v_agent;
	end if;
	delete from private.agent_tokens t where t.agent_id = v_agent and t.expires_at <= now();
	if (select count(*) from private.agent_tokens t where t.agent_id = v_agent) >= 100 then
		raise exception 'a ledger has at most 100 import tokens a day'
			using errcode = '22023', column = 'ledger_id', hint = 'Use the token of before: it lasts 24 hours.';
	end if;
	v_token := 'painel_' || encode(
		sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
	);
	insert into private.agent_tokens (agent_id, token_hash, expires_at, made_for)
	values (v_agent, sha256(convert_to(v_token, 'UTF8')), now() + interval '24 hours', auth.uid());
	return v_token;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.imported_last(ledger_id uuid, category_id integer, month date, source_id integer DEFAULT NULL::integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce((
		select starts_with(t.message_id, 'import:')
		from public.transactions t
		where t.ledger_id = imported_last.ledger_id
			and t.last_month >= imported_last.month
			and t.first_month <= imported_last.month
			and t.kind in ('expense', 'refund')
			and not t.voided
			and (imported_last.category_id is null or t.category_id = imported_last.category_id)
			and (imported_last.source_id is null or t.source_id = imported_last.source_id)
		order by t.created_at desc, t.revision desc
		limit 1
	), false);
$function$
;

CREATE OR REPLACE FUNCTION private.installment_cents(amount_cents bigint, installments integer, installment integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select amount_cents / installments
		+ case when installment = 1 then amount_cents % installments else 0 end;
$function$
;

CREATE OR REPLACE FUNCTION private.invite_member(ledger_id uuid, email text, role text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_email text;
	v_invitation uuid;
begin
	perform private.require_role(ledger_id, array['owner']);
	if octet_length(email) <= 2048 then
		v_email := lower(private.trimmed(email));
	end if;
	if v_email is null or v_email !~ '^[^@[:space:]]+@[^@[:space:]]+$' or length(v_email) > 320 then
		raise exception 'that is not an e-mail address' using errcode = '22023', column = 'email';
	end if;
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
	if exists (
		select from public.members m
		join auth.users u on u.id = m.user_id
		where m.ledger_id = ledger_id and lower(u.email) = v_email
	) then
		raise exception 'that person is a member already' using errcode = '23505', column = 'email';
	end if;
	-- The answer is the same whether or not that address has an account.
	perform private.lock_as(ledger_id, array['owner']);
	update public.invitations i
	set role = role, invited_by = auth.uid(), created_at = now()
	where i.ledger_id = ledger_id and i.email = v_email
	returning i.id into v_invitation;
	if not found then
		if (select count(*) from public.invitations i where i.ledger_id = ledger_id) >= 50 then
			raise exception 'a ledger has at most 50 open invitations'
				using errcode = '22023', column = 'email', hint = 'Take some back first.';
		end if;
		insert into public.invitations (ledger_id, email, role, invited_by)
		values (ledger_id, v_email, role, auth.uid())
		returning id into v_invitation;
	end if;
	return v_invitation;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.is_month(month text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select length(month) = 7 and month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' and month >= '0001';
$function$
;

CREATE OR REPLACE FUNCTION private.is_open_correction(item public.inbox)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select item.status = 'rejected'
		and item.action in ('amend', 'void', 'restore')
		and item.transaction_id is null
		and item.dismissed_at is null;
$function$
;

CREATE OR REPLACE FUNCTION private.items_of(change public.inbox, message_id text, item integer)
 RETURNS public.inbox[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_all boolean := private.sees_all(change);
	v_message text := message_id;
	v_items public.inbox[];
begin
	-- Messages first; an answer to the agent's reply means the message that it replied to.
	for v_round in 1..2 loop
		select array_agg(i::public.inbox order by i.item) into v_items
		from public.inbox i
		where i.ledger_id = change.ledger_id
			and i.message_id = v_message
			and (item is null or i.item = item)
			and (v_all or i.agent_id = change.agent_id);
		exit when v_items is not null or v_round = 2;
		select r.message_id into v_message from private.replies r where r.agent_id = change.agent_id and r.reply_id = v_message;
		exit when v_message is null;
	end loop;
	return v_items;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.judge_change(change public.inbox, counter bigint)
 RETURNS public.inbox
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_timezone text := private.file_pending(change, counter);
	v_found record;
	v_transaction public.transactions;
	v_dismissed_at timestamptz;
begin
	select * into v_found from private.find_target(change);
	v_transaction := v_found.transaction;
	if v_transaction.id is null and (v_found.target).id is null then
		change.reason := v_found.reason;
		change.reason_detail := v_found.detail;
		change.candidates := v_found.candidates;
		return change;
	end if;
	change.target_message_id := (v_found.said).target_message_id;
	change.target_item := (v_found.said).target_item;
	if change.if_revision <> coalesce(v_transaction.revision, (v_found.target).revision, 0) then
		change.reason := 'target_changed';
		change.reason_detail := 'it was changed since it was read';
		return change;
	end if;

	if change.action <> 'void' then
		change := private.carry_out_amend(
			change, v_found.target, v_transaction, v_found.said, v_timezone, counter
		);
		if change.status = 'rejected' and change.action = 'restore' and v_transaction.id is null then
			-- A dismissed item that still is no record waits on the list again.
			update public.inbox i set dismissed_at = null, dismissed_by = null where i.id = (v_found.target).id;
			change.status := 'accepted';
			change.reason := null;
			change.reason_detail := null;
			change.candidates := null;
		elsif change.status = 'rejected' then
			return change;
		end if;
	elsif v_transaction.id is not null then
		change.status := 'accepted';
		change.transaction_id := v_transaction.id;
		change.revision := counter + 1;
		perform private.void_transaction(change.ledger_id, change.transaction_id, change.revision);
	else
		change.status := 'accepted';
		update public.inbox i set dismissed_at = now(), dismissed_by = change.member_id where i.id = (v_found.target).id;
	end if;

	if v_found.refused <> '{}' then
		v_dismissed_at := case when change.transaction_id is null then now() end;
		update public.inbox i
		set transaction_id = change.transaction_id, dismissed_at = v_dismissed_at
		where i.id = any (v_found.refused);
	end if;
	if v_transaction.id is not null then
		change.before := private.said_of(v_transaction, v_timezone);
	end if;
	select private.said_of(t, v_timezone) into change.after from public.transactions t where t.id = change.transaction_id;
	return change;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.judge_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_set text;
	v_author text;
begin
	-- Few expressions, since each is paid by every row of an array, and once more by every statement.
	-- What these settings say was put there by open_inbox at the start of this statement, and close_inbox proves it again.
	new.ledger_id := current_setting('painel.ledger')::uuid;
	v_author := current_setting('painel.agent');
	if num_nulls(new.item, new.action) > 0 then
		new.item := coalesce(new.item, 0);
		new.action := coalesce(new.action, 'record');
	end if;
	-- Agents have no right to these columns; the owner of the table could fill them.
	if (
		num_nulls(
			new.reason, new.reason_detail, new.amount_cents, new.transaction_id, new.revision, new.dismissed_at, new.dismissed_by,
			new.before, new.after, new.candidates, new.member_id
		) = 11
		and new.status = 'rejected'
		and new.received_at = now()
	) is not true then
		new := private.undecided(new);
	end if;
	if v_author <> '' then
		new.agent_id := v_author::uuid;
	else
		-- What private.correct files.
		new.agent_id := null;
		new.member_id := current_setting('painel.member')::uuid;
	end if;

	if length(new.message_id) not between 1 and 512 or new.item < 0
		or greatest(length(new.target_message_id), length(new.completes_message_id)) > 512
	then
		perform private.refuse_shape(new);
	end if;
	-- The size first: nothing below reads a text of megabytes.
	if greatest(
		octet_length(new.description), octet_length(new.category), octet_length(new.source), octet_length(new.person),
		octet_length(new.kind), octet_length(new.action), octet_length(new.to_source), octet_length(new.bill_month),
		octet_length(new.parts_to), octet_length(new.sender), octet_length(new.target_text), pg_column_size(new.amount)
	) > 2048 or pg_column_size(new.payload) > 8192 then
		new := private.bounded(new);
	end if;

	-- Nothing was sent after it arrived.
	new.sent_at := date_trunc('milliseconds', least(coalesce(new.sent_at, now()), now()));
	if new.sender is not null then
		new.sender_id := private.sender_of(new.ledger_id, new.sender);
		new.sender := null;
	end if;
	if new.action = 'keep' then
		-- A number of its own, so that a later run of the same message still records.
		new.item := 32767;
	end if;

	-- A repeat takes no revision; the unique key gives its answer (409, or nothing where the request ignores duplicates).
	-- Under the ledger's lock, and this look sees rows of the same statement too. Seldom is there one, or another
	-- item of the message.
	-- A column that is not in the key: an ordinary index scan starts faster than an index-only one, and seldom finds a row.
	perform i.status from public.inbox i
	where i.ledger_id = new.ledger_id and i.message_id = new.message_id;
	if found then
		new := private.met_before(new);
		if new.reason is not null then
			return new;
		end if;
	end if;

	if new.action = 'record' then
		new.kind := coalesce(new.kind, 'expense');
		new.installments := coalesce(new.installments, 1);
		new.occurred_at := date_trunc('milliseconds', coalesce(new.occurred_at, new.sent_at));
		new.amount_cents := private.amount_cents(new.amount);
		-- What nearly every item is passes at once; the rest is judged rule by rule.
		if (
			new.amount_cents > 0
			and new.description ~ '^[!-~]([ -~]*[!-~])?$'
			and length(new.description) <= 280
			and new.kind in ('expense', 'income')
			and new.installments between 1 and 120
			and new.occurred_at between now() - interval '10 years' and now()
			and num_nonnulls(new.to_source, new.part, new.parts, new.bill_month, new.from_part, new.parts_to) = 0
		) is not true then
			new.reason := private.rejection(
				new, new, (select l.timezone from public.ledgers l where l.id = new.ledger_id)
			);
		end if;
		if new.reason is not null then
			new.amount_cents := nullif(greatest(new.amount_cents, 0), 0);
			new.reason_detail := private.reason_detail(new.reason, new);
		elsif new.kind = 'refund' and num_nonnulls(new.target_message_id, new.target_text) > 0 then
			new := private.judge_refund(new, current_setting('painel.revision')::bigint);
		else
			new.status := 'accepted';
			new.transaction_id := new.id;
			new.revision := current_setting('painel.revision')::bigint + 1;
		end if;
	elsif new.action in ('amend', 'void', 'restore') then
		new.occurred_at := date_trunc('milliseconds', new.occurred_at);
		new := private.judge_change(new, current_setting('painel.revision')::bigint);
	else
		new.reason := case new.action when 'keep' then 'not_understood' else 'unknown_action' end;
		new.reason_detail := private.reason_detail(new.reason, new);
	end if;
	if new.revision is not null then
		v_set := set_config('painel.revision', new.revision::text, true);
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.judge_refund(refund public.inbox, counter bigint)
 RETURNS public.inbox
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_timezone text := private.file_pending(refund, counter);
	v_found record;
	v_whole public.inbox := refund;
	v_done boolean;
begin
	select * into v_found from private.refunded(refund, refund.target_message_id, refund.target_item);
	if v_found.reason is not null then
		refund.reason := v_found.reason;
		refund.reason_detail := v_found.detail;
		refund.candidates := v_found.candidates;
		return refund;
	end if;
	refund.status := 'accepted';
	refund.transaction_id := refund.id;
	refund.revision := counter + 1;
	v_whole.revision := refund.revision;
	v_whole.category := coalesce(refund.category, (v_found.purchase).category_text);
	v_whole.source := coalesce(refund.source, (v_found.purchase).source_text);
	v_whole.person := coalesce(refund.person, (v_found.purchase).person_text);
	v_done := private.put_transaction(refund.id, v_whole, v_timezone, false, (v_found.purchase).id);
	return refund;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.keep_agents()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if tg_op = 'DELETE' then
		-- With its ledger it goes; what it wrote is erased after it.
		if not exists (select from public.ledgers l where l.id = old.ledger_id)
			or not exists (select from public.inbox i where i.agent_id = old.id)
		then
			return old;
		end if;
	end if;
	raise exception 'an agent that wrote to the inbox is not deleted'
		using
			errcode = '23503',
			hint = 'Revoke it with revoke_agent(). To remove everything, an owner deletes the ledger with delete_ledger().';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.keep_an_owner(ledger_id uuid, user_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	-- Two owners leaving at the same moment would each see the other: one at a time.
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if not exists (
		select from public.members m
		where m.ledger_id = ledger_id and m.role = 'owner' and m.user_id <> user_id
	) then
		raise exception 'a ledger needs an owner: this is its last one'
			using errcode = 'PT409', hint = 'Make somebody else an owner first, or delete the ledger.';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.keep_label(ledger_id uuid, what text, id integer, into_id integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_undo uuid;
begin
	delete from private.label_undos u where u.ledger_id = ledger_id and u.made_at < now() - interval '10 minutes';
	insert into private.label_undos (ledger_id, what, into_id, kept)
	values (ledger_id, what, into_id, jsonb_build_object(
		'label', private.label_row(ledger_id, what, id),
		'recurring', (
			select coalesce(jsonb_agg(r.id), '[]') from public.recurring r
			where r.ledger_id = ledger_id and case what when 'category' then r.category_id when 'source' then r.source_id end = id
		),
		'budgets', (
			select coalesce(jsonb_agg(b), '[]') from public.budgets b
			where what = 'category' and b.ledger_id = ledger_id and b.category_id = id
		),
		'cycles', (
			select coalesce(jsonb_agg(c), '[]') from public.cycles c
			where what = 'source' and c.ledger_id = ledger_id and c.source_id = id
		),
		'bill_closings', (
			select coalesce(jsonb_agg(b), '[]') from public.bill_closings b
			where what = 'source' and b.ledger_id = ledger_id and b.source_id = id
		),
		'contacts', (
			select coalesce(jsonb_agg(c), '[]') from public.contacts c
			where what = 'person' and c.ledger_id = ledger_id and c.person_id = id
		),
		'join_codes', (
			select coalesce(jsonb_agg(c), '[]') from private.join_codes c
			where what = 'person' and c.ledger_id = ledger_id and c.person_id = id
		)
	))
	returning label_undos.id into v_undo;
	return v_undo;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.keep_repeat(transaction_id uuid, ledger_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	perform from public.ledgers l where l.id = ledger_id for no key update;
	insert into private.kept_repeats (transaction_id, ledger_id) values (transaction_id, ledger_id) on conflict do nothing;
	if not found then
		return false;
	end if;
	perform private.tell_inbox(ledger_id);
	return true;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.keep_repeat_on_page(transaction_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select t.ledger_id into v_ledger from public.transactions t where t.id = transaction_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	perform private.keep_repeat(transaction_id, v_ledger);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.kept_text(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if length(value) <= 120 and value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	return nullif(left(private.cleaned(value), 120), '');
end;
$function$
;

CREATE OR REPLACE FUNCTION private.known_timezone(timezone text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select length(timezone) <= 64
		and timezone !~ '^(posix|right)/'
		and exists (select from pg_catalog.pg_timezone_names where name = timezone);
$function$
;

CREATE OR REPLACE FUNCTION private.label_asked(ledger_id uuid, what text, asked text)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_id integer;
	v_start text;
	v_names text;
begin
	if asked is null then
		return null;
	end if;
	v_id := private.label_of(ledger_id, what, asked);
	if v_id is null then
		v_start := left(private.normalise(private.kept_text(left(asked, 400))), 3);
		-- Those that begin alike first.
		select string_agg(n.name, ', ') into v_names
		from (
			select n.name
			from (
				select c.name from public.categories c where what = 'category' and c.ledger_id = label_asked.ledger_id
				union all
				select s.name from public.sources s where what = 'source' and s.ledger_id = label_asked.ledger_id
				union all
				select p.name from public.people p where what = 'person' and p.ledger_id = label_asked.ledger_id
			) n
			order by starts_with(private.normalise(n.name), v_start) desc nulls last, n.name
			limit 5
		) n;
		raise exception 'no % of this ledger answers to "%"', what, left(asked, 60)
			using errcode = '22023', column = what, hint = coalesce('There are: ' || v_names || '.', 'There is none yet.');
	end if;
	return v_id;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.label_of(ledger_id uuid, what text, value text)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	-- By the text as it is kept, since names and aliases are cleaned in the same way when they are saved.
	select l.label_id
	from private.labels l
	where l.ledger_id = label_of.ledger_id
		and l.what = label_of.what
		and l.key = private.normalise(private.kept_text(value));
$function$
;

CREATE OR REPLACE FUNCTION private.label_row(ledger_id uuid, what text, id integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_row jsonb;
begin
	if private.label_table(what) is null then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end if;
	execute format('select to_jsonb(t) from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	into v_row using ledger_id, id;
	if v_row is null then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	return v_row;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.label_table(what text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select case what when 'category' then 'categories' when 'source' then 'sources' when 'person' then 'people' end;
$function$
;

CREATE OR REPLACE FUNCTION private.last_closed(billing private.billing, day date)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	-- Closings lie at most two months from their bill.
	v_bill date := (date_trunc('month', day) + interval '3 months')::date;
begin
	while private.bill_closing(billing, v_bill) > day loop
		v_bill := (v_bill - interval '1 month')::date;
	end loop;
	return v_bill;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.learn_contacts(ledger_id uuid, person_id integer, addresses text[], moved_from text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	if not exists (
		select from unnest(addresses) a (address)
		where not exists (select from public.contacts c where c.ledger_id = ledger_id and c.address = a.address)
	) and moved_from is null then
		return;
	end if;
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if (select count(*) from public.contacts c where c.ledger_id = ledger_id and c.person_id = person_id) < 20 then
		insert into public.contacts (ledger_id, address, person_id)
		select ledger_id, a.address, person_id from unnest(addresses) a (address)
		on conflict do nothing;
	end if;
	delete from public.contacts c
	where c.ledger_id = ledger_id and c.person_id = person_id and c.address = moved_from and moved_from <> all (addresses);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.ledger_to_correct()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select a.ledger_id from public.agents a where a.id = private.requesting_agent('correct');
$function$
;

CREATE OR REPLACE FUNCTION private.list_members(ledger_id uuid)
 RETURNS TABLE(user_id uuid, email text, name text, role text, you boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
	perform private.require_role(list_members.ledger_id, array['owner', 'editor', 'viewer']);
	return query
	select m.user_id, u.email::text, m.name, m.role, m.user_id = auth.uid()
	from public.members m
	left join auth.users u on u.id = m.user_id
	where m.ledger_id = list_members.ledger_id
	order by m.created_at, u.email;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.live_cents(amount_cents bigint, installments integer, bill_month date, moves jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if moves is null then
		return amount_cents;
	end if;
	return (
		select coalesce(sum(private.installment_cents(amount_cents, installments, k)), 0)
		from generate_series(1, installments) k
		where private.bill_of_part(bill_month, moves, k) is not null
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.lock_as(ledger_id uuid, roles text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	-- Who is asked first, so that nobody else waits for the lock, or holds it.
	perform private.require_role(ledger_id, roles);
	perform from public.ledgers l where l.id = ledger_id for no key update;
	-- And again: whoever was removed while this waited would else leave with a token, an invitation or a code.
	perform private.require_role(ledger_id, roles);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.lock_my_ledgers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- Ledger locks come before row locks, and in one order: else an agent holding the ledger and a person holding a
	-- category could wait for each other. Which ledgers a statement will touch is not known yet: those it may touch.
	perform from public.ledgers l
	where auth.uid() is null or l.id in (select private.my_ledgers_to_edit())
	order by l.id
	for no key update;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.locked_revision(ledger_id uuid)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_revision bigint;
begin
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	select l.revision into v_revision from public.ledgers l where l.id = ledger_id;
	return v_revision;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.may_hear(topic text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select exists (
		select from public.members m
		where m.user_id = auth.uid() and private.topic(m.ledger_id) = may_hear.topic
	);
$function$
;

CREATE OR REPLACE FUNCTION private.member_name(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	-- The size first: nothing reads a text of megabytes.
	select case when octet_length(name) <= 2048 then nullif(left(private.kept_text(name), 60), '') end;
$function$
;

CREATE OR REPLACE FUNCTION private.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_from jsonb;
	v_names text[];
	v_has_cycles boolean;
	v_undo uuid;
begin
	if (from_id <> into_id) is not true then
		raise exception 'from_id and into_id must be two different ones' using errcode = '22023', column = 'into_id';
	end if;
	v_from := private.label_row(ledger_id, what, from_id);
	perform private.label_row(ledger_id, what, into_id);
	v_names := array[v_from ->> 'name'] || array(select jsonb_array_elements_text(v_from -> 'aliases'));
	v_undo := private.keep_label(ledger_id, what, from_id, into_id);

	-- What hangs on it goes along, where the other has none of its own.
	if what = 'category' then
		update public.budgets b set category_id = into_id
		where b.ledger_id = ledger_id and b.category_id = from_id
			and not exists (select from public.budgets o where o.ledger_id = ledger_id and o.category_id = into_id);
		update public.recurring r set category_id = into_id where r.ledger_id = ledger_id and r.category_id = from_id;
	elsif what = 'source' then
		v_has_cycles := exists (select from public.cycles o where o.ledger_id = ledger_id and o.source_id = into_id);
		if not v_has_cycles then
			insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select c.ledger_id, into_id, c.from_month, c.closing_day, c.due_day
			from public.cycles c
			where c.ledger_id = ledger_id and c.source_id = from_id;
			insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			select b.ledger_id, into_id, b.bill_month, b.closing_date
			from public.bill_closings b
			where b.ledger_id = ledger_id and b.source_id = from_id
			on conflict do nothing;
			update private.label_undos u set kept = u.kept || '{"lent_cycles": true}' where u.id = v_undo;
		end if;
		update public.recurring r set source_id = into_id where r.ledger_id = ledger_id and r.source_id = from_id;
	else
		update public.contacts c set person_id = into_id where c.ledger_id = ledger_id and c.person_id = from_id;
		update private.join_codes c set person_id = into_id where c.ledger_id = ledger_id and c.person_id = from_id;
	end if;
	-- Its names mean the other before it goes, so that each transaction changes once.
	update private.labels k set label_id = into_id where k.ledger_id = ledger_id and k.what = what and k.label_id = from_id;
	execute format('delete from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	using ledger_id, from_id;
	execute format('update public.%I t set aliases = t.aliases || $3 where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	using ledger_id, into_id, v_names;
	return jsonb_build_object('changed', private.locked_revision(ledger_id) - v_before, 'undo', v_undo);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.met_before(item public.inbox)
 RETURNS public.inbox
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_other public.inbox;
begin
	select i.* into v_other from public.inbox i
	where i.ledger_id = item.ledger_id and i.message_id = item.message_id and i.item = item.item;
	if not found then
		-- A message is one agent's: an item more would make "the last thing said" of the other's two.
		select i.* into v_other from public.inbox i
		where i.ledger_id = item.ledger_id and i.message_id = item.message_id
			and i.member_id is null and i.agent_id is distinct from item.agent_id
		limit 1;
		if found and item.agent_id is not null then
			perform private.refuse_anothers(item);
		end if;
		-- A later item of the message, and maybe what nobody could read of it: close_inbox takes that off the list.
		perform set_config('painel.kept', 'yes', true);
		return item;
	elsif v_other.agent_id is distinct from item.agent_id and v_other.member_id is null then
		perform private.refuse_anothers(item);
	end if;
	item.reason := 'repeated';
	return item;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.month_day(month date, day integer)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select least(month + (day - 1), (month + interval '1 month')::date - 1);
$function$
;

CREATE OR REPLACE FUNCTION private.month_of_text(month text)
 RETURNS date
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if month is null then
		return null;
	end if;
	if not private.is_month(month) then
		raise exception 'month must look like 2026-11, not "%"', left(month, 20)
			using errcode = '22023', hint = 'Give the month as YYYY-MM.';
	end if;
	return (month || '-01')::date;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.moved(transaction public.transactions, said public.inbox, whole public.inbox, timezone text, OUT moves jsonb, OUT reason text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_day date := (whole.occurred_at at time zone timezone)::date;
	v_today date := (said.sent_at at time zone timezone)::date;
	v_billing private.billing := private.billing_of(transaction.ledger_id, transaction.source_id);
begin
	if said.parts_to is not null and said.from_part is null then
		-- "Antecipei": all that is not billed yet.
		select min(k) into said.from_part
		from generate_series(1, transaction.installments::integer) k
		where private.bill_closing(v_billing, private.bill_of_part(transaction.bill_month, transaction.moves, k)) > v_today;
	end if;
	if said.parts_to = 'open' then
		said.parts_to := to_char(private.bill_month_of(transaction.ledger_id, transaction.source_id, v_today), 'YYYY-MM');
	end if;
	-- Of the moves there are, those stay that are of parts which are left as they were.
	select jsonb_agg(m.move order by m.place) into moves
	from jsonb_array_elements(transaction.moves) with ordinality m (move, place)
	where (m.move ->> 0)::integer < coalesce(said.from_part::integer, whole.installments::integer + 1);
	if num_nonnulls(said.from_part, said.parts_to) = 0 then
		return;
	elsif (
		num_nonnulls(said.from_part, said.parts_to) = 2
		and transaction.id is not null
		and whole.kind <> 'transfer'
		and said.from_part between 1 and whole.installments
		and not (said.from_part = 1 and said.parts_to = 'cancel')
	) is not true then
		reason := 'parts_out_of_range';
		return;
	elsif said.parts_to <> 'cancel' then
		reason := case
			when not private.is_month(said.parts_to) then 'bill_month_unreadable'
			when not private.month_of_text(said.parts_to) between
				(date_trunc('month', v_day) - interval '1 month')::date and (date_trunc('month', v_day) + interval '120 months')::date
				then 'bill_month_out_of_range'
		end;
	end if;
	-- Only what is not billed yet: a bill that closed has its parts.
	perform from generate_series(said.from_part::integer, transaction.installments::integer) k
	where private.bill_closing(v_billing, private.bill_of_part(transaction.bill_month, transaction.moves, k)) <= v_today;
	if found then
		reason := coalesce(reason, 'parts_out_of_range');
	end if;
	moves := coalesce(moves, '[]') || jsonb_build_array(
		jsonb_build_array(said.from_part, nullif(said.parts_to, 'cancel'))
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.my_invitations()
 RETURNS TABLE(id uuid, ledger text, invited_by text, role text, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select i.id, l.name, coalesce(m.name, u.email::text), i.role, i.created_at
	from public.invitations i
	join public.ledgers l on l.id = i.ledger_id
	left join auth.users u on u.id = i.invited_by
	left join public.members m on m.ledger_id = i.ledger_id and m.user_id = i.invited_by
	where i.email = private.confirmed_address()
	order by i.created_at, i.id;
$function$
;

CREATE OR REPLACE FUNCTION private.my_ledgers()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select ledger_id from public.members where user_id = auth.uid();
$function$
;

CREATE OR REPLACE FUNCTION private.my_ledgers_to_edit()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select ledger_id from public.members where user_id = auth.uid() and role in ('owner', 'editor');
$function$
;

CREATE OR REPLACE FUNCTION private.my_ledgers_to_own()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select ledger_id from public.members where user_id = auth.uid() and role = 'owner';
$function$
;

CREATE OR REPLACE FUNCTION private.my_monthly_totals()
 RETURNS TABLE(ledger_id uuid, bill_month date, kind text, category_id integer, source_id integer, amount_cents bigint, items bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
	return query
	with mine as (
		select
			l.id,
			exists (
				select from private.monthly_totals_kept k where k.ledger_id = l.id and k.revision = l.revision
			) as kept
		from public.ledgers l
		where l.id in (select private.my_ledgers())
	)
	select k.ledger_id, k.bill_month, k.kind, nullif(k.category_id, 0), nullif(k.source_id, 0), k.amount_cents, k.items
	from mine m
	join private.monthly_totals_kept k on k.ledger_id = m.id
	where m.kept
	union all
	-- A change since the last refresh: counted now, so that a total is never old.
	select b.ledger_id, b.bill_month, b.kind, b.category_id, b.source_id, sum(b.amount_cents)::bigint, count(*)
	from mine m
	join public.bill_items b on b.ledger_id = m.id
	where not m.kept
	group by 1, 2, 3, 4, 5;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.name_of(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_name text;
begin
	-- The size first: nothing reads a text of megabytes.
	if octet_length(value) <= 2048 then
		v_name := regexp_replace(private.cleaned(value), '\s+', ' ', 'g');
	end if;
	if coalesce(length(v_name), 0) not between 1 and 60 then
		raise exception 'name must have 1 to 60 characters' using errcode = '22023', column = 'name';
	end if;
	return v_name;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.named_items(change public.inbox)
 RETURNS public.inbox[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
	with named as (
		select n.item, n.is_own, n.place
		from public.agents a
		cross join lateral (
			select
				i.item,
				(i.item).sender_id is not distinct from change.sender_id as is_own,
				row_number() over (order by (i.item).sent_at desc, (i.item).received_at desc, (i.item).item desc) as place,
				coalesce(t.description, (i.item).description) as description,
				coalesce(t.voided, false) as voided
			from (
				select r as item
				from public.inbox r
				where r.agent_id = a.id and r.received_at >= change.sent_at - interval '400 days'
				order by r.received_at desc
				limit 20000
			) i
			left join public.transactions t on t.id = (i.item).transaction_id
			where (i.item).action in ('record', 'keep')
				and (i.item).message_id <> change.message_id
				and (i.item).sent_at <= change.sent_at
				and ((i.item).transaction_id is not null or (i.item).dismissed_at is null)
		) n
		where a.ledger_id = change.ledger_id
			and (a.id = change.agent_id or private.sees_all(change))
			and n.voided = (change.action = 'restore')
			-- Every word of the name, as the page's search has it.
			and not exists (
				select from regexp_split_to_table(private.normalise(change.target_text), '\s+') w (word)
				where w.word <> '' and strpos(private.normalise(n.description), w.word) = 0
			)
	)
	select array_agg(n.item order by n.place)
	from named n
	where n.is_own or not exists (select from named o where o.is_own);
$function$
;

CREATE OR REPLACE FUNCTION private.newest_item(change public.inbox)
 RETURNS public.inbox
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
	-- By the messages' own time, and nothing said after it. Nothing is received before it was sent, so the index finds what
	-- was said in the last 15 minutes.
	select n.said
	from public.agents a
	cross join lateral (
		select i as said, i.sent_at, i.received_at, i.revision, i.item
		from public.inbox i
		where i.agent_id = a.id
			and i.received_at >= change.sent_at - interval '15 minutes'
			and i.sent_at between change.sent_at - interval '15 minutes' and change.sent_at
			and i.sender_id is not distinct from change.sender_id
		order by i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
		limit 1
	) n
	where a.ledger_id = change.ledger_id and (a.id = change.agent_id or private.sees_all(change))
	order by n.sent_at desc, n.received_at desc, n.revision desc nulls first, n.item desc
	limit 1;
$function$
;

CREATE OR REPLACE FUNCTION private.normalise(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_plain text;
begin
	if value ~ '^[!-~]+( [!-~]+)*$' then
		return lower(value collate "C");
	end if;
	-- The accents of Portuguese and its neighbours, without decomposing the text.
	v_plain := translate(
		value, 'áàâãäåéèêëíìîïóòôõöúùûüçñýÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝ', 'aaaaaaeeeeiiiiooooouuuucnyaaaaaaeeeeiiiiooooouuuucny'
	);
	if v_plain ~ '^[!-~]+( [!-~]+)*$' then
		return lower(v_plain collate "C");
	end if;
	return private.trimmed(
		regexp_replace(
			regexp_replace(
				normalize(lower(value collate pg_catalog.pg_c_utf8), nfd),
				'[\u0300-\u036f\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]+', '', 'g'
			),
			'[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'
		)
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.note_replies(message_id text, reply_ids text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_taken text;
begin
	if (length(message_id) between 1 and 512) is not true then
		raise exception 'message_id must have 1 to 512 characters' using errcode = '22023', column = 'message_id';
	elsif (cardinality(reply_ids) between 1 and 20) is not true or exists (
		select from unnest(reply_ids) r (id) where (length(r.id) between 1 and 512) is not true
	) then
		raise exception 'reply_ids must be 1 to 20 ids of 1 to 512 characters' using errcode = '22023', column = 'reply_ids';
	end if;
	insert into private.replies as r (agent_id, reply_id, message_id)
	select distinct v_agent, n.id, message_id from unnest(reply_ids) n (id)
	on conflict on constraint replies_pkey do nothing;
	select r.reply_id into v_taken
	from private.replies r
	where r.agent_id = v_agent and r.reply_id = any (reply_ids) and r.message_id <> message_id
	limit 1;
	if v_taken is not null then
		raise exception '"%" is a reply to another message', left(v_taken, 80) using errcode = '22023', column = 'reply_ids';
	end if;
	if exists (select from private.undelivered u where u.agent_id = v_agent and u.message_id = message_id) then
		-- One was sent after all. The ledger first, as everywhere, so that two never wait for each other.
		perform from public.ledgers l where l.id = v_ledger for no key update;
		delete from private.undelivered u where u.agent_id = v_agent and u.message_id = message_id;
		perform private.tell_inbox(v_ledger);
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.open_correction()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- Set by private.correct, which holds the ledger's lock.
	perform private.require_role(current_setting('painel.ledger')::uuid, array['owner', 'editor']);
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.open_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
	v_hash bytea := private.request_token_hash();
	v_agent uuid;
	v_ledger uuid;
	v_revision bigint;
	v_records boolean;
	v_set text;
begin
	if v_hash is null then
		raise exception 'only agents write to the inbox: the request has no agent token'
			using
				errcode = '42501',
				hint = 'Send the header x-agent-token with the token of an agent of the ledger. Owners create agents under Ajustes > Agentes.';
	end if;
	-- The ledger first, always: every writer takes this one lock before any other, so none can wait in a circle.
	select a.id, l.id, l.revision, 'record' = any (a.abilities) into v_agent, v_ledger, v_revision, v_records
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	where t.token_hash = v_hash and t.expires_at > now() and a.revoked_at is null
	for no key update of l;
	if not found then
		perform private.refuse_token();
	elsif not v_records then
		perform private.require_agent('record');
	end if;
	-- Assigned, not performed: an expression as simple as these needs no executor.
	v_set := set_config('painel.agent', v_agent::text, true);
	v_set := set_config('painel.ledger', v_ledger::text, true);
	v_set := set_config('painel.revision', v_revision::text, true);
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.part_from_members()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid;
	v_epoch bigint;
begin
	for v_ledger in
		select distinct g.ledger_id
		from gone g
		where not exists (select from public.members m where m.ledger_id = g.ledger_id and m.user_id = g.user_id)
		order by g.ledger_id
	loop
		select l.epoch + 1 into v_epoch from public.ledgers l where l.id = v_ledger for no key update;
		if found then
			-- Told while the topic is still the one that everybody hears, by its number only.
			perform private.broadcast(v_ledger, 'epoch', jsonb_build_object('epoch', v_epoch));
			update public.ledgers l set epoch = v_epoch where l.id = v_ledger;
		end if;
	end loop;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.preview_cycle(ledger_id uuid, source_id integer, from_month text, closing_day integer, due_day integer)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_from date;
	v_now private.billing;
	v_then private.billing;
	v_timezone text;
	v_first date;
	v_moves bigint;
	v_left_out text[];
begin
	perform private.require_role(ledger_id, array['owner', 'editor']);
	v_from := coalesce(private.month_of_text(from_month), '-infinity'::date);
	if (closing_day between 1 and 31) is false or (due_day between 1 and 31) is false or (due_day is not null and closing_day is null) then
		raise exception 'closing_day and due_day must be days of a month, or both null' using errcode = '22023', column = 'closing_day';
	end if;
	v_now := private.billing_of(ledger_id, source_id);
	v_then := v_now;
	-- The versions as they would stand, in order; one from the same bill is replaced.
	select
		array_agg(v.from_month order by v.from_month),
		array_agg(v.closing_day order by v.from_month),
		array_agg(v.due_day order by v.from_month)
	into v_then.from_months, v_then.closing_days, v_then.due_days
	from (
		select f, c, d from unnest(v_now.from_months, v_now.closing_days, v_now.due_days) n (f, c, d) where n.f <> v_from
		union all
		select v_from, closing_day::smallint, due_day::smallint
	) v (from_month, closing_day, due_day);

	select l.timezone into v_timezone from public.ledgers l where l.id = ledger_id;
	select sum(d.purchases) into v_moves
	from (
		select (t.occurred_at at time zone v_timezone)::date as day, count(*) as purchases
		from public.transactions t
		where t.ledger_id = ledger_id and t.source_id = source_id and not t.voided and not t.bill_given
		group by 1
	) d
	where private.bill_on(v_now, d.day) <> private.bill_on(v_then, d.day);
	-- Around the change, a bill may be left between two closings with no day of its own: that of the day before its closing.
	v_first := (case when v_from = '-infinity' then date_trunc('month', now() at time zone v_timezone) else v_from end - interval '2 months')::date;
	select coalesce(array_agg(to_char(b.bill, 'YYYY-MM') order by b.bill), '{}') into v_left_out
	from (select (v_first + make_interval(months => k))::date as bill from generate_series(0, 5) k) b
	where private.bill_on(v_then, private.bill_closing(v_then, b.bill) - 1) <> b.bill;
	return json_build_object('moves', coalesce(v_moves, 0), 'bills_without_days', to_json(v_left_out));
end;
$function$
;

CREATE OR REPLACE FUNCTION private.put_transaction(id uuid, content public.inbox, timezone text, changes boolean, refund_of uuid DEFAULT NULL::uuid, moves jsonb DEFAULT NULL::jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_category integer;
	v_source integer;
	v_person integer;
	v_to_source integer;
	v_to_source_text text;
	v_given date := private.month_of_text(nullif(content.bill_month, ''));
	v_pays date;
	v_day date := (content.occurred_at at time zone timezone)::date;
	v_closing_day integer;
	v_due_day integer;
	v_changes boolean;
	v_month date;
	v_bill date;
	v_months date[];
	v_first date;
	v_last date;
begin
	select l.label_id into v_category
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'category' and l.key = private.normalise(private.kept_text(content.category));
	select l.label_id into v_person
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'person' and l.key = private.normalise(private.kept_text(content.person));
	-- With the cycle of a card, where one holds for all of its bills.
	select l.label_id, c.closing_day, c.due_day, c.changes into v_source, v_closing_day, v_due_day, v_changes
	from private.labels l
	cross join lateral (
		select
			min(c.closing_day) as closing_day,
			min(c.due_day) as due_day,
			count(c.from_month) > 0 or count(*) > 1 or (
				count(*) > 0 and exists (
					select from public.bill_closings b where b.ledger_id = l.ledger_id and b.source_id = l.label_id
				)
			) as changes
		from public.cycles c
		where c.ledger_id = l.ledger_id and c.source_id = l.label_id
	) c
	where l.ledger_id = content.ledger_id and l.what = 'source' and l.key = private.normalise(private.kept_text(content.source));
	if content.kind = 'transfer' then
		v_to_source_text := private.kept_text(content.to_source);
		v_to_source := private.label_of(content.ledger_id, 'source', v_to_source_text);
		v_pays := v_given;
		v_given := null;
	end if;
	v_month := date_trunc('month', v_day)::date;
	v_bill := v_given;
	if v_bill is null then
		v_bill := case
			when v_changes then private.bill_month_of(content.ledger_id, v_source, v_day)
			when v_closing_day is null then v_month
			else private.bill_month(v_day, v_closing_day, v_due_day)
		end;
		if content.part > 1 then
			v_bill := (v_bill + make_interval(months => content.part - 1))::date;
		end if;
	end if;
	if content.installments = 1 and moves is null then
		v_first := least(v_bill, v_month);
		v_last := greatest(v_bill, v_month);
	else
		v_months := private.touched_months(v_bill, content.installments, moves, v_day);
		v_first := v_months[1];
		v_last := v_months[2];
	end if;

	if changes then
		update public.transactions t
		set
			revision = content.revision,
			kind = content.kind,
			amount_cents = content.amount_cents,
			installments = content.installments,
			part = content.part,
			parts = content.parts,
			bill_month = v_bill,
			bill_given = v_given is not null,
			first_month = v_first,
			last_month = v_last,
			occurred_at = content.occurred_at,
			description = private.cleaned(content.description),
			category_id = v_category,
			category_text = private.kept_text(content.category),
			source_id = v_source,
			source_text = private.kept_text(content.source),
			person_id = v_person,
			person_text = private.kept_text(content.person),
			to_source_id = v_to_source,
			to_source_text = v_to_source_text,
			pays_month = v_pays,
			moves = put_transaction.moves,
			refund_of = put_transaction.refund_of,
			voided = false,
			updated_at = now()
		where t.id = id
			-- Said again as it is already, nothing changes, and no number is taken.
			and (
				t.kind, t.amount_cents, t.installments, t.part, t.parts, t.bill_month, t.bill_given, t.occurred_at, t.description,
				t.category_text, t.source_text, t.person_text, t.to_source_text, t.pays_month, t.moves, t.refund_of, t.voided
			) is distinct from (
				content.kind, content.amount_cents, content.installments::smallint, content.part::smallint,
				content.parts::smallint, v_bill, v_given is not null, content.occurred_at::timestamptz,
				private.cleaned(content.description), private.kept_text(content.category), private.kept_text(content.source),
				private.kept_text(content.person), v_to_source_text, v_pays, put_transaction.moves, put_transaction.refund_of, false
			);
		if not found then
			return false;
		end if;
	else
		insert into public.transactions (
			id, ledger_id, revision, kind, amount_cents, installments, part, parts, bill_month, bill_given, first_month, last_month,
			occurred_at, description, category_id, category_text, source_id, source_text, person_id, person_text,
			to_source_id, to_source_text, pays_month, refund_of, message_id, item, agent_id
		)
		values (
			id,
			content.ledger_id,
			content.revision,
			content.kind,
			content.amount_cents,
			content.installments,
			content.part,
			content.parts,
			v_bill,
			v_given is not null,
			v_first,
			v_last,
			content.occurred_at,
			private.cleaned(content.description),
			v_category,
			private.kept_text(content.category),
			v_source,
			private.kept_text(content.source),
			v_person,
			private.kept_text(content.person),
			v_to_source,
			v_to_source_text,
			v_pays,
			refund_of,
			content.message_id,
			content.item,
			content.agent_id
		);
	end if;
	update public.ledgers l set revision = content.revision where l.id = content.ledger_id;
	return true;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.quiet_agents(ledger_id uuid)
 RETURNS TABLE(agent_id uuid, name text, last_on date, usual_days integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select a.id, a.name, d.days[1], private.usual_gap(d.days)
	from public.agents a
	join public.ledgers l on l.id = a.ledger_id
	cross join lateral (select private.writing_days(a.id, l.timezone) as days) d
	where a.ledger_id = quiet_agents.ledger_id
		and a.revoked_at is null
		-- Files are imported when somebody likes.
		and not a.imports
		and private.has_gone_quiet(d.days, (now() at time zone l.timezone)::date)
	order by d.days[1] desc, a.name;
$function$
;

CREATE OR REPLACE FUNCTION private.quiet_agents_for_page(ledger_id uuid)
 RETURNS TABLE(agent_id uuid, name text, last_on date, usual_days integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select q.*
	from private.my_ledgers() m (id)
	cross join lateral private.quiet_agents(m.id) q
	where m.id = quiet_agents_for_page.ledger_id;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_completes_item(p_value json)
 RETURNS private.inbox_completes_item
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('completes_item', 'a whole number, 0 to 32767', 'Send the item number of the refused correction.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_from_part(p_value json)
 RETURNS private.inbox_from_part
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('from_part', 'a whole number, 1 to 120', 'Send the first part to bring forward or cancel, with parts_to.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_installments(p_value json)
 RETURNS private.inbox_installments
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'integer') then
		perform private.refuse_value('installments', 'a whole number, 1 to 120', 'Send the number of parts, or leave it out for one.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_item(p_value json)
 RETURNS private.inbox_item
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('item', 'a whole number, 0 to 32767', 'Number the purchases of one message from 0.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_occurred_at(p_value json)
 RETURNS private.inbox_occurred_at
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	-- PostgreSQL reads 05/11/2026 month first, and takes "tomorrow" for an instant. Of for ever, the rules say that it is out of range.
	if length(v_text) > 64 or v_text !~ '^(\d{4}-\d\d-\d\d([T ].*)?|-?infinity)$' or not pg_input_is_valid(v_text, 'timestamp with time zone') then
		perform private.refuse_value('occurred_at', 'an instant in ISO 8601', 'Send it as 2026-11-23T14:32:00-03:00, or leave it out for now.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_part(p_value json)
 RETURNS private.inbox_part
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('part', 'a whole number, 1 to 120', 'Send which part of its purchase this is, with parts; leave both out for a whole purchase.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_parts(p_value json)
 RETURNS private.inbox_parts
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('parts', 'a whole number, 1 to 120', 'Send how many parts the purchase has, with part; leave both out for a whole purchase.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_sent_at(p_value json)
 RETURNS private.inbox_sent_at
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if length(v_text) > 64 or v_text !~ '^\d{4}-\d\d-\d\d([T ].*)?$' or not pg_input_is_valid(v_text, 'timestamp with time zone') then
		perform private.refuse_value('sent_at', 'an instant in ISO 8601', 'Send it as 2026-11-23T14:32:00-03:00, or leave it out for now.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.read_inbox_target_item(p_value json)
 RETURNS private.inbox_target_item
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('target_item', 'a whole number, 0 to 32767', 'Send the item number of the purchase to change.');
	end if;
	return v_text;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.reason_detail(reason text, item public.inbox)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select case reason
		when 'unknown_action' then format('action "%s" is none of record, amend, void, restore, keep', left(item.action, 40))
		when 'not_understood' then 'nobody could read it'
		when 'unknown_kind' then format('kind "%s" is none of expense, income, refund, transfer', left(item.kind, 40))
		when 'description_missing' then 'description is empty'
		when 'description_too_long' then format(
			'description has %s characters, at most 280 are allowed',
			case when length(item.description) >= 2048 then 'over 2,000' else length(private.cleaned(item.description))::text end
		)
		when 'amount_missing' then 'amount is missing'
		when 'amount_unreadable' then format('amount %s cannot be read; write it as 52.90, "52,90" or "1.234,56"', left(item.amount::text, 60))
		when 'amount_not_positive' then format('amount %s is not more than zero', left(item.amount::text, 60))
		when 'amount_too_large' then format('amount %s is more than 999.999.999,99', left(item.amount::text, 60))
		when 'occurred_at_out_of_range' then format('occurred_at %s is over 1 day ahead or over 10 years back', item.occurred_at)
		when 'installments_out_of_range' then format(
			'installments %s is not %s', item.installments, case when item.kind = 'transfer' then '1, as of every transfer' else 'between 1 and 120' end
		)
		when 'parts_out_of_range' then case
			when num_nonnulls(item.from_part, item.parts_to) > 0 then
				'parts_to is of an amend, and of parts that are not billed yet (from from_part on); the first one is not cancelled but voided'
			else 'part and parts go together, part is 1 to parts, parts at most 120, installments 1'
		end
		when 'bill_month_unreadable' then format('bill month "%s" is not written as 2026-11', left(coalesce(item.parts_to, item.bill_month), 40))
		when 'bill_month_out_of_range' then format('bill month %s is too far from its day', coalesce(item.parts_to, item.bill_month))
		when 'to_source_unexpected' then 'to_source is of a transfer only'
		when 'same_place' then 'source and to_source are the same place'
	end;
$function$
;

CREATE OR REPLACE FUNCTION private.recorded_transactions(ids uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid := private.require_agent('record');
begin
	if cardinality(ids) > 1000 then
		raise exception 'ids may be at most 1,000' using errcode = '22023', column = 'ids';
	end if;
	return array(
		select t.id from public.transactions t where t.ledger_id = v_ledger and t.id = any (ids)
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.recurring_in(ledger_id uuid, month date, today date)
 RETURNS TABLE(recurring_id uuid, due date, transaction_id uuid, late boolean, dearer boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select
		r.id,
		d.due,
		a.id,
		d.due is not null and a.id is null and today > d.due,
		coalesce(a.amount_cents * 100 > r.amount_cents * 112, false)
	from public.recurring r
	join public.ledgers l on l.id = r.ledger_id
	cross join lateral (
		select case when m.day <= coalesce(r.until, 'infinity') then m.day end as due
		from (select private.month_day(recurring_in.month, r.day) as day) m
	) d
	left join lateral (
		-- The nearest to its day: within 10 days of it, of that kind, with its name or with its labels and about its amount.
		select t.id, t.amount_cents
		from public.transactions t
		cross join lateral (select (t.occurred_at at time zone l.timezone)::date as day) o
		where t.ledger_id = r.ledger_id
			and not t.voided
			and t.kind = r.kind
			and t.occurred_at between (d.due - 12)::timestamptz and (d.due + 13)::timestamptz
			and abs(o.day - d.due) <= 10
			and (
				private.normalise(t.description) = private.normalise(r.name)
				or (
					t.source_id = r.source_id
					and t.category_id = r.category_id
					and abs(t.amount_cents - r.amount_cents) * 100 <= r.amount_cents * 30
				)
			)
		order by abs(o.day - d.due), o.day, t.occurred_at, t.id
		limit 1
	) a on true
	where r.ledger_id = recurring_in.ledger_id;
$function$
;

CREATE OR REPLACE FUNCTION private.refile(ledger_id uuid, what text, label_id integer, keys text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_nestloop TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_revision bigint;
	v_timezone text;
	v_count integer;
begin
	select l.revision, l.timezone into v_revision, v_timezone
	from public.ledgers l
	where l.id = ledger_id
	for no key update;
	-- Labels that go with their ledger: its purchases are about to be erased.
	if not found then
		return 0;
	end if;

	with named as materialized (
		select
			t.id,
			t.revision,
			(t.category_id, t.source_id, t.person_id, t.to_source_id, t.bill_month, t.first_month, t.last_month) as before,
			t.installments,
			t.part,
			t.moves,
			case when t.bill_given then t.bill_month end as given,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
			o.label_id as to_source_id,
			(t.occurred_at at time zone v_timezone)::date as day
		from public.transactions t
		left join private.labels c
			on c.ledger_id = t.ledger_id and c.what = 'category' and c.key = private.normalise(t.category_text)
		left join private.labels s
			on s.ledger_id = t.ledger_id and s.what = 'source' and s.key = private.normalise(t.source_text)
		left join private.labels p
			on p.ledger_id = t.ledger_id and p.what = 'person' and p.key = private.normalise(t.person_text)
		left join private.labels o
			on o.ledger_id = t.ledger_id and o.what = 'source' and o.key = private.normalise(t.to_source_text)
		where t.ledger_id = ledger_id
			and case what
				when 'category' then t.category_id = label_id or private.normalise(t.category_text) = any (keys)
				when 'source' then t.source_id = label_id or private.normalise(t.source_text) = any (keys)
					or t.to_source_id = label_id or private.normalise(t.to_source_text) = any (keys)
				when 'person' then t.person_id = label_id or private.normalise(t.person_text) = any (keys)
				else true
			end
	),
	-- A household of 100,000 purchases has a few thousand days: the bill is looked for once a day and source.
	days as materialized (
		select d.source_id, d.day, private.bill_month_of(ledger_id, d.source_id, d.day) as bill_month
		from (
			select distinct n.source_id, n.day
			from named n
			where n.source_id in (select c.source_id from public.cycles c where c.ledger_id = ledger_id)
		) d
	),
	filed as (
		select n.*, b.bill_month, m.months[1] as first_month, m.months[2] as last_month
		from named n
		left join days d on d.source_id = n.source_id and d.day = n.day
		cross join lateral (
			select coalesce(n.given, case
				when n.part > 1 then (
					coalesce(d.bill_month, date_trunc('month', n.day)::date) + make_interval(months => n.part - 1)
				)::date
				else coalesce(d.bill_month, date_trunc('month', n.day)::date)
			end) as bill_month
		) b
		cross join lateral (
			select private.touched_months(b.bill_month, n.installments::integer, n.moves, n.day) as months
			offset 0
		) m
	),
	changed as (
		select f.*, row_number() over (order by f.revision) as place
		from filed f
		where f.before is distinct from (
			f.category_id, f.source_id, f.person_id, f.to_source_id, f.bill_month, f.first_month, f.last_month
		)
	)
	update public.transactions t
	set
		revision = v_revision + n.place,
		category_id = n.category_id,
		source_id = n.source_id,
		person_id = n.person_id,
		to_source_id = n.to_source_id,
		bill_month = n.bill_month,
		first_month = n.first_month,
		last_month = n.last_month,
		updated_at = now()
	from changed n
	where t.ledger_id = ledger_id and t.id = n.id;

	get diagnostics v_count = row_count;
	if v_count > 0 then
		update public.ledgers l set revision = v_revision + v_count where l.id = ledger_id;
	end if;
	return v_count;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refresh_monthly_totals()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- Concurrently: readers are never locked out.
	refresh materialized view concurrently private.monthly_totals_kept;
	delete from private.label_undos u where u.made_at < now() - interval '10 minutes';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refunded(refund public.inbox, message_id text, item integer, OUT purchase public.transactions, OUT reason text, OUT detail text, OUT candidates jsonb)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_items public.inbox[];
	v_named public.transactions[];
begin
	if message_id is null then
		-- "Estornaram 98 da amazon": the one purchase of that name, or the one of several that is large enough. Else it stands alone.
		select array_agg(t) into v_named
		from unnest(private.named_items(refund)) n
		join public.transactions t on t.id = n.transaction_id and t.kind = 'expense';
		if cardinality(v_named) > 1 then
			v_named := array(select t from unnest(v_named) t where t.amount_cents >= private.amount_cents(refund.amount));
		end if;
		if cardinality(v_named) = 1 then
			purchase := v_named[1];
		end if;
		return;
	end if;
	v_items := private.items_of(refund, message_id, item);
	if cardinality(v_items) > 1 then
		reason := 'target_ambiguous';
		detail := format('message "%s" has several items: name one by target_item', left(message_id, 80));
		candidates := private.candidates(refund, v_items[1].message_id);
		return;
	end if;
	select t.* into purchase
	from public.transactions t
	where t.id = v_items[1].transaction_id and t.kind = 'expense' and not t.voided;
	if purchase.id is null then
		reason := 'target_not_found';
		detail := format('no purchase by item %s of message "%s" in this ledger', coalesce(item, 0), left(message_id, 80));
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_anothers(item public.inbox)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception 'message_id "%" was sent by another agent of this ledger', left(item.message_id, 80)
		using errcode = 'PT409', detail = 'taken_by_another', hint = 'Each door makes its message ids unique.';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_numbers()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception 'the revisions of this statement do not follow the ledger''s counter'
		using errcode = '42501', hint = 'Do not set painel.* settings inside the statement that inserts.';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_shape(item public.inbox)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if item.item < 0 then
		raise exception 'item must be 0 or more'
			using errcode = '22023', column = 'item', hint = 'Number the purchases of one message from 0.';
	elsif length(item.message_id) between 1 and 512 and length(item.completes_message_id) > 512 then
		raise exception 'completes_message_id must have at most 512 characters'
			using errcode = '22023', column = 'completes_message_id', hint = 'Send the message_id of the refused correction.';
	elsif length(item.message_id) between 1 and 512 then
		raise exception 'target_message_id must have at most 512 characters'
			using errcode = '22023', column = 'target_message_id', hint = 'Send the message_id of the item to change.';
	end if;
	raise exception 'message_id must have 1 to 512 characters'
		using errcode = '22023', column = 'message_id', hint = 'Send the WhatsApp message id (wamid…).';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_token()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception 'this agent token is not valid: unknown or revoked'
		using errcode = '42501', hint = 'Ask an owner of the ledger for a new token (Ajustes > Agentes).';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_value(p_column text, p_wanted text, p_hint text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception '% must be %', p_column, p_wanted using errcode = '22023', column = p_column, hint = p_hint;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_write()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception '% on %.% is refused: only agents write, through the inbox',
		lower(tg_op), tg_table_schema, tg_table_name
		using
			errcode = '42501',
			hint = 'To correct or undo a purchase, have the agent post an item with action "amend" or "void" to the inbox. '
				'To remove everything, an owner deletes the ledger with delete_ledger().';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.rejection(whole public.inbox, said public.inbox, timezone text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_length integer := coalesce(length(private.cleaned(whole.description)), 0);
	v_month date := date_trunc('month', whole.occurred_at at time zone timezone)::date;
begin
	return case
		when whole.kind not in ('expense', 'income', 'refund', 'transfer') then 'unknown_kind'
		when v_length = 0 then 'description_missing'
		when v_length > 280 then 'description_too_long'
		when whole.amount_cents < 0 then private.amount_reason(whole.amount_cents)
		-- What was recorded long ago may still be corrected: only what is said now is judged, here and of bills below.
		when said.occurred_at > now() + interval '1 day' or said.occurred_at < now() - interval '10 years'
			then 'occurred_at_out_of_range'
		when whole.installments not between 1 and 120 or (whole.kind = 'transfer' and whole.installments <> 1)
			then 'installments_out_of_range'
		when num_nonnulls(whole.part, whole.parts) = 1
			or whole.part not between 1 and whole.parts
			or whole.parts > 120
			or (whole.part is not null and (whole.installments <> 1 or whole.kind = 'transfer'))
			or (whole.action = 'record' and num_nonnulls(said.from_part, said.parts_to) > 0)
			then 'parts_out_of_range'
		when said.bill_month <> '' and not private.is_month(said.bill_month) then 'bill_month_unreadable'
		when said.bill_month <> '' and not private.month_of_text(said.bill_month) between
			(v_month - make_interval(months => case when whole.kind = 'transfer' then 24 else 1 end))::date
			and (v_month + interval '120 months')::date
			then 'bill_month_out_of_range'
		when whole.kind <> 'transfer' and private.kept_text(whole.to_source) is not null then 'to_source_unexpected'
		when whole.kind = 'transfer' and private.same_place(whole.ledger_id, whole.source, whole.to_source) then 'same_place'
	end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.reminders_due(ledger_id uuid, basis text, today date)
 RETURNS TABLE(kind text, subject text, period text, facts jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	-- 80 % or 100 % of a budget, whichever it has come to.
	select 'budget', coalesce(b.id::text, 'all'), to_char(today, 'YYYY-MM') || case when b.spent >= b.amount then ':100' else ':80' end,
		jsonb_build_object('category', b.name, 'amount_cents', b.amount, 'spent_cents', b.spent)
	from (
		select c.id, c.name, v.amount_cents as amount, (private.totals_between(
			v.ledger_id, basis, date_trunc('month', today)::date, date_trunc('month', today)::date, v.category_id, null, null, null, null
		) ->> 'spending_cents')::bigint as spent
		from (
			select distinct on (b.category_id) b.*
			from public.budgets b
			where b.ledger_id = reminders_due.ledger_id and b.month <= today
			order by b.category_id, b.month desc
		) v
		left join public.categories c on c.ledger_id = v.ledger_id and c.id = v.category_id
		where v.amount_cents > 0
	) b
	where b.spent * 100 >= b.amount * 80
		-- What a file brought is nobody's news: the next purchase that somebody tells of is.
		and not private.imported_last(ledger_id, b.id, date_trunc('month', today)::date)
	union all
	select
		case when b.state = 'open' then 'closing' else 'due' end, b.source_id::text, to_char(b.bill_month, 'YYYY-MM'),
		jsonb_build_object(
			'source', s.name, 'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closes', b.closes, 'due', b.due,
			'amount_cents', b.amount_cents, 'left_cents', b.left_cents
		)
	from private.card_bills(ledger_id, today) b
	join public.sources s on s.ledger_id = reminders_due.ledger_id and s.id = b.source_id
	where b.left_cents > 0
		-- As with budgets: a bill that a file brought is nobody's news.
		and not private.imported_last(ledger_id, null, b.bill_month, b.source_id)
		and case when b.state = 'open' then b.closes - today between 1 and 2 else b.due - today between 0 and 2 end
	union all
	select 'late', r.recurring_id::text, to_char(today, 'YYYY-MM'), jsonb_build_object('name', n.name, 'amount_cents', n.amount_cents, 'due', r.due)
	from private.recurring_in(ledger_id, date_trunc('month', today)::date, today) r
	join public.recurring n on n.id = r.recurring_id
	where r.late
	union all
	select 'summary', 'week', today::text, jsonb_build_object('month', to_char(today, 'YYYY-MM')) || (private.totals_between(
		ledger_id, basis, date_trunc('month', today)::date, date_trunc('month', today)::date, null, null, null, null, null
	) - 'sources')
	where extract(dow from today) = 0;
$function$
;

CREATE OR REPLACE FUNCTION private.remove_member(ledger_id uuid, user_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	perform private.lock_as(
		ledger_id,
		case when user_id = auth.uid() then array['owner', 'editor', 'viewer'] else array['owner'] end
	);
	perform private.keep_an_owner(ledger_id, user_id);
	delete from public.members m where m.ledger_id = ledger_id and m.user_id = user_id;
	if not found then
		raise exception 'no such member' using errcode = 'PT404';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.rename_member(ledger_id uuid, name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	perform private.lock_as(ledger_id, array['owner', 'editor', 'viewer']);
	update public.members m set name = private.member_name(name) where m.ledger_id = ledger_id and m.user_id = auth.uid();
end;
$function$
;

CREATE OR REPLACE FUNCTION private.repeats_of(transaction public.transactions, timezone text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select jsonb_agg(r.said order by r.occurred_at desc, r.id)
	from (
		select
			private.said_of(t, timezone) || jsonb_build_object('transaction_id', t.id, 'message_id', t.message_id, 'item', t.item) as said,
			t.occurred_at,
			t.id
		from public.inbox told
		join public.transactions t on t.ledger_id = transaction.ledger_id
		join public.inbox i on i.id = t.id
		where told.id = transaction.id
			and not transaction.voided
			and not exists (select from private.kept_repeats k where k.transaction_id = transaction.id)
			-- Their days are at most two apart: the index leaves out all that ended before.
			and t.last_month >= (date_trunc('month', transaction.occurred_at at time zone timezone - interval '2 days'))::date
			and t.id <> transaction.id
			and not t.voided
			-- The earlier one by its arrival: a later correction of it makes it no repeat.
			and t.created_at < transaction.created_at
			and t.kind = transaction.kind
			and t.amount_cents = transaction.amount_cents
			and t.source_id is not distinct from transaction.source_id
			and (t.source_id is not null or private.normalise(t.source_text) is not distinct from private.normalise(transaction.source_text))
			and t.occurred_at between transaction.occurred_at - interval '2 days' and transaction.occurred_at + interval '2 days'
			-- Told by somebody else, or through another door. The same person buys two coffees.
			and (i.sender_id is distinct from told.sender_id or i.payload ->> 'via' is distinct from told.payload ->> 'via')
		order by t.occurred_at desc, t.id
		limit 3
	) r;
$function$
;

CREATE OR REPLACE FUNCTION private.request_token_hash()
 RETURNS bytea
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	return sha256(convert_to(
		nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-agent-token', ''), 'UTF8'
	));
end;
$function$
;

CREATE OR REPLACE FUNCTION private.requesting_agent(ability text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_hash bytea := private.request_token_hash();
begin
	if v_hash is null then
		return null;
	end if;
	return (
		select a.id
		from private.agent_tokens t
		join public.agents a on a.id = t.agent_id
		where t.token_hash = v_hash and t.expires_at > now() and a.revoked_at is null and ability = any (a.abilities)
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.requesting_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
$function$
;

CREATE OR REPLACE FUNCTION private.require_agent(ability text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid;
	v_abilities text[];
begin
	select a.ledger_id, a.abilities into v_ledger, v_abilities
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	where t.token_hash = private.request_token_hash() and t.expires_at > now() and a.revoked_at is null;
	if v_ledger is null then
		raise exception 'this agent token is missing, unknown or revoked'
			using errcode = '42501', hint = 'Send the header x-agent-token with the token of an agent of the ledger.';
	end if;
	if ability <> all (v_abilities) then
		raise exception 'this agent has not the ability to %', ability
			using errcode = '42501', hint = 'An owner of the ledger makes an agent that has it, with create_agent.';
	end if;
	return v_ledger;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.require_role(ledger_id uuid, roles text[])
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_role text;
begin
	select m.role into v_role
	from public.members m
	where m.ledger_id = require_role.ledger_id and m.user_id = auth.uid();
	-- A stranger learns nothing, not even that the ledger exists.
	if v_role is null then
		raise exception 'no such ledger, or you are not a member of it'
			using errcode = 'PT404', hint = 'Check the ledger''s id, and that you are signed in with the right account.';
	end if;
	if v_role <> all (roles) then
		raise exception 'as % of this ledger you may not do that', v_role
			using errcode = '42501', hint = 'Ask an owner of the ledger.';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.restore_hangers(ledger_id uuid, what text, kept jsonb, into_id integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_id integer := (kept -> 'label' ->> 'id')::integer;
begin
	if what = 'category' then
		-- Those that went along come back; the others went with it.
		update public.budgets b set category_id = v_id
		from jsonb_populate_recordset(null::public.budgets, kept -> 'budgets') k
		where b.id = k.id and b.ledger_id = ledger_id and b.category_id = into_id;
		insert into public.budgets
		select k.* from jsonb_populate_recordset(null::public.budgets, kept -> 'budgets') k
		on conflict do nothing;
		update public.recurring r set category_id = v_id
		where r.ledger_id = ledger_id and r.id::text in (select jsonb_array_elements_text(kept -> 'recurring'))
			and r.category_id is not distinct from into_id;
	elsif what = 'source' then
		if kept ? 'lent_cycles' then
			delete from public.cycles c
			using jsonb_populate_recordset(null::public.cycles, kept -> 'cycles') k
			where c.ledger_id = ledger_id and c.source_id = into_id and c.from_month is not distinct from k.from_month;
			delete from public.bill_closings b
			using jsonb_populate_recordset(null::public.bill_closings, kept -> 'bill_closings') k
			where b.ledger_id = ledger_id and b.source_id = into_id and b.bill_month = k.bill_month;
		end if;
		insert into public.cycles select k.* from jsonb_populate_recordset(null::public.cycles, kept -> 'cycles') k;
		insert into public.bill_closings
		select k.* from jsonb_populate_recordset(null::public.bill_closings, kept -> 'bill_closings') k;
		update public.recurring r set source_id = v_id
		where r.ledger_id = ledger_id and r.id::text in (select jsonb_array_elements_text(kept -> 'recurring'))
			and r.source_id is not distinct from into_id;
	else
		update public.contacts c set person_id = v_id
		from jsonb_populate_recordset(null::public.contacts, kept -> 'contacts') k
		where c.ledger_id = ledger_id and c.address = k.address and c.person_id = into_id;
		insert into public.contacts
		select k.* from jsonb_populate_recordset(null::public.contacts, kept -> 'contacts') k
		on conflict do nothing;
		update private.join_codes c set person_id = v_id
		from jsonb_populate_recordset(null::private.join_codes, kept -> 'join_codes') k
		where c.code_hash = k.code_hash and c.person_id = into_id;
		insert into private.join_codes
		select k.* from jsonb_populate_recordset(null::private.join_codes, kept -> 'join_codes') k
		on conflict do nothing;
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.revoke_agent(agent_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select a.ledger_id into v_ledger from public.agents a where a.id = agent_id;
	-- After what it is writing now, and before anything it would write next.
	perform private.lock_as(v_ledger, array['owner']);
	update public.agents a set revoked_at = coalesce(a.revoked_at, now()) where a.id = agent_id;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.said_of(transaction public.transactions, timezone text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select jsonb_build_object(
		'description', transaction.description,
		'amount_cents', transaction.amount_cents,
		'kind', transaction.kind,
		'category', coalesce((
			select c.name from public.categories c where c.ledger_id = transaction.ledger_id and c.id = transaction.category_id
		), transaction.category_text),
		'source', coalesce((
			select s.name from public.sources s where s.ledger_id = transaction.ledger_id and s.id = transaction.source_id
		), transaction.source_text),
		'person', coalesce((
			select p.name from public.people p where p.ledger_id = transaction.ledger_id and p.id = transaction.person_id
		), transaction.person_text),
		'to_source', coalesce((
			select s.name from public.sources s where s.ledger_id = transaction.ledger_id and s.id = transaction.to_source_id
		), transaction.to_source_text),
		'day', (transaction.occurred_at at time zone timezone)::date,
		'bill_month', to_char(transaction.bill_month, 'YYYY-MM'),
		'installments', transaction.installments,
		'moves', transaction.moves,
		'voided', transaction.voided
	);
$function$
;

CREATE OR REPLACE FUNCTION private.same_place(ledger_id uuid, source text, to_source text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_source integer := private.label_of(ledger_id, 'source', source);
	v_to integer := private.label_of(ledger_id, 'source', to_source);
begin
	return v_source = v_to or (
		num_nonnulls(v_source, v_to) = 0
		and private.normalise(private.kept_text(source)) = private.normalise(private.kept_text(to_source))
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.sees_all(change public.inbox)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select change.member_id is not null or exists (
		select from public.agents a where a.id = change.agent_id and 'correct' = any (a.abilities)
	);
$function$
;

CREATE OR REPLACE FUNCTION private.sender_of(ledger_id uuid, sender text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_variable
declare
	v_sender text := private.kept_text(sender);
	v_id integer;
begin
	if v_sender is null then
		return null;
	end if;
	select s.id into v_id from public.senders s where s.ledger_id = ledger_id and s.sender = v_sender;
	if not found then
		insert into public.senders (ledger_id, id, sender)
		select ledger_id, coalesce(max(s.id), 0) + 1, v_sender from public.senders s where s.ledger_id = ledger_id
		returning id into v_id;
	end if;
	return v_id;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.set_member_role(ledger_id uuid, user_id uuid, role text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
	-- The ledger first, as every writer: two people changing its members would else wait for each other.
	perform private.lock_as(ledger_id, array['owner']);
	if role <> 'owner' then
		perform private.keep_an_owner(ledger_id, user_id);
	end if;
	update public.members m set role = role where m.ledger_id = ledger_id and m.user_id = user_id;
	if not found then
		raise exception 'no such member' using errcode = 'PT404';
	end if;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.settle_budget()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	raise exception 'a budget keeps its ledger' using errcode = '42501';
end;
$function$
;

CREATE OR REPLACE FUNCTION private.settle_closing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_row record := case when tg_op = 'DELETE' then old else new end;
begin
	if tg_op = 'UPDATE' and (new.ledger_id, new.source_id) is distinct from (old.ledger_id, old.source_id) then
		raise exception 'a % keeps its ledger and source', case tg_table_name when 'cycles' then 'cycle' else 'bill closing' end
			using errcode = '42501';
	end if;
	perform private.refile(v_row.ledger_id, 'source', v_row.source_id, '{}');
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.settle_label()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_what text := tg_argv[0];
	v_row record := case when tg_op = 'DELETE' then old else new end;
	v_before text[] := '{}';
	v_after text[] := '{}';
	v_taken text;
begin
	if tg_op <> 'INSERT' then
		select array_agg(l.key) into v_before
		from private.labels l
		where l.ledger_id = v_row.ledger_id and l.what = v_what and l.label_id = v_row.id;
		delete from private.labels l
		where l.ledger_id = v_row.ledger_id and l.what = v_what and l.label_id = v_row.id;
	end if;
	if tg_op <> 'DELETE' then
		select array_agg(distinct private.normalise(n.text)) into v_after
		from unnest(array[new.name] || new.aliases) n (text);
		select k.key into v_taken
		from unnest(v_after) k (key)
		join private.labels l on l.ledger_id = new.ledger_id and l.what = v_what and l.key = k.key
		limit 1;
		if v_taken is not null then
			raise exception 'another % of this ledger already answers to "%"', v_what, v_taken
				using errcode = '23505', column = 'name', hint = 'Choose another name, or take the alias from the other one first.';
		end if;
		insert into private.labels (ledger_id, what, key, label_id)
		select new.ledger_id, v_what, k.key, new.id from unnest(v_after) k (key);
	end if;
	perform private.refile(v_row.ledger_id, v_what, v_row.id, coalesce(v_before, '{}') || coalesce(v_after, '{}'));
	return v_row;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.settle_timezone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	perform private.refile(new.id, 'all', null, null);
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.shape_contact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_address text := private.folded_contact(new.address);
begin
	-- Row security is asked only after this trigger: a stranger learns nothing here.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "contacts"' using errcode = '42501';
	end if;
	if v_address is null then
		raise exception 'address is not a contact''s'
			using
				errcode = '22023',
				column = 'address',
				hint = 'Give tel: with the country and area code, wa:, lid:, tg: or app:, for example tel:5511999998888.';
	end if;
	if (select count(*) from public.contacts c where c.ledger_id = new.ledger_id) >= 500 then
		raise exception 'a ledger has at most 500 contacts'
			using errcode = '22023', column = 'address', hint = 'Remove one that is not used any more.';
	end if;
	new.address := v_address;
	new.created_at := now();
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.shape_label()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_what text := tg_argv[0];
	v_alias text;
	v_aliases text[] := '{}';
	v_keys text[];
begin
	-- Who may, before anything is read or counted: row security is asked only after this trigger, and a stranger learns
	-- nothing here, not even that the ledger exists.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "%"', tg_table_name using errcode = '42501';
	end if;
	new.name := private.name_of(new.name);
	v_keys := array[private.normalise(new.name)];
	if cardinality(new.aliases) <= 50 then
		foreach v_alias in array new.aliases loop
			if length(v_alias) > 120 then
				raise exception 'aliases must have at most 120 characters' using errcode = '22023', column = 'aliases';
			end if;
			v_alias := private.kept_text(v_alias);
			if v_alias is not null and private.normalise(v_alias) <> all (v_keys) then
				v_keys := v_keys || private.normalise(v_alias);
				v_aliases := v_aliases || v_alias;
			end if;
		end loop;
	end if;
	-- A rename keeps what is filed under the name, and what agents still call it: the old name becomes another of its names.
	-- (Taken out by hand later, when the name stays, it is gone.)
	if tg_op = 'UPDATE' and new.name <> old.name and private.normalise(old.name) <> all (v_keys) then
		v_aliases := v_aliases || old.name;
	end if;
	if greatest(cardinality(new.aliases), cardinality(v_aliases)) > 50 then
		raise exception 'aliases may be at most 50' using errcode = '22023', column = 'aliases', hint = 'Take some out first.';
	end if;
	new.aliases := v_aliases;

	if tg_op = 'INSERT' and new.id = 0 then
		insert into private.label_counters as c (ledger_id, what, last_id)
		values (new.ledger_id, v_what, 1)
		on conflict (ledger_id, what) do update
		set last_id = c.last_id + 1
		returning c.last_id into new.id;
	elsif tg_op = 'INSERT' then
		-- One that was there before comes back (private.undo_label). Nobody else may name an id.
		if new.id > (select c.last_id from private.label_counters c where c.ledger_id = new.ledger_id and c.what = v_what) then
			raise exception 'a new % gets its id by itself', v_what using errcode = '42501';
		end if;
	elsif new.ledger_id <> old.ledger_id or new.id <> old.id then
		raise exception 'a % keeps its ledger and id', v_what using errcode = '42501';
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.shape_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	if tg_op = 'INSERT' or new.name <> old.name then
		new.name := private.name_of(new.name);
	end if;
	if (tg_op = 'INSERT' or new.timezone <> old.timezone) and not private.known_timezone(new.timezone) then
		raise exception 'unknown timezone "%"', left(new.timezone, 60)
			using errcode = '22023', column = 'timezone', hint = 'Give an IANA name such as America/Sao_Paulo.';
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.shape_recurring()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- Who may, before anything is read or counted: row security is asked only after this trigger.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "recurring"' using errcode = '42501';
	end if;
	new.name := private.name_of(new.name);
	if tg_op = 'UPDATE' and new.ledger_id <> old.ledger_id then
		raise exception 'a recurring one keeps its ledger' using errcode = '42501';
	elsif tg_op = 'INSERT' and (select count(*) from public.recurring r where r.ledger_id = new.ledger_id) >= 200 then
		raise exception 'a ledger has at most 200 recurring ones'
			using errcode = '22023', column = 'name', hint = 'Remove one that is over.';
	end if;
	return new;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.take_message(agent_id uuid, message_id text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_answered boolean;
begin
	delete from private.received_messages m
	where m.agent_id = agent_id and m.message_id in (
		select o.message_id from private.received_messages o
		where o.agent_id = agent_id and o.taken_at < now() - interval '30 days'
		limit 20
	);
	-- One of many that come at once inserts or takes over; the others see its row.
	insert into private.received_messages as m (agent_id, message_id)
	values (agent_id, message_id)
	on conflict on constraint received_messages_pkey do update
	set taken_at = now()
	where not m.answered and m.taken_at < now() - interval '3 minutes';
	if found then
		return 'new';
	end if;
	select m.answered into v_answered
	from private.received_messages m
	where m.agent_id = agent_id and m.message_id = message_id;
	return case when v_answered then 'answered' else 'busy' end;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.take_up_item(inbox_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger from public.inbox i where i.id = inbox_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	-- What a later void took off the list has nobody who dismissed it.
	update public.inbox i
	set dismissed_at = null, dismissed_by = null
	where i.id = inbox_id and i.status = 'rejected' and i.dismissed_by is not null and i.transaction_id is null;
	if not found then
		return;
	end if;
	perform private.tell_inbox(v_ledger);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.tell_inbox(ledger_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_revision bigint;
begin
	update public.ledgers l
	set inbox_revision = l.inbox_revision + 1
	where l.id = ledger_id
	returning l.inbox_revision into v_revision;
	perform private.broadcast(ledger_id, 'inbox', jsonb_build_object('inbox_revision', v_revision));
end;
$function$
;

CREATE OR REPLACE FUNCTION private.tell_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	update public.ledgers l set settings_revision = l.settings_revision + 1 where l.id = new.id;
	perform private.broadcast(
		new.id, 'settings', jsonb_build_object('settings_revision', new.settings_revision + 1)
	);
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.tell_settings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_ledger uuid;
	v_revision bigint;
begin
	for v_ledger in select distinct c.ledger_id from changed c order by c.ledger_id loop
		update public.ledgers l
		set settings_revision = l.settings_revision + 1
		where l.id = v_ledger
		returning l.settings_revision into v_revision;
		if found then
			perform private.broadcast(v_ledger, 'settings', jsonb_build_object('settings_revision', v_revision));
		end if;
	end loop;
	return null;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.thread_items(agent_id uuid, message_id text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select coalesce(jsonb_agg(jsonb_build_object(
		'item', i.item,
		'action', i.action,
		'status', i.status,
		'reason', i.reason,
		'description', i.description,
		'amount_cents', i.amount_cents,
		'message_id', i.message_id,
		'ask', i.payload ->> 'ask',
		'before', i.before,
		'after', i.after,
		'candidates', i.candidates,
		'waits', i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null,
		'transaction', case when t.id is not null then private.said_of(t, l.timezone) end,
		'refunds', (select private.said_of(r, l.timezone) from public.transactions r where r.id = t.refund_of),
		'repeated', case when i.action = 'record' and t.id is not null then private.repeats_of(t, l.timezone) end
	) order by i.item), '[]')
	from public.inbox i
	join public.ledgers l on l.id = i.ledger_id
	left join public.transactions t on t.id = i.transaction_id
	where i.agent_id = thread_items.agent_id and i.ledger_id = l.id and i.message_id = thread_items.message_id;
$function$
;

CREATE OR REPLACE FUNCTION private.thread_of(agent_id uuid, message_id text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select jsonb_build_object(
		'message_id', thread_of.message_id,
		'items', private.thread_items(thread_of.agent_id, thread_of.message_id),
		'edit', (
			-- An edit that waits for a yes or no: what it says, and what the edited message recorded.
			select jsonb_build_object(
				'text', i.payload ->> 'message', 'of', i.target_message_id, 'items', private.thread_items(thread_of.agent_id, i.target_message_id)
			)
			from public.inbox i
			where i.agent_id = thread_of.agent_id
				and i.message_id = thread_of.message_id
				and i.ledger_id = (select a.ledger_id from public.agents a where a.id = thread_of.agent_id)
				and i.action = 'keep'
				and i.target_message_id is not null
				and i.dismissed_at is null
				and i.transaction_id is null
			limit 1
		)
	);
$function$
;

CREATE OR REPLACE FUNCTION private.told_twice(ledger_id uuid)
 RETURNS TABLE(transaction_id uuid, said jsonb, repeats jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	with mine as (
		select l.id, l.timezone from public.ledgers l
		where l.id = told_twice.ledger_id and l.id in (select private.my_ledgers())
	),
	recent as materialized (
		select t.id, t.kind, t.amount_cents, t.source_id, t.occurred_at, t.created_at, i.sender_id, i.payload ->> 'via' as via
		from mine l
		join public.transactions t on t.ledger_id = l.id
		join public.inbox i on i.id = t.id
		where t.last_month >= (date_trunc('month', now() at time zone l.timezone - interval '62 days'))::date and not t.voided
	),
	-- Only what shares its amount with another near it, of another sender or door, is looked at closely: the lines of a large
	-- import share theirs with each other by the thousand.
	alike as (
		select distinct t.id
		from recent t
		join recent o on o.amount_cents = t.amount_cents and o.kind = t.kind and o.id <> t.id and o.created_at < t.created_at
		where t.created_at > now() - interval '30 days'
			and o.occurred_at between t.occurred_at - interval '2 days' and t.occurred_at + interval '2 days'
			and o.source_id is not distinct from t.source_id
			and (o.sender_id is distinct from t.sender_id or o.via is distinct from t.via)
	)
	select t.id, private.said_of(t, l.timezone), r.repeats
	from alike a
	cross join mine l
	join public.transactions t on t.id = a.id
	cross join lateral (select private.repeats_of(t, l.timezone) as repeats) r
	where r.repeats is not null
	order by t.created_at desc
	limit 50;
$function$
;

CREATE OR REPLACE FUNCTION private.topic(ledger_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	return (select 'ledger:' || l.id || ':' || l.epoch from public.ledgers l where l.id = topic.ledger_id);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.totals_between(ledger_id uuid, basis text, first_month date, last_month date, category_id integer, source_id integer, person_id integer, words text, last_day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	with counted as materialized (
		select * from private.counted_between(
			ledger_id, basis, first_month, last_month, category_id, source_id, person_id, words, last_day
		)
	),
	spent as (
		select
			n.category,
			n.source,
			case n.kind when 'expense' then n.cents else - n.cents end as cents,
			case n.kind when 'expense' then n.purchases else 0 end as purchases
		from counted n
		where n.kind in ('expense', 'refund')
	),
	lines as (
		select 'categories' as what, s.category as name, sum(s.cents) as cents, sum(s.purchases) as purchases from spent s group by s.category
		union all
		select 'sources', s.source, sum(s.cents), sum(s.purchases) from spent s group by s.source
	)
	select jsonb_build_object(
		'spending_cents', coalesce((select sum(s.cents) from spent s), 0),
		'income_cents', coalesce((select sum(n.cents) from counted n where n.kind = 'income'), 0),
		'purchases', coalesce((select sum(s.purchases) from spent s), 0),
		'categories', (select coalesce(jsonb_agg(jsonb_build_object(
			'name', l.name, 'spending_cents', l.cents, 'purchases', l.purchases
		) order by l.cents desc, l.name), '[]') from lines l where l.what = 'categories'),
		'sources', (select coalesce(jsonb_agg(jsonb_build_object(
			'name', l.name, 'spending_cents', l.cents, 'purchases', l.purchases
		) order by l.cents desc, l.name), '[]') from lines l where l.what = 'sources')
	);
$function$
;

CREATE OR REPLACE FUNCTION private.touched_months(bill_month date, installments integer, moves jsonb, day date)
 RETURNS date[]
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
	v_month date := date_trunc('month', day)::date;
begin
	if moves is null then
		return array[
			least(bill_month, v_month), greatest((bill_month + make_interval(months => installments - 1))::date, v_month)
		];
	end if;
	return (
		select array[least(min(p.bill), v_month), greatest(max(p.bill), v_month)]
		from generate_series(1, installments) k
		cross join lateral (select private.bill_of_part(bill_month, moves, k) as bill) p
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.trimmed(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	-- All that JavaScript's trim() takes for white space, so that page and database agree.
	return btrim(
		value,
		U&' \0009\000A\000B\000C\000D\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'
	);
end;
$function$
;

CREATE OR REPLACE FUNCTION private.undecided(item public.inbox)
 RETURNS public.inbox
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
	item.received_at := now();
	item.status := 'rejected';
	item.reason := null;
	item.reason_detail := null;
	item.amount_cents := null;
	item.transaction_id := null;
	item.revision := null;
	item.dismissed_at := null;
	item.dismissed_by := null;
	item.member_id := null;
	item.before := null;
	item.after := null;
	item.candidates := null;
	return item;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.undelivered_replies(ledger_id uuid)
 RETURNS TABLE(id uuid, person text, said text, detail text, failed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select u.id, p.name, u.said, u.detail, u.failed_at
	from private.undelivered u
	left join public.contacts c on c.ledger_id = u.ledger_id and c.address = u.sender
	left join public.people p on p.ledger_id = c.ledger_id and p.id = c.person_id
	where u.ledger_id = undelivered_replies.ledger_id
		and u.ledger_id in (select private.my_ledgers())
		and u.dismissed_at is null
		and u.failed_at > now() - interval '30 days'
	order by u.failed_at desc, u.id
	limit 50;
$function$
;

CREATE OR REPLACE FUNCTION private.undo_label(ledger_id uuid, undo uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_undo private.label_undos;
	v_label jsonb;
	v_keys text[];
begin
	delete from private.label_undos u
	where u.id = undo and u.ledger_id = ledger_id and u.made_at > now() - interval '10 minutes'
	returning u.* into v_undo;
	if v_undo.id is null then
		raise exception 'there is nothing to undo any more' using errcode = 'PT404', hint = 'Create it again by hand.';
	end if;
	v_label := v_undo.kept -> 'label';
	select array_agg(private.normalise(n.text)) into v_keys
	from (
		select v_label ->> 'name' as text
		union all
		select jsonb_array_elements_text(v_label -> 'aliases')
	) n;
	-- Its names are free before it is back, so that each transaction changes once.
	delete from private.labels k
	where k.ledger_id = ledger_id and k.what = v_undo.what and k.label_id = v_undo.into_id and k.key = any (v_keys);
	if v_undo.what = 'category' then
		insert into public.categories select * from jsonb_populate_record(null::public.categories, v_label);
	elsif v_undo.what = 'source' then
		insert into public.sources select * from jsonb_populate_record(null::public.sources, v_label);
	else
		insert into public.people select * from jsonb_populate_record(null::public.people, v_label);
	end if;
	execute format(
		'update public.%I t set aliases = array(
			select a.alias from unnest(t.aliases) with ordinality a (alias, place)
			where private.normalise(a.alias) <> all ($3) order by a.place
		)
		where t.ledger_id = $1 and t.id = $2', private.label_table(v_undo.what)
	) using ledger_id, v_undo.into_id, v_keys;
	perform private.restore_hangers(ledger_id, v_undo.what, v_undo.kept, v_undo.into_id);
	return private.locked_revision(ledger_id) - v_before;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.usual_gap(days date[])
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select case when cardinality(days) >= 5 then
		ceil((days[1] - days[cardinality(days)])::numeric / (cardinality(days) - 1))::integer
	end;
$function$
;

CREATE OR REPLACE FUNCTION private.void_transaction(ledger_id uuid, id uuid, revision bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
	update public.transactions t set voided = true, revision = revision, updated_at = now() where t.id = id;
	update public.ledgers l set revision = revision where l.id = ledger_id;
end;
$function$
;

CREATE OR REPLACE FUNCTION private.writing_days(agent_id uuid, timezone text)
 RETURNS date[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	-- From each day to the one before it: twenty looks into the index, however much was written.
	with recursive written (day, place) as (
		(
			select (i.received_at at time zone timezone)::date, 1
			from public.inbox i
			where i.agent_id = writing_days.agent_id
			order by i.received_at desc
			limit 1
		)
		union all
		select e.day, w.place + 1
		from written w
		cross join lateral (
			select (i.received_at at time zone timezone)::date as day
			from public.inbox i
			where i.agent_id = writing_days.agent_id
				and i.received_at < (w.day::timestamp at time zone timezone)
				and i.received_at > now() - interval '1 year'
			order by i.received_at desc
			limit 1
		) e
		where w.place < 20
	)
	select array_agg(w.day order by w.day desc) from written w;
$function$
;

CREATE OR REPLACE FUNCTION public.accept_invitation(invitation_id uuid, name text DEFAULT NULL::text)
 RETURNS uuid
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.accept_invitation(invitation_id, name);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_answered(message_id text, said text DEFAULT NULL::text, asked jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_answered(message_id, said, asked);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_context()
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_context();
$function$
;

CREATE OR REPLACE FUNCTION public.agent_join(code text, contact text)
 RETURNS json
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_join(code, contact);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_keep(message_id text, item integer)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_keep(message_id, item);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_mute(contact text, kind text DEFAULT NULL::text, until date DEFAULT NULL::date)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_mute(contact, kind, until);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_received(message_id text, contacts text[], sent_at timestamp with time zone DEFAULT now(), route jsonb DEFAULT NULL::jsonb, moved_from text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_received(message_id, contacts, sent_at, route, moved_from);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_recorded(ids uuid[])
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.recorded_transactions(ids);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_reminded(ids uuid[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_reminded(ids);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_reminders(contact text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_reminders(contact);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_replied(message_id text, reply_ids text[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.note_replies(message_id, reply_ids);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_sources()
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.import_sources();
$function$
;

CREATE OR REPLACE FUNCTION public.agent_summary(month text DEFAULT NULL::text, from_month text DEFAULT NULL::text, to_month text DEFAULT NULL::text, category text DEFAULT NULL::text, source text DEFAULT NULL::text, person text DEFAULT NULL::text, text text DEFAULT NULL::text, basis text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_summary(month, from_month, to_month, category, source, person, text, basis);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_thread(message_id text, about text DEFAULT NULL::text, sender text DEFAULT NULL::text, sent_at timestamp with time zone DEFAULT now())
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_thread(message_id, about, sender, sent_at);
$function$
;

CREATE OR REPLACE FUNCTION public.agent_undelivered(message_id text, said text DEFAULT NULL::text, detail text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.agent_undelivered(message_id, said, detail);
$function$
;

CREATE OR REPLACE FUNCTION public.agents(item public.inbox)
 RETURNS SETOF public.agents
 LANGUAGE sql
 STABLE ROWS 1
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select a.* from public.agents a where a.id = item.agent_id;
$function$
;

CREATE OR REPLACE FUNCTION public.correct(ledger_id uuid, items json)
 RETURNS SETOF public.inbox
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.correct(ledger_id, items);
$function$
;

CREATE OR REPLACE FUNCTION public.create_agent(ledger_id uuid, name text, abilities text[] DEFAULT '{record,converse}'::text[])
 RETURNS json
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.create_agent(ledger_id, name, abilities);
$function$
;

CREATE OR REPLACE FUNCTION public.create_join_code(ledger_id uuid, person_id integer)
 RETURNS json
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.create_join_code(ledger_id, person_id);
$function$
;

CREATE OR REPLACE FUNCTION public.create_ledger(name text, currency text DEFAULT 'BRL'::text, timezone text DEFAULT 'America/Sao_Paulo'::text, member_name text DEFAULT NULL::text)
 RETURNS public.ledgers
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.create_ledger(name, currency, timezone, member_name);
$function$
;

CREATE OR REPLACE FUNCTION public.decline_invitation(invitation_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.decline_invitation(invitation_id);
$function$
;

CREATE OR REPLACE FUNCTION public.delete_account(email text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.delete_account(email);
$function$
;

CREATE OR REPLACE FUNCTION public.delete_label(ledger_id uuid, what text, id integer, move_to integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.delete_label(ledger_id, what, id, move_to);
$function$
;

CREATE OR REPLACE FUNCTION public.delete_ledger(ledger_id uuid, name text)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.erase_ledger(ledger_id, name);
$function$
;

CREATE OR REPLACE FUNCTION public.dismiss_inbox(inbox_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.dismiss_item(inbox_id);
$function$
;

CREATE OR REPLACE FUNCTION public.dismiss_undelivered(undelivered_id uuid, dismissed boolean DEFAULT true)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.dismiss_undelivered(undelivered_id, dismissed);
$function$
;

CREATE OR REPLACE FUNCTION public.erase_remains(ledger_id uuid)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.go_on_erasing(ledger_id);
$function$
;

CREATE OR REPLACE FUNCTION public.erase_texts(ledger_id uuid, message_id text DEFAULT NULL::text, person_id integer DEFAULT NULL::integer, contact text DEFAULT NULL::text)
 RETURNS integer
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.erase_texts(ledger_id, message_id, person_id, contact, 5000);
$function$
;

CREATE OR REPLACE FUNCTION public.export_ledger(ledger_id uuid, with_rows boolean DEFAULT true)
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.export_ledger(ledger_id, with_rows);
$function$
;

CREATE OR REPLACE FUNCTION public.export_rows(ledger_id uuid, what text, after json DEFAULT NULL::json, max_rows integer DEFAULT 2000)
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.export_rows(ledger_id, what, after, max_rows);
$function$
;

CREATE OR REPLACE FUNCTION public.import_token(ledger_id uuid)
 RETURNS text
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.import_token(ledger_id);
$function$
;

CREATE OR REPLACE FUNCTION public.invite_member(ledger_id uuid, email text, role text)
 RETURNS uuid
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.invite_member(ledger_id, email, role);
$function$
;

CREATE OR REPLACE FUNCTION public.keep_repeat(transaction_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.keep_repeat_on_page(transaction_id);
$function$
;

CREATE OR REPLACE FUNCTION public.label_uses(ledger_id uuid, what text, id integer)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select count(*)::integer
	from public.transactions t
	where t.ledger_id = label_uses.ledger_id
		and not t.voided
		and case what
			when 'category' then t.category_id = label_uses.id
			when 'source' then t.source_id = label_uses.id or t.to_source_id = label_uses.id
			when 'person' then t.person_id = label_uses.id
		end;
$function$
;

CREATE OR REPLACE FUNCTION public.ledger_changes(ledger_id uuid, after bigint, max_rows integer DEFAULT 1000, from_month text DEFAULT NULL::text, to_month text DEFAULT NULL::text)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_from date := private.month_of_text(from_month);
	v_to date := private.month_of_text(to_month);
	-- From the beginning, when nothing is said.
	v_after bigint := coalesce(after, 0);
	v_answer json;
begin
	if max_rows < 0 then
		raise exception 'max_rows must be 0 or more'
			using errcode = '22023', column = 'max_rows', hint = '0 asks for the head alone.';
	end if;
	-- One statement, one snapshot: head and rows belong together.
	with head as (
		select l.revision, l.inbox_revision, l.settings_revision, l.epoch
		from public.ledgers l
		where l.id = ledger_id
	),
	page as (
		select t.*
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.revision > v_after
			and (v_from is null or t.last_month >= v_from)
			and (v_to is null or t.first_month <= v_to)
		order by t.revision
		limit coalesce(max_rows, 1000)
	),
	columns as (
		select
			count(*) as rows,
			max(p.revision) as last,
			json_build_object(
				'id', coalesce(json_agg(p.id), '[]'),
				'revision', coalesce(json_agg(p.revision), '[]'),
				'kind', coalesce(json_agg(p.kind), '[]'),
				'amount_cents', coalesce(json_agg(p.amount_cents), '[]'),
				'installments', coalesce(json_agg(p.installments), '[]'),
				'bill_month', coalesce(json_agg(to_char(p.bill_month, 'YYYY-MM')), '[]'),
				'occurred_at', coalesce(json_agg((extract(epoch from p.occurred_at) * 1000)::bigint), '[]'),
				'description', coalesce(json_agg(p.description), '[]'),
				'category_id', coalesce(json_agg(p.category_id), '[]'),
				'category_text', coalesce(json_agg(case when p.category_id is null then p.category_text end), '[]'),
				'source_id', coalesce(json_agg(p.source_id), '[]'),
				'source_text', coalesce(json_agg(case when p.source_id is null then p.source_text end), '[]'),
				'person_id', coalesce(json_agg(p.person_id), '[]'),
				'person_text', coalesce(json_agg(case when p.person_id is null then p.person_text end), '[]'),
				'voided', coalesce(json_agg(p.voided), '[]'),
				-- Few rows have any of these: where none of the page has, the column is null.
				'to_source_id', case when bool_or(p.to_source_id is not null) then (
					select json_agg(q.to_source_id) from page q
				) end,
				'to_source_text', case when bool_or(p.to_source_id is null and p.to_source_text is not null) then (
					select json_agg(case when q.to_source_id is null then q.to_source_text end) from page q
				) end,
				'part', case when bool_or(p.part is not null) then (select json_agg(q.part) from page q) end,
				'parts', case when bool_or(p.parts is not null) then (select json_agg(q.parts) from page q) end,
				'pays_month', case when bool_or(p.pays_month is not null) then (
					select json_agg(to_char(q.pays_month, 'YYYY-MM')) from page q
				) end,
				'moves', case when bool_or(p.moves is not null) then (select json_agg(q.moves) from page q) end,
				'refund_of', case when bool_or(p.refund_of is not null) then (select json_agg(q.refund_of) from page q) end,
				'bill_given', case when bool_or(p.bill_given) then (select json_agg(q.bill_given) from page q) end,
				'imported', case when bool_or(starts_with(p.message_id, 'import:')) then (
					select json_agg(starts_with(q.message_id, 'import:')) from page q
				) end
			) as body
		from page p
	)
	select json_build_object(
		'head', h.revision,
		-- A page that is not full holds all there is; one of no rows asked for tells nothing but the head.
		'upto', case
			when max_rows = 0 then least(v_after, h.revision)
			when c.rows < coalesce(max_rows, 1000) then h.revision
			else c.last
		end,
		'rows', c.body,
		'inbox_revision', h.inbox_revision,
		'settings_revision', h.settings_revision,
		'epoch', h.epoch
	)
	into v_answer
	from head h
	cross join columns c;

	if v_answer is null then
		raise exception 'no such ledger, or you are not a member of it'
			using errcode = 'PT404', hint = 'Check the ledger''s id, and that you are signed in with the right account.';
	end if;
	return v_answer;
end;
$function$
;

CREATE OR REPLACE FUNCTION public.list_members(ledger_id uuid)
 RETURNS TABLE(user_id uuid, email text, name text, role text, you boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select m.user_id, m.email, m.name, m.role, m.you from private.list_members(list_members.ledger_id) m;
$function$
;

CREATE OR REPLACE FUNCTION public.map_text(ledger_id uuid, what text, label text, id integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_before bigint;
	v_after bigint;
begin
	-- Who may, before anything is read; then the size, before anything is compared.
	v_before := private.locked_revision(ledger_id);
	if what is null or what not in ('category', 'source', 'person') then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end if;
	if length(label) > 120 then
		raise exception 'label must have at most 120 characters' using errcode = '22023', column = 'label';
	end if;
	if coalesce(private.normalise(label), '') = '' then
		raise exception 'label is empty' using errcode = '22023', column = 'label';
	end if;
	-- Row security decides who may: for all others there is nothing to update.
	case what
		when 'category' then
			update public.categories c set aliases = c.aliases || label
			where c.ledger_id = ledger_id and c.id = id;
		when 'source' then
			update public.sources s set aliases = s.aliases || label
			where s.ledger_id = ledger_id and s.id = id;
		when 'person' then
			update public.people p set aliases = p.aliases || label
			where p.ledger_id = ledger_id and p.id = id;
	end case;
	if not found then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	v_after := private.locked_revision(ledger_id);
	return v_after - v_before;
end;
$function$
;

CREATE OR REPLACE FUNCTION public.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
 RETURNS jsonb
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.merge_labels(ledger_id, what, from_id, into_id);
$function$
;

CREATE OR REPLACE FUNCTION public.my_invitations()
 RETURNS TABLE(id uuid, ledger text, invited_by text, role text, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select i.id, i.ledger, i.invited_by, i.role, i.created_at from private.my_invitations() i;
$function$
;

CREATE OR REPLACE FUNCTION public.preview_cycle(ledger_id uuid, source_id integer, from_month text, closing_day integer, due_day integer)
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.preview_cycle(ledger_id, source_id, from_month, closing_day, due_day);
$function$
;

CREATE OR REPLACE FUNCTION public.quiet_agents(ledger_id uuid)
 RETURNS TABLE(agent_id uuid, name text, last_on date, usual_days integer)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select * from private.quiet_agents_for_page(ledger_id);
$function$
;

CREATE OR REPLACE FUNCTION public.remove_member(ledger_id uuid, user_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.remove_member(ledger_id, user_id);
$function$
;

CREATE OR REPLACE FUNCTION public.rename_member(ledger_id uuid, name text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.rename_member(ledger_id, name);
$function$
;

CREATE OR REPLACE FUNCTION public.revoke_agent(agent_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.revoke_agent(agent_id);
$function$
;

CREATE OR REPLACE FUNCTION public.set_member_role(ledger_id uuid, user_id uuid, role text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.set_member_role(ledger_id, user_id, role);
$function$
;

CREATE OR REPLACE FUNCTION public.told_twice(ledger_id uuid)
 RETURNS TABLE(transaction_id uuid, said jsonb, repeats jsonb)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select * from private.told_twice(ledger_id);
$function$
;

CREATE OR REPLACE FUNCTION public.transaction_history(transaction_id uuid)
 RETURNS SETOF public.inbox
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select i.*
	from public.inbox i
	where i.id = transaction_history.transaction_id
		or (i.transaction_id = transaction_history.transaction_id and i.action <> 'record')
	order by i.received_at, i.revision;
$function$
;

CREATE OR REPLACE FUNCTION public.undelivered_replies(ledger_id uuid)
 RETURNS TABLE(id uuid, person text, said text, detail text, failed_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select * from private.undelivered_replies(ledger_id);
$function$
;

CREATE OR REPLACE FUNCTION public.undismiss_inbox(inbox_id uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.take_up_item(inbox_id);
$function$
;

CREATE OR REPLACE FUNCTION public.undo_label(ledger_id uuid, undo uuid)
 RETURNS integer
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select private.undo_label(ledger_id, undo);
$function$
;

CREATE OR REPLACE FUNCTION public.unknown_texts(ledger_id uuid)
 RETURNS TABLE(what text, text text, count bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
	select u.what, min(u.text), count(*)
	from public.transactions t
	cross join lateral (
		values
			('category', t.category_id, t.category_text),
			('source', t.source_id, t.source_text),
			('source', t.to_source_id, t.to_source_text),
			('person', t.person_id, t.person_text)
	) u (what, id, text)
	where t.ledger_id = unknown_texts.ledger_id
		and not t.voided
		and u.id is null
		and u.text is not null
	group by u.what, private.normalise(u.text)
	order by count(*) desc, min(u.text);
$function$
;

CREATE OR REPLACE FUNCTION public.unmap_text(ledger_id uuid, what text, label text, id integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_key text;
begin
	if length(label) > 120 then
		raise exception 'label must have at most 120 characters' using errcode = '22023', column = 'label';
	end if;
	v_key := private.normalise(label);
	-- Row security decides who may: for all others there is nothing to update.
	case what
		when 'category' then
			update public.categories c set aliases = array(select a from unnest(c.aliases) a where private.normalise(a) <> v_key)
			where c.ledger_id = ledger_id and c.id = id;
		when 'source' then
			update public.sources s set aliases = array(select a from unnest(s.aliases) a where private.normalise(a) <> v_key)
			where s.ledger_id = ledger_id and s.id = id;
		when 'person' then
			update public.people p set aliases = array(select a from unnest(p.aliases) a where private.normalise(a) <> v_key)
			where p.ledger_id = ledger_id and p.id = id;
		else raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end case;
	if not found then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	return private.locked_revision(ledger_id) - v_before;
end;
$function$
;

-- ---------------------------------------------------------------- triggers

CREATE TRIGGER keep_agents BEFORE DELETE ON public.agents FOR EACH ROW EXECUTE FUNCTION private.keep_agents(); -- always
CREATE TRIGGER keep_agents_all BEFORE TRUNCATE ON public.agents FOR EACH STATEMENT EXECUTE FUNCTION private.keep_agents(); -- always
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.bill_closings FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_closing AFTER INSERT OR DELETE OR UPDATE ON public.bill_closings FOR EACH ROW EXECUTE FUNCTION private.settle_closing();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.bill_closings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.bill_closings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.bill_closings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.budgets FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_budget BEFORE UPDATE ON public.budgets FOR EACH ROW WHEN ((new.ledger_id <> old.ledger_id)) EXECUTE FUNCTION private.settle_budget();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.budgets REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.budgets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.budgets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.categories FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_label AFTER INSERT OR UPDATE ON public.categories FOR EACH ROW EXECUTE FUNCTION private.settle_label('category');
CREATE TRIGGER settle_removal BEFORE DELETE ON public.categories FOR EACH ROW EXECUTE FUNCTION private.settle_label('category');
CREATE TRIGGER shape_label BEFORE INSERT OR UPDATE ON public.categories FOR EACH ROW EXECUTE FUNCTION private.shape_label('category');
CREATE TRIGGER tell_deletes AFTER DELETE ON public.categories REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.categories REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.categories REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE ON public.contacts FOR EACH STATEMENT WHEN ((auth.uid() IS NOT NULL)) EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER shape_contact BEFORE INSERT ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.shape_contact();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.contacts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.contacts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.cycles FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_cycle AFTER INSERT OR DELETE OR UPDATE ON public.cycles FOR EACH ROW EXECUTE FUNCTION private.settle_closing();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.cycles REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.cycles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.cycles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_only_the_ledger BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbox FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'painel_ledger'::name)) EXECUTE FUNCTION private.refuse_write(); -- always
CREATE TRIGGER a_open_correction BEFORE INSERT ON public.inbox FOR EACH STATEMENT WHEN ((CURRENT_USER = 'painel_ledger'::name)) EXECUTE FUNCTION private.open_correction(); -- always
CREATE TRIGGER a_open_inbox BEFORE INSERT ON public.inbox FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'painel_ledger'::name)) EXECUTE FUNCTION private.open_inbox(); -- always
CREATE TRIGGER close_correction AFTER INSERT ON public.inbox REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT WHEN ((CURRENT_USER = 'painel_ledger'::name)) EXECUTE FUNCTION private.close_correction(); -- always
CREATE TRIGGER close_inbox AFTER INSERT ON public.inbox REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'painel_ledger'::name)) EXECUTE FUNCTION private.close_inbox(); -- always
CREATE TRIGGER judge_item BEFORE INSERT ON public.inbox FOR EACH ROW EXECUTE FUNCTION private.judge_item(); -- always
CREATE TRIGGER a_lock_ledgers BEFORE UPDATE OF name, timezone, basis, corrections ON public.ledgers FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER a_only_the_ledger BEFORE DELETE OR TRUNCATE ON public.ledgers FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'painel_ledger'::name)) EXECUTE FUNCTION private.refuse_write(); -- always
CREATE TRIGGER counters_only_grow BEFORE INSERT OR UPDATE ON public.ledgers FOR EACH ROW EXECUTE FUNCTION private.counters_only_grow(); -- always
CREATE TRIGGER settle_timezone AFTER UPDATE OF timezone ON public.ledgers FOR EACH ROW WHEN ((new.timezone <> old.timezone)) EXECUTE FUNCTION private.settle_timezone();
CREATE TRIGGER shape_ledger BEFORE INSERT OR UPDATE OF name, timezone ON public.ledgers FOR EACH ROW EXECUTE FUNCTION private.shape_ledger();
CREATE TRIGGER tell_ledger AFTER UPDATE OF name, timezone, basis, corrections ON public.ledgers FOR EACH ROW WHEN (((new.name <> old.name) OR (new.timezone <> old.timezone) OR (new.basis <> old.basis) OR (new.corrections <> old.corrections))) EXECUTE FUNCTION private.tell_ledger();
CREATE TRIGGER z_check_ledger BEFORE INSERT OR UPDATE OF name, currency, basis ON public.ledgers FOR EACH ROW EXECUTE FUNCTION private.check_ledger(); -- always
CREATE TRIGGER end_powers BEFORE DELETE OR UPDATE OF role ON public.members FOR EACH ROW EXECUTE FUNCTION private.end_powers();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.members REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.members REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.members REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER z_part_deletes AFTER DELETE ON public.members REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION private.part_from_members();
CREATE TRIGGER z_part_updates AFTER UPDATE ON public.members REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION private.part_from_members();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.people FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_label AFTER INSERT OR UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION private.settle_label('person');
CREATE TRIGGER settle_removal BEFORE DELETE ON public.people FOR EACH ROW EXECUTE FUNCTION private.settle_label('person');
CREATE TRIGGER shape_label BEFORE INSERT OR UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION private.shape_label('person');
CREATE TRIGGER tell_deletes AFTER DELETE ON public.people REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.people REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.people REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.recurring FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER shape_recurring BEFORE INSERT OR UPDATE ON public.recurring FOR EACH ROW EXECUTE FUNCTION private.shape_recurring();
CREATE TRIGGER tell_deletes AFTER DELETE ON public.recurring REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.recurring REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.recurring REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR UPDATE ON public.reminder_settings FOR EACH STATEMENT WHEN ((auth.uid() IS NOT NULL)) EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.reminder_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.reminder_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_lock_ledgers BEFORE INSERT OR DELETE OR UPDATE ON public.sources FOR EACH STATEMENT EXECUTE FUNCTION private.lock_my_ledgers();
CREATE TRIGGER settle_label AFTER INSERT OR UPDATE ON public.sources FOR EACH ROW EXECUTE FUNCTION private.settle_label('source');
CREATE TRIGGER settle_removal BEFORE DELETE ON public.sources FOR EACH ROW EXECUTE FUNCTION private.settle_label('source');
CREATE TRIGGER shape_label BEFORE INSERT OR UPDATE ON public.sources FOR EACH ROW EXECUTE FUNCTION private.shape_label('source');
CREATE TRIGGER tell_deletes AFTER DELETE ON public.sources REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_inserts AFTER INSERT ON public.sources REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER tell_updates AFTER UPDATE ON public.sources REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.tell_settings();
CREATE TRIGGER a_only_the_ledger BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.transactions FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'painel_ledger'::name)) EXECUTE FUNCTION private.refuse_write(); -- always
CREATE TRIGGER broadcast_inserts AFTER INSERT ON public.transactions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.broadcast_changes();
CREATE TRIGGER broadcast_updates AFTER UPDATE ON public.transactions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION private.broadcast_changes();

-- ---------------------------------------------------------------- row security

alter table private.agent_tokens enable row level security;
alter table private.contact_routes enable row level security;
alter table private.join_codes enable row level security;
alter table private.join_tries enable row level security;
alter table private.kept_repeats enable row level security;
alter table private.label_counters enable row level security;
alter table private.label_undos enable row level security;
alter table private.labels enable row level security;
alter table private.received_messages enable row level security;
alter table private.remains enable row level security;
alter table private.reminder_mutes enable row level security;
alter table private.reminders enable row level security;
alter table private.replies enable row level security;
alter table private.strangers enable row level security;
alter table private.undelivered enable row level security;
alter table public.agents enable row level security;
alter table public.bill_closings enable row level security;
alter table public.budgets enable row level security;
alter table public.categories enable row level security;
alter table public.contacts enable row level security;
alter table public.cycles enable row level security;
alter table public.inbox enable row level security;
alter table public.invitations enable row level security;
alter table public.ledgers enable row level security;
alter table public.members enable row level security;
alter table public.people enable row level security;
alter table public.recurring enable row level security;
alter table public.reminder_settings enable row level security;
alter table public.senders enable row level security;
alter table public.sources enable row level security;
alter table public.transactions enable row level security;

-- ---------------------------------------------------------------- policies

create policy nobody on private.agent_tokens for all to public
	using (false);

create policy nobody on private.contact_routes for all to public
	using (false);

create policy nobody on private.join_codes for all to public
	using (false);

create policy nobody on private.join_tries for all to public
	using (false);

create policy nobody on private.kept_repeats for all to public
	using (false);

create policy nobody on private.label_counters for all to public
	using (false);

create policy nobody on private.label_undos for all to public
	using (false);

create policy nobody on private.labels for all to public
	using (false);

create policy nobody on private.received_messages for all to public
	using (false);

create policy nobody on private.remains for all to public
	using (false);

create policy nobody on private.reminder_mutes for all to public
	using (false);

create policy nobody on private.reminders for all to public
	using (false);

create policy nobody on private.replies for all to public
	using (false);

create policy nobody on private.strangers for all to public
	using (false);

create policy nobody on private.undelivered for all to public
	using (false);

create policy "members see agents" on public.agents for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add bill closings" on public.bill_closings for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change bill closings" on public.bill_closings for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove bill closings" on public.bill_closings for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read bill closings" on public.bill_closings for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add budgets" on public.budgets for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change budgets" on public.budgets for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove budgets" on public.budgets for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read budgets" on public.budgets for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add categories" on public.categories for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change categories" on public.categories for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove categories" on public.categories for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read categories" on public.categories for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add contacts" on public.contacts for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors read contacts" on public.contacts for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove contacts" on public.contacts for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors add cycles" on public.cycles for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change cycles" on public.cycles for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove cycles" on public.cycles for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read cycles" on public.cycles for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "agents read their own items" on public.inbox for select to anon
	using (((agent_id = ( SELECT private.requesting_agent('record'::text) AS requesting_agent)) OR (ledger_id = ( SELECT private.ledger_to_correct() AS ledger_to_correct))));

create policy "agents write" on public.inbox for insert to anon, authenticated
	with check (((agent_id)::text = ( SELECT current_setting('painel.agent'::text, true) AS current_setting)));

create policy "members and agents read items" on public.inbox for select to authenticated
	using (((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)) OR (agent_id = ( SELECT private.requesting_agent('record'::text) AS requesting_agent)) OR (ledger_id = ( SELECT private.ledger_to_correct() AS ledger_to_correct))));

create policy "owners see invitations" on public.invitations for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_own() AS my_ledgers_to_own)));

create policy "owners take invitations back" on public.invitations for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_own() AS my_ledgers_to_own)));

create policy "members read their ledgers" on public.ledgers for select to authenticated
	using ((id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "owners rename their ledgers" on public.ledgers for update to authenticated
	using ((id IN ( SELECT private.my_ledgers_to_own() AS my_ledgers_to_own)))
	with check ((id IN ( SELECT private.my_ledgers_to_own() AS my_ledgers_to_own)));

create policy "members see who is in" on public.members for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add people" on public.people for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change people" on public.people for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove people" on public.people for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read people" on public.people for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add recurring" on public.recurring for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change recurring" on public.recurring for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove recurring" on public.recurring for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read recurring" on public.recurring for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors add reminder settings" on public.reminder_settings for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change reminder settings" on public.reminder_settings for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read reminder settings" on public.reminder_settings for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "editors read senders" on public.senders for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors add sources" on public.sources for insert to authenticated
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors change sources" on public.sources for update to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)))
	with check ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "editors remove sources" on public.sources for delete to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers_to_edit() AS my_ledgers_to_edit)));

create policy "members read sources" on public.sources for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "members read transactions" on public.transactions for select to authenticated
	using ((ledger_id IN ( SELECT private.my_ledgers() AS my_ledgers)));

create policy "members hear their ledgers" on realtime.messages for select to authenticated
	using (((extension = 'broadcast'::text) AND (topic = ( SELECT realtime.topic() AS topic)) AND ( SELECT private.may_hear(realtime.topic()) AS may_hear)));

-- ---------------------------------------------------------------- rights

grant execute on function private.accept_invitation(uuid,text) to authenticated;
grant execute on function private.agent_answered(text,text,jsonb) to anon;
grant execute on function private.agent_answered(text,text,jsonb) to authenticated;
grant execute on function private.agent_context() to anon;
grant execute on function private.agent_context() to authenticated;
grant execute on function private.agent_join(text,text) to anon;
grant execute on function private.agent_join(text,text) to authenticated;
grant execute on function private.agent_keep(text,integer) to anon;
grant execute on function private.agent_keep(text,integer) to authenticated;
grant execute on function private.agent_mute(text,text,date) to anon;
grant execute on function private.agent_mute(text,text,date) to authenticated;
grant execute on function private.agent_received(text,text[],timestamp with time zone,jsonb,text) to anon;
grant execute on function private.agent_received(text,text[],timestamp with time zone,jsonb,text) to authenticated;
grant execute on function private.agent_reminded(uuid[]) to anon;
grant execute on function private.agent_reminded(uuid[]) to authenticated;
grant execute on function private.agent_reminders(text) to anon;
grant execute on function private.agent_reminders(text) to authenticated;
grant execute on function private.agent_summary(text,text,text,text,text,text,text,text) to anon;
grant execute on function private.agent_summary(text,text,text,text,text,text,text,text) to authenticated;
grant execute on function private.agent_thread(text,text,text,timestamp with time zone) to anon;
grant execute on function private.agent_thread(text,text,text,timestamp with time zone) to authenticated;
grant execute on function private.agent_undelivered(text,text,text) to anon;
grant execute on function private.agent_undelivered(text,text,text) to authenticated;
grant execute on function private.amount_cents(jsonb) to painel_ledger;
grant execute on function private.amount_reason(bigint) to painel_ledger;
grant execute on function private.bill_month(date,integer,integer) to painel_ledger;
grant execute on function private.bill_month_of(uuid,integer,date) to painel_ledger;
grant execute on function private.bill_of_part(date,jsonb,integer) to authenticated;
grant execute on function private.bill_of_part(date,jsonb,integer) to painel_ledger;
grant execute on function private.bill_of_part(date,jsonb,integer) to service_role;
grant execute on function private.bounded(public.inbox) to painel_ledger;
grant execute on function private.broadcast(uuid,text,jsonb) to painel_ledger;
grant execute on function private.check_request() to anon;
grant execute on function private.check_request() to authenticated;
grant execute on function private.check_request() to service_role;
grant execute on function private.check_request_before() to anon;
grant execute on function private.check_request_before() to authenticated;
grant execute on function private.check_request_before() to service_role;
grant execute on function private.cleaned(text) to painel_ledger;
grant execute on function private.correct(uuid,json) to authenticated;
grant execute on function private.corrected(public.inbox,public.transactions,public.inbox) to painel_ledger;
grant execute on function private.create_agent(uuid,text,text[]) to authenticated;
grant execute on function private.create_join_code(uuid,integer) to authenticated;
grant execute on function private.create_ledger(text,text,text,text) to authenticated;
grant execute on function private.decline_invitation(uuid) to authenticated;
grant execute on function private.delete_account(text) to authenticated;
grant execute on function private.delete_label(uuid,text,integer,integer) to authenticated;
grant execute on function private.dismiss_item(uuid) to authenticated;
grant execute on function private.dismiss_undelivered(uuid,boolean) to authenticated;
grant execute on function private.erase_ledger(uuid,text) to authenticated;
grant execute on function private.erase_remains(uuid,integer) to postgres;
grant execute on function private.erase_texts(uuid,text,integer,text,integer) to authenticated;
grant execute on function private.export_ledger(uuid,boolean) to authenticated;
grant execute on function private.export_rows(uuid,text,json,integer) to authenticated;
grant execute on function private.filled_up(public.inbox,public.inbox) to painel_ledger;
grant execute on function private.folded_contact(text) to painel_ledger;
grant execute on function private.forget_broadcasts(uuid) to painel_ledger;
grant execute on function private.go_on_erasing(uuid) to authenticated;
grant execute on function private.go_on_erasing(uuid) to painel_ledger;
grant execute on function private.has_words(public.inbox) to painel_ledger;
grant execute on function private.import_sources() to anon;
grant execute on function private.import_sources() to authenticated;
grant execute on function private.import_token(uuid) to authenticated;
grant execute on function private.installment_cents(bigint,integer,integer) to authenticated;
grant execute on function private.installment_cents(bigint,integer,integer) to service_role;
grant execute on function private.invite_member(uuid,text,text) to authenticated;
grant execute on function private.is_month(text) to anon;
grant execute on function private.is_month(text) to authenticated;
grant execute on function private.is_month(text) to painel_ledger;
grant execute on function private.is_open_correction(public.inbox) to painel_ledger;
grant execute on function private.keep_repeat_on_page(uuid) to authenticated;
grant execute on function private.kept_text(text) to painel_ledger;
grant execute on function private.label_of(uuid,text,text) to painel_ledger;
grant execute on function private.ledger_to_correct() to anon;
grant execute on function private.ledger_to_correct() to authenticated;
grant execute on function private.list_members(uuid) to authenticated;
grant execute on function private.live_cents(bigint,integer,date,jsonb) to authenticated;
grant execute on function private.live_cents(bigint,integer,date,jsonb) to service_role;
grant execute on function private.lock_as(uuid,text[]) to painel_ledger;
grant execute on function private.locked_revision(uuid) to authenticated;
grant execute on function private.may_hear(text) to authenticated;
grant execute on function private.merge_labels(uuid,text,integer,integer) to authenticated;
grant execute on function private.month_day(date,integer) to painel_ledger;
grant execute on function private.month_of_text(text) to anon;
grant execute on function private.month_of_text(text) to authenticated;
grant execute on function private.month_of_text(text) to painel_ledger;
grant execute on function private.moved(public.transactions,public.inbox,public.inbox,text) to painel_ledger;
grant execute on function private.my_invitations() to authenticated;
grant execute on function private.my_ledgers() to authenticated;
grant execute on function private.my_ledgers_to_edit() to authenticated;
grant execute on function private.my_ledgers_to_own() to authenticated;
grant execute on function private.my_monthly_totals() to authenticated;
grant execute on function private.normalise(text) to authenticated;
grant execute on function private.normalise(text) to painel_ledger;
grant execute on function private.note_replies(text,text[]) to anon;
grant execute on function private.note_replies(text,text[]) to authenticated;
grant execute on function private.preview_cycle(uuid,integer,text,integer,integer) to authenticated;
grant execute on function private.quiet_agents_for_page(uuid) to authenticated;
grant execute on function private.read_inbox_completes_item(json) to anon;
grant execute on function private.read_inbox_completes_item(json) to authenticated;
grant execute on function private.read_inbox_completes_item(json) to authenticator;
grant execute on function private.read_inbox_completes_item(json) to painel_ledger;
grant execute on function private.read_inbox_completes_item(json) to service_role;
grant execute on function private.read_inbox_from_part(json) to anon;
grant execute on function private.read_inbox_from_part(json) to authenticated;
grant execute on function private.read_inbox_from_part(json) to authenticator;
grant execute on function private.read_inbox_from_part(json) to painel_ledger;
grant execute on function private.read_inbox_from_part(json) to service_role;
grant execute on function private.read_inbox_installments(json) to anon;
grant execute on function private.read_inbox_installments(json) to authenticated;
grant execute on function private.read_inbox_installments(json) to authenticator;
grant execute on function private.read_inbox_installments(json) to painel_ledger;
grant execute on function private.read_inbox_installments(json) to service_role;
grant execute on function private.read_inbox_item(json) to anon;
grant execute on function private.read_inbox_item(json) to authenticated;
grant execute on function private.read_inbox_item(json) to authenticator;
grant execute on function private.read_inbox_item(json) to painel_ledger;
grant execute on function private.read_inbox_item(json) to service_role;
grant execute on function private.read_inbox_occurred_at(json) to anon;
grant execute on function private.read_inbox_occurred_at(json) to authenticated;
grant execute on function private.read_inbox_occurred_at(json) to authenticator;
grant execute on function private.read_inbox_occurred_at(json) to painel_ledger;
grant execute on function private.read_inbox_occurred_at(json) to service_role;
grant execute on function private.read_inbox_part(json) to anon;
grant execute on function private.read_inbox_part(json) to authenticated;
grant execute on function private.read_inbox_part(json) to authenticator;
grant execute on function private.read_inbox_part(json) to painel_ledger;
grant execute on function private.read_inbox_part(json) to service_role;
grant execute on function private.read_inbox_parts(json) to anon;
grant execute on function private.read_inbox_parts(json) to authenticated;
grant execute on function private.read_inbox_parts(json) to authenticator;
grant execute on function private.read_inbox_parts(json) to painel_ledger;
grant execute on function private.read_inbox_parts(json) to service_role;
grant execute on function private.read_inbox_sent_at(json) to anon;
grant execute on function private.read_inbox_sent_at(json) to authenticated;
grant execute on function private.read_inbox_sent_at(json) to authenticator;
grant execute on function private.read_inbox_sent_at(json) to service_role;
grant execute on function private.read_inbox_target_item(json) to anon;
grant execute on function private.read_inbox_target_item(json) to authenticated;
grant execute on function private.read_inbox_target_item(json) to authenticator;
grant execute on function private.read_inbox_target_item(json) to painel_ledger;
grant execute on function private.read_inbox_target_item(json) to service_role;
grant execute on function private.reason_detail(text,public.inbox) to painel_ledger;
grant execute on function private.recorded_transactions(uuid[]) to anon;
grant execute on function private.recorded_transactions(uuid[]) to authenticated;
grant execute on function private.refile(uuid,text,integer,text[]) to postgres;
grant execute on function private.refuse_anothers(public.inbox) to painel_ledger;
grant execute on function private.refuse_numbers() to painel_ledger;
grant execute on function private.refuse_shape(public.inbox) to painel_ledger;
grant execute on function private.refuse_token() to painel_ledger;
grant execute on function private.refuse_value(text,text,text) to anon;
grant execute on function private.refuse_value(text,text,text) to authenticated;
grant execute on function private.refuse_value(text,text,text) to service_role;
grant execute on function private.rejection(public.inbox,public.inbox,text) to painel_ledger;
grant execute on function private.remove_member(uuid,uuid) to authenticated;
grant execute on function private.rename_member(uuid,text) to authenticated;
grant execute on function private.request_token_hash() to painel_ledger;
grant execute on function private.requesting_agent(text) to anon;
grant execute on function private.requesting_agent(text) to authenticated;
grant execute on function private.requesting_person() to painel_ledger;
grant execute on function private.require_agent(text) to painel_ledger;
grant execute on function private.require_role(uuid,text[]) to painel_ledger;
grant execute on function private.revoke_agent(uuid) to authenticated;
grant execute on function private.said_of(public.transactions,text) to painel_ledger;
grant execute on function private.set_member_role(uuid,uuid,text) to authenticated;
grant execute on function private.take_up_item(uuid) to authenticated;
grant execute on function private.tell_inbox(uuid) to painel_ledger;
grant execute on function private.told_twice(uuid) to authenticated;
grant execute on function private.touched_months(date,integer,jsonb,date) to painel_ledger;
grant execute on function private.trimmed(text) to authenticated;
grant execute on function private.trimmed(text) to painel_ledger;
grant execute on function private.undecided(public.inbox) to painel_ledger;
grant execute on function private.undelivered_replies(uuid) to authenticated;
grant execute on function private.undo_label(uuid,uuid) to authenticated;
grant execute on function public.accept_invitation(uuid,text) to authenticated;
grant execute on function public.agent_answered(text,text,jsonb) to anon;
grant execute on function public.agent_answered(text,text,jsonb) to authenticated;
grant execute on function public.agent_context() to anon;
grant execute on function public.agent_context() to authenticated;
grant execute on function public.agent_join(text,text) to anon;
grant execute on function public.agent_join(text,text) to authenticated;
grant execute on function public.agent_keep(text,integer) to anon;
grant execute on function public.agent_keep(text,integer) to authenticated;
grant execute on function public.agent_mute(text,text,date) to anon;
grant execute on function public.agent_mute(text,text,date) to authenticated;
grant execute on function public.agent_received(text,text[],timestamp with time zone,jsonb,text) to anon;
grant execute on function public.agent_received(text,text[],timestamp with time zone,jsonb,text) to authenticated;
grant execute on function public.agent_recorded(uuid[]) to anon;
grant execute on function public.agent_recorded(uuid[]) to authenticated;
grant execute on function public.agent_reminded(uuid[]) to anon;
grant execute on function public.agent_reminded(uuid[]) to authenticated;
grant execute on function public.agent_reminders(text) to anon;
grant execute on function public.agent_reminders(text) to authenticated;
grant execute on function public.agent_replied(text,text[]) to anon;
grant execute on function public.agent_replied(text,text[]) to authenticated;
grant execute on function public.agent_sources() to anon;
grant execute on function public.agent_sources() to authenticated;
grant execute on function public.agent_summary(text,text,text,text,text,text,text,text) to anon;
grant execute on function public.agent_summary(text,text,text,text,text,text,text,text) to authenticated;
grant execute on function public.agent_thread(text,text,text,timestamp with time zone) to anon;
grant execute on function public.agent_thread(text,text,text,timestamp with time zone) to authenticated;
grant execute on function public.agent_undelivered(text,text,text) to anon;
grant execute on function public.agent_undelivered(text,text,text) to authenticated;
grant execute on function public.agents(public.inbox) to authenticated;
grant execute on function public.correct(uuid,json) to authenticated;
grant execute on function public.create_agent(uuid,text,text[]) to authenticated;
grant execute on function public.create_join_code(uuid,integer) to authenticated;
grant execute on function public.create_ledger(text,text,text,text) to authenticated;
grant execute on function public.decline_invitation(uuid) to authenticated;
grant execute on function public.delete_account(text) to authenticated;
grant execute on function public.delete_label(uuid,text,integer,integer) to authenticated;
grant execute on function public.delete_ledger(uuid,text) to authenticated;
grant execute on function public.dismiss_inbox(uuid) to authenticated;
grant execute on function public.dismiss_undelivered(uuid,boolean) to authenticated;
grant execute on function public.erase_remains(uuid) to authenticated;
grant execute on function public.erase_texts(uuid,text,integer,text) to authenticated;
grant execute on function public.export_ledger(uuid,boolean) to authenticated;
grant execute on function public.export_rows(uuid,text,json,integer) to authenticated;
grant execute on function public.import_token(uuid) to authenticated;
grant execute on function public.invite_member(uuid,text,text) to authenticated;
grant execute on function public.keep_repeat(uuid) to authenticated;
grant execute on function public.label_uses(uuid,text,integer) to authenticated;
grant execute on function public.ledger_changes(uuid,bigint,integer,text,text) to authenticated;
grant execute on function public.list_members(uuid) to authenticated;
grant execute on function public.map_text(uuid,text,text,integer) to authenticated;
grant execute on function public.merge_labels(uuid,text,integer,integer) to authenticated;
grant execute on function public.my_invitations() to authenticated;
grant execute on function public.preview_cycle(uuid,integer,text,integer,integer) to authenticated;
grant execute on function public.quiet_agents(uuid) to authenticated;
grant execute on function public.remove_member(uuid,uuid) to authenticated;
grant execute on function public.rename_member(uuid,text) to authenticated;
grant execute on function public.revoke_agent(uuid) to authenticated;
grant execute on function public.set_member_role(uuid,uuid,text) to authenticated;
grant execute on function public.told_twice(uuid) to authenticated;
grant execute on function public.transaction_history(uuid) to authenticated;
grant execute on function public.undelivered_replies(uuid) to authenticated;
grant execute on function public.undismiss_inbox(uuid) to authenticated;
grant execute on function public.undo_label(uuid,uuid) to authenticated;
grant execute on function public.unknown_texts(uuid) to authenticated;
grant execute on function public.unmap_text(uuid,text,text,integer) to authenticated;
grant usage on schema private to anon;
grant usage on schema private to authenticated;
grant usage on schema private to painel_ledger;
grant usage on schema private to service_role;
grant select on table private.agent_tokens to painel_ledger;
grant delete, select on table private.label_undos to painel_ledger;
grant select on table private.labels to painel_ledger;
grant select, update (sender, said, asked) on table private.received_messages to painel_ledger;
grant delete, insert, select, update on table private.remains to painel_ledger;
grant select on table private.replies to painel_ledger;
grant delete, select on table private.undelivered to painel_ledger;
grant select on table public.agents to authenticated;
grant select, update (last_used_at) on table public.agents to painel_ledger;
grant select on table public.agents to service_role;
grant delete, insert (ledger_id, source_id, bill_month, closing_date), select, update (ledger_id, source_id, bill_month, closing_date) on table public.bill_closings to authenticated;
grant select on table public.bill_closings to painel_ledger;
grant delete, insert (ledger_id, source_id, bill_month, closing_date), select, update (ledger_id, source_id, bill_month, closing_date) on table public.bill_closings to service_role;
grant select on table public.bill_items to authenticated;
grant select on table public.bill_items to service_role;
grant delete, insert (ledger_id, category_id, month, amount_cents), select, update (ledger_id, category_id, month, amount_cents) on table public.budgets to authenticated;
grant delete, insert (ledger_id, category_id, month, amount_cents), select, update (ledger_id, category_id, month, amount_cents) on table public.budgets to service_role;
grant delete, insert (ledger_id, name, aliases, color), select, update (name, aliases, color) on table public.categories to authenticated;
grant select on table public.categories to painel_ledger;
grant delete, insert (ledger_id, name, aliases, color), select, update (name, aliases, color) on table public.categories to service_role;
grant delete, insert (ledger_id, address, person_id), select on table public.contacts to authenticated;
grant select on table public.contacts to painel_ledger;
grant delete, insert (ledger_id, address, person_id), select on table public.contacts to service_role;
grant select on table public.current_month_bill to authenticated;
grant select on table public.current_month_bill to service_role;
grant delete, insert (ledger_id, source_id, from_month, closing_day, due_day), select, update (ledger_id, source_id, from_month, closing_day, due_day) on table public.cycles to authenticated;
grant select on table public.cycles to painel_ledger;
grant delete, insert (ledger_id, source_id, from_month, closing_day, due_day), select, update (ledger_id, source_id, from_month, closing_day, due_day) on table public.cycles to service_role;
grant insert (message_id, item, action, target_message_id, target_item, target_text, completes_message_id, completes_item, sender, sent_at, kind, occurred_at, description, amount, category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload), select on table public.inbox to anon;
grant insert (message_id, item, action, target_message_id, target_item, target_text, completes_message_id, completes_item, sender, sent_at, kind, occurred_at, description, amount, category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload), select on table public.inbox to authenticated;
grant delete, insert, select, truncate, update on table public.inbox to postgres;
grant insert (message_id, item, action, target_message_id, target_item, target_text, completes_message_id, completes_item, sender, sent_at, kind, occurred_at, description, amount, category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload), select on table public.inbox to service_role;
grant delete, select on table public.invitations to authenticated;
grant select on table public.invitations to service_role;
grant select, update (name, timezone, basis, corrections) on table public.ledgers to authenticated;
grant delete, select, update (revision, inbox_revision) on table public.ledgers to painel_ledger;
grant select on table public.ledgers to service_role;
grant select on table public.members to authenticated;
grant select on table public.members to service_role;
grant select on table public.monthly_totals to authenticated;
grant select on table public.monthly_totals_by_day to authenticated;
grant delete, insert (ledger_id, name, aliases), select, update (name, aliases) on table public.people to authenticated;
grant select on table public.people to painel_ledger;
grant delete, insert (ledger_id, name, aliases), select, update (name, aliases) on table public.people to service_role;
grant select on table public.previous_month_bill to authenticated;
grant select on table public.previous_month_bill to service_role;
grant delete, insert (ledger_id, name, day, amount_cents, kind, category_id, source_id, until), select, update (name, day, amount_cents, kind, category_id, source_id, until) on table public.recurring to authenticated;
grant delete, insert (ledger_id, name, day, amount_cents, kind, category_id, source_id, until), select, update (name, day, amount_cents, kind, category_id, source_id, until) on table public.recurring to service_role;
grant insert, select, update on table public.reminder_settings to authenticated;
grant insert, select, update on table public.reminder_settings to service_role;
grant select on table public.senders to authenticated;
grant delete, insert, select on table public.senders to painel_ledger;
grant select on table public.senders to service_role;
grant delete, insert (ledger_id, name, aliases, archived), select, update (name, aliases, archived) on table public.sources to authenticated;
grant select on table public.sources to painel_ledger;
grant delete, insert (ledger_id, name, aliases, archived), select, update (name, aliases, archived) on table public.sources to service_role;
grant select on table public.transactions to authenticated;
grant delete, insert, select, truncate, update on table public.transactions to postgres;
grant select on table public.transactions to service_role;

-- ---------------------------------------------------------------- owners

alter function private.candidates(public.inbox,text,uuid[]) owner to painel_ledger;
alter function private.carry_out_amend(public.inbox,public.inbox,public.transactions,public.inbox,text,bigint) owner to painel_ledger;
alter function private.close_correction() owner to painel_ledger;
alter function private.close_inbox() owner to painel_ledger;
alter function private.correct(uuid,json) owner to painel_ledger;
alter function private.dismiss_item(uuid) owner to painel_ledger;
alter function private.erase_ledger(uuid,text) owner to painel_ledger;
alter function private.erase_remains(uuid,integer) owner to painel_ledger;
alter function private.erase_texts(uuid,text,integer,text,integer) owner to painel_ledger;
alter function private.file_items(public.inbox[],text) owner to painel_ledger;
alter function private.file_pending(public.inbox,bigint) owner to painel_ledger;
alter function private.find_target(public.inbox) owner to painel_ledger;
alter function private.items_of(public.inbox,text,integer) owner to painel_ledger;
alter function private.judge_change(public.inbox,bigint) owner to painel_ledger;
alter function private.judge_item() owner to painel_ledger;
alter function private.judge_refund(public.inbox,bigint) owner to painel_ledger;
alter function private.met_before(public.inbox) owner to painel_ledger;
alter function private.named_items(public.inbox) owner to painel_ledger;
alter function private.newest_item(public.inbox) owner to painel_ledger;
alter function private.open_inbox() owner to painel_ledger;
alter function private.put_transaction(uuid,public.inbox,text,boolean,uuid,jsonb) owner to painel_ledger;
alter function private.refile(uuid,text,integer,text[]) owner to painel_ledger;
alter function private.refunded(public.inbox,text,integer) owner to painel_ledger;
alter function private.sees_all(public.inbox) owner to painel_ledger;
alter function private.sender_of(uuid,text) owner to painel_ledger;
alter function private.take_up_item(uuid) owner to painel_ledger;
alter function private.void_transaction(uuid,uuid,bigint) owner to painel_ledger;
alter table public.inbox owner to painel_ledger;
alter table public.transactions owner to painel_ledger;

-- ---------------------------------------------------------------- comments

comment on column private.agent_tokens.expires_at is 'The import agent''s tokens last a day.';
comment on column private.agent_tokens.made_for is 'The member whom a token of the import agent was made for: it ends with their right to edit. Null: an owner''s, for a machine.';
comment on column private.label_undos.into_id is 'The one that it was made one with; null: it was deleted.';
comment on column private.received_messages.asked is 'The question that the message asked, as it was understood: "e em setembro?" goes on from it.';
comment on column private.received_messages.said is 'What the agent replied, of a known contact''s message: sent once more, or shown on the page, where it does not arrive.';
comment on column private.received_messages.sender is 'The known contact who sent it; null of strangers.';
comment on column private.undelivered.detail is 'What the door gave as the reason.';
comment on column private.undelivered.said is 'What the reply said, to 1,000 characters.';
comment on column public.agents.abilities is 'record: insert items and read its own; converse: call the agent_… functions; correct: amend, void and read all items of its ledger. An importer, or a program that only posts, needs record alone.';
comment on column public.agents.imports is 'The ledger''s import agent: what members import from files is its. At most one that is not revoked; import_token makes it.';
comment on column public.agents.last_used_at is 'When it last wrote, to the minute.';
comment on column public.agents.revoked_at is 'Its token is refused since then.';
comment on column public.bill_closings.closing_date is 'First day whose purchases go to the next bill.';
comment on column public.bill_items.category is 'Name of the category that matched; category_text is what the agent sent.';
comment on column public.budgets.amount_cents is '0 ends the budget.';
comment on column public.budgets.category_id is 'Null: the whole bill.';
comment on column public.contacts.address is 'tel:5511…, wa:BR.… (WhatsApp''s user id), lid:… (Evolution, WAHA), tg:… (Telegram), app:… (a program). Brazilian mobiles always with their ninth digit.';
comment on column public.cycles.closing_day is 'Purchases from this day on (clamped to the month''s last) go to the next closing; null: the cycle is dropped, its bills are calendar months.';
comment on column public.cycles.due_day is 'Day the bill is due; on or before closing_day: in the month after closing.';
comment on column public.cycles.from_month is 'First of the bill month from which it is valid; null: from the beginning.';
comment on column public.inbox.action is 'record; amend replaces the given fields of a transaction; void undoes one; restore brings a voided one back; keep: nobody could read it.';
comment on column public.inbox.agent_id is 'The agent that sent it; null: member_id, a person who corrected on the page.';
comment on column public.inbox.amount is 'A JSON number or string, kept as sent: the number 1.234 and the Brazilian string "1.234" differ.';
comment on column public.inbox.amount_cents is 'The amount as understood, in cents; null when there is none or it was refused.';
comment on column public.inbox.before is 'Of a correction: what the transaction was; after: what it is.';
comment on column public.inbox.bill_month is 'YYYY-MM: the bill of the first part, or of a transfer the bill of to_source that it pays; empty in an amend: as the rules say again.';
comment on column public.inbox.candidates is 'Of a correction refused as target_ambiguous: what it may have meant.';
comment on column public.inbox.completes_message_id is 'The refused correction that this one answers: its fields are taken over, and it leaves the "a conferir" list.';
comment on column public.inbox.description is 'As sent; like all raw texts, to 2,048 characters.';
comment on column public.inbox.dismissed_at is 'A member (dismissed_by) or a later void took it off the "a conferir" list.';
comment on column public.inbox.from_part is 'Of an amend with parts_to: this part and all later ones go to that bill ("open": the one that is open that day), or are cancelled; null: from the first that is not billed yet.';
comment on column public.inbox.if_revision is 'Of a member''s correction: refused as target_changed where the transaction has another revision.';
comment on column public.inbox.item is 'One message may hold several purchases.';
comment on column public.inbox.kind is 'expense (what a record is when nothing is said), income, refund or transfer; null in an amend: not given.';
comment on column public.inbox.message_id is 'The WhatsApp message id (wamid…).';
comment on column public.inbox.occurred_at is 'Kept to the millisecond; a record without it happened when it arrived.';
comment on column public.inbox.part is 'Part k of a purchase that is known by its parts, of which there are parts.';
comment on column public.inbox.payload is 'Anything else worth keeping. Over 64 kB: {cut, length, sha256, start} in its place.';
comment on column public.inbox.sender is 'Taken in here, kept as sender_id in public.senders, which viewers may not read.';
comment on column public.inbox.sent_at is 'The message''s own time, never after its arrival: what was said last, and the 15 minutes, go by it.';
comment on column public.inbox.target_message_id is 'Which item to amend, void or restore: a message, or the agent''s reply to one; null: what its sender said last. Of a refund: the purchase it belongs to.';
comment on column public.inbox.target_text is 'Words by which a correction names its purchase where it names no message ("apaga o uber"): found among what was recorded, or asked about.';
comment on column public.inbox.to_source is 'Of a transfer: where the money went; a card there means that its bill was paid.';
comment on column public.inbox.transaction_id is 'The transaction made or changed. On a rejected item: the one that a later message made of it.';
comment on column public.ledgers.basis is 'How its months are counted where nothing else is said: bill (each installment in its bill month) or purchase (the whole in the calendar month of its local day).';
comment on column public.ledgers.corrections is 'Whether editors and owners may correct on the page (public.correct).';
comment on column public.ledgers.currency is 'ISO 4217; one with two decimals.';
comment on column public.ledgers.epoch is 'Grows whenever somebody stops being a member: Realtime asks for rights only at a join and at a new token.';
comment on column public.ledgers.inbox_revision is 'Counts changes of the "a conferir" list.';
comment on column public.ledgers.revision is 'Change counter of its transactions: gapless, moved under this row''s lock held to commit.';
comment on column public.ledgers.settings_revision is 'Counts changes of settings, members and the ledger itself.';
comment on column public.ledgers.timezone is 'IANA name; month turns and "today" follow it.';
comment on column public.members.name is 'By which the others know this person; null: by nothing but the address.';
comment on column public.recurring.day is 'Day of the month, clamped to its last one.';
comment on column public.recurring.until is 'The last day on which it may fall due; null: it goes on.';
comment on column public.reminder_settings.quiet_from is 'From this hour of the ledger''s zone until quiet_to nothing is sent by itself. The same twice: never quiet.';
comment on column public.sources.archived is 'Not offered any more (a cancelled card); what was bought with it stays.';
comment on column public.transactions.bill_given is 'The bill month was given, and stays until it is amended or emptied.';
comment on column public.transactions.bill_month is 'First of the bill month of installment 1; part k falls k - 1 months later.';
comment on column public.transactions.category_text is 'What the agent sent, also where a category matched it.';
comment on column public.transactions.first_month is 'First of the earliest month that a live installment or its local day touches; with last_month: which ranges of months hold it.';
comment on column public.transactions.id is 'Id of the inbox item that recorded it.';
comment on column public.transactions.last_month is 'First of the latest such month.';
comment on column public.transactions.message_id is 'Of the inbox item that recorded it. Those of imported files begin with import: (no door''s do), by which readers know them.';
comment on column public.transactions.moves is 'Parts brought forward or cancelled: [[from_part, "YYYY-MM" or null], …] ascending; from that part on, until the next entry, the parts lie in that one bill, or are cancelled. Null: none.';
comment on column public.transactions.part is 'Part k of a purchase that is known by its parts (a bank''s file), of which there are parts; installments is 1 then.';
comment on column public.transactions.pays_month is 'Of a transfer, where it was said: first of the bill month of to_source that it pays.';
comment on column public.transactions.refund_of is 'The transaction that a refund belongs to.';
comment on column public.transactions.revision is 'Number of its last change in the ledger''s counter: gapless, visible in order.';
comment on column public.transactions.to_source_id is 'Of a transfer: where the money went.';
comment on column public.transactions.voided is 'Undone; kept as a tombstone so that every reader learns of it.';
comment on function private.accept_invitation(uuid,text) is 'Behind public.accept_invitation.';
comment on function private.agent_answered(text,text,jsonb) is 'Behind public.agent_answered.';
comment on function private.agent_context() is 'Behind public.agent_context.';
comment on function private.agent_join(text,text) is 'Behind public.agent_join.';
comment on function private.agent_keep(text,integer) is 'Behind public.agent_keep.';
comment on function private.agent_mute(text,text,date) is 'Behind public.agent_mute.';
comment on function private.agent_received(text,text[],timestamp with time zone,jsonb,text) is 'Behind public.agent_received.';
comment on function private.agent_reminded(uuid[]) is 'Behind public.agent_reminded.';
comment on function private.agent_reminders(text) is 'Behind public.agent_reminders.';
comment on function private.agent_summary(text,text,text,text,text,text,text,text) is 'Behind public.agent_summary.';
comment on function private.agent_thread(text,text,text,timestamp with time zone) is 'Behind public.agent_thread.';
comment on function private.agent_undelivered(text,text,text) is 'Behind public.agent_undelivered.';
comment on function private.amount_cents(jsonb) is 'Cents of an amount as sent (a JSON number or a string), or -1 amount_missing, -2 amount_unreadable, -3 amount_not_positive, -4 amount_too_large. As src/ledger/amount.ts.';
comment on function private.amount_reason(bigint) is 'The reason behind a negative answer of private.amount_cents.';
comment on function private.bill_closing(private.billing,date) is 'First day whose purchases go to the bill after this one. As closingDate in src/ledger/bill.ts.';
comment on function private.bill_due(private.billing,date) is 'The day on which a bill is due; null: its cycle says none.';
comment on function private.bill_month(date,integer,integer) is 'First of the bill month of a purchase made on a local day with a cycle that holds for all bills, none of them moved. As src/ledger/bill.ts.';
comment on function private.bill_month_of(uuid,integer,date) is 'First of the bill month of a purchase on a local day with a source (null: none).';
comment on function private.bill_of_part(date,jsonb,integer) is 'First of the bill month of one part (from 1) of a transaction with these moves; null: that part is cancelled. As src/ledger/parts.ts.';
comment on function private.bill_on(private.billing,date) is 'First of the bill month of a local day: the earliest bill, by bill month, that closes after it. As billMonth in src/ledger/bill.ts.';
comment on function private.billing_of(uuid,integer) is 'What decides the bills of one source.';
comment on function private.bounded(public.inbox) is 'An item with its raw texts cut to 2,048 characters, and a payload of over 64 kB as {cut, length (bytes), sha256, start}.';
comment on function private.broadcast(uuid,text,jsonb) is 'Sends an event on a ledger''s private topic. Never fails its caller.';
comment on function private.broadcast_changes() is 'One "changes" broadcast per statement and ledger: {from, to, rows?}, revisions from+1 … to, rows in column form when few and small.';
comment on function private.candidates(public.inbox,text,uuid[]) is 'What a correction that named nothing clear may have meant, at most 5: these (named), the items of that message, or of the same sender, newest first.';
comment on function private.card_bills(uuid,date) is 'Every bill of each card of a ledger, as it stands on a day: when it closes and is due, what it holds, what transfers to the card paid, what is left or over, and its state (open, closed, partly, overdue, paid). As src/ledger/card-bills.ts.';
comment on function private.carry_out_amend(public.inbox,public.inbox,public.transactions,public.inbox,text,bigint) is 'Judges the content that an amend or restore makes, and files it.';
comment on function private.check_ledger() is 'Refuses a name that is blank, padded or over 60 characters, a currency not written as in ISO 4217 or without two decimals, and an unknown basis.';
comment on function private.check_request() is 'Asked by the API before every request (pgrst.db_pre_request): refuses counts guessed from statistics over rows that the caller may not see.';
comment on function private.check_request_before() is 'Calls the check that the API had before this one; nothing where it had none.';
comment on function private.cleaned(text) is 'Text fit to be shown: trimmed, invisible marks taken out, each run of control characters made one space; empty when nothing of it can be seen.';
comment on function private.close_correction() is 'Tells the pages that the inbox has corrections by a member.';
comment on function private.close_inbox() is 'Proves the agent again, files what was accepted, and tells the pages.';
comment on function private.confirmed_address() is 'The signed-in person''s address, where they proved it: else anybody could sign up as somebody else and walk in.';
comment on function private.context_budgets(uuid,text,date) is 'Budgets that hold in a month, and what is left of each, counted by the ledger''s basis; category null: the whole month.';
comment on function private.context_categories(uuid) is 'Categories with their aliases, in the order in which they were made.';
comment on function private.context_people(uuid) is 'People with their aliases and contacts.';
comment on function private.context_sources(uuid,date) is 'Sources that are not archived, with their aliases; cards with their last closed and their open bill.';
comment on function private.correct(uuid,json) is 'Behind public.correct.';
comment on function private.corrected(public.inbox,public.transactions,public.inbox) is 'The whole content that an amend makes of a transaction, or of the refused item that now becomes one.';
comment on function private.counted_between(uuid,text,date,date,integer,integer,integer,text,date) is 'What counts in a range of months, a row for each transaction: by bill its parts in those bills, by purchase the whole of those made in it. last_day: nothing after it.';
comment on function private.counters_only_grow() is 'Refuses to turn a ledger''s counters back, or to give it another id.';
comment on function private.create_agent(uuid,text,text[]) is 'Behind public.create_agent.';
comment on function private.create_join_code(uuid,integer) is 'Behind public.create_join_code.';
comment on function private.create_ledger(text,text,text,text) is 'Behind public.create_ledger.';
comment on function private.cycle_at(private.billing,date) is 'Place of the version that is valid for a bill (given by its first day); 0: none is.';
comment on function private.decline_invitation(uuid) is 'Behind public.decline_invitation.';
comment on function private.delete_account(text) is 'Behind public.delete_account.';
comment on function private.delete_label(uuid,text,integer,integer) is 'Behind public.delete_label.';
comment on function private.dismiss_item(uuid) is 'Behind public.dismiss_inbox.';
comment on function private.dismiss_undelivered(uuid,boolean) is 'Behind public.dismiss_undelivered.';
comment on function private.end_powers() is 'Takes back what a member made to bring others in, once they may not: invitations with the owner''s role, import tokens and unused join codes with the editor''s. Tokens of other agents stay, since machines live by them: owners revoke those.';
comment on function private.erase_forgotten_remains(integer) is 'One step of the ledger that was deleted first; run by pg_cron where there is one, for whoever did not go on to the end.';
comment on function private.erase_ledger(uuid,text) is 'Behind public.delete_ledger.';
comment on function private.erase_remains(uuid,integer) is 'Erases so many rows of one deleted ledger. Answers whether anything of it is left.';
comment on function private.erase_texts(uuid,text,integer,text,integer) is 'Behind public.erase_texts: so many messages at most, or a few more, since a purchase is erased with every message about it.';
comment on function private.export_ledger(uuid,boolean) is 'Behind public.export_ledger.';
comment on function private.export_rows(uuid,text,json,integer) is 'Behind public.export_rows.';
comment on function private.family_of(text) is 'Addresses of one family are one sender of a person: WhatsApp tells a number, a user id, or an address that hides both.';
comment on function private.file_items(public.inbox[],text) is 'Makes transactions of judged items of one ledger, in one statement, and moves the ledger''s counter once. timezone: the ledger''s, which the caller holds locked.';
comment on function private.file_pending(public.inbox,bigint) is 'Files what came earlier in the same array, so that an item may be about it. Answers the ledger''s timezone.';
comment on function private.filled_up(public.inbox,public.inbox) is 'What one item says, and where it says nothing, what the other does.';
comment on function private.find_target(public.inbox) is 'What a correction is about: a transaction, or a refused item (target); both null when it is about nothing, and reason, detail and candidates say why. said: its fields over those of refused corrections that it puts right (refused), and the target it resolved to.';
comment on function private.folded_contact(text) is 'An address in the one form in which it is stored and compared; null for anything that is none.';
comment on function private.forget_address() is 'Takes an address out of invitations when its account is deleted. Members and their names go by the foreign key.';
comment on function private.forget_broadcasts(uuid) is 'Removes what was broadcast about a ledger. Never fails its caller.';
comment on function private.go_on_erasing(uuid) is 'Behind public.erase_remains: one step of a size that every caller can afford.';
comment on function private.has_gone_quiet(date[],date) is 'Whether the last of these days is longer ago than three times the usual gap.';
comment on function private.has_words(public.inbox) is 'Whether anything that somebody wrote is left in a message.';
comment on function private.import_sources() is 'Behind public.agent_sources.';
comment on function private.import_token(uuid) is 'Behind public.import_token.';
comment on function private.imported_last(uuid,integer,date,integer) is 'Whether the spending of a month (and category, and source; null: any) that was recorded last came from a file.';
comment on function private.installment_cents(bigint,integer,integer) is 'Cents of one part (from 1): the quotient rounded down; the first part takes the remainder.';
comment on function private.invite_member(uuid,text,text) is 'Behind public.invite_member.';
comment on function private.is_month(text) is 'Whether a text is a month written YYYY-MM.';
comment on function private.is_open_correction(public.inbox) is 'Whether an item is a refused correction that nothing has put right yet.';
comment on function private.items_of(public.inbox,text,integer) is 'The items of a message, or of the one that a reply belongs to (item: that one only), which this item may be about. Null: none.';
comment on function private.judge_change(public.inbox,bigint) is 'Judges an amend, void or restore and, when accepted, carries it out at once, so that later items of the same array see it.';
comment on function private.judge_item() is 'Judges one arriving item; what it decides is in the answer to the agent.';
comment on function private.judge_refund(public.inbox,bigint) is 'Records a refund of a purchase that it names: what it does not say of category, source and person is the purchase''s.';
comment on function private.keep_agents() is 'Refuses to delete an agent that has items in the inbox, or to truncate agents.';
comment on function private.keep_an_owner(uuid,uuid) is 'Raises (PT409) if nobody but this person owns the ledger.';
comment on function private.keep_label(uuid,text,integer,integer) is 'Keeps a name and all that hangs on it before it goes. Answers the id by which undo_label brings it back.';
comment on function private.keep_repeat(uuid,uuid) is 'Writes down that a purchase is one of its own, and tells the page; false: it was kept already.';
comment on function private.keep_repeat_on_page(uuid) is 'Behind public.keep_repeat.';
comment on function private.kept_text(text) is 'Raw category, source or person as a transaction keeps it: cleaned, at most 120 characters, null when blank.';
comment on function private.known_timezone(text) is 'Whether this is an IANA time zone name.';
comment on function private.label_asked(uuid,text,text) is 'The category, source or person that answers to a text; an unknown one is an error with the nearest names, never a total of 0.';
comment on function private.label_of(uuid,text,text) is 'The category, source or person that a text names; null: none.';
comment on function private.label_row(uuid,text,integer) is 'A category, source or person; raises where there is none.';
comment on function private.label_table(text) is 'The table of categories, sources or people; null for anything else.';
comment on function private.last_closed(private.billing,date) is 'The greatest bill, by bill month, that closed by a day.';
comment on function private.learn_contacts(uuid,integer,text[],text) is 'Keeps the other addresses that a door gives of a known sender: a later message may bring only one of them.';
comment on function private.ledger_to_correct() is 'The ledger whose items the request''s agent may correct, whoever sent them; null: its own items only.';
comment on function private.list_members(uuid) is 'Behind public.list_members.';
comment on function private.live_cents(bigint,integer,date,jsonb) is 'What of a transaction counts by purchase: the sum of its parts that are not cancelled.';
comment on function private.lock_as(uuid,text[]) is 'Locks a ledger''s row to commit for somebody with one of the roles in it, then too: raises as require_role.';
comment on function private.lock_my_ledgers() is 'Locks the ledgers that the caller may change, in order, before a settings statement locks any other row.';
comment on function private.locked_revision(uuid) is 'A ledger''s counter, locked to commit (editors, owners).';
comment on function private.may_hear(text) is 'Whether the signed-in person is a member of the ledger whose present topic this is: that of an earlier epoch is refused.';
comment on function private.member_name(text) is 'A person''s name as it is kept: tidy, at most 60 characters; null for none.';
comment on function private.merge_labels(uuid,text,integer,integer) is 'Behind public.merge_labels.';
comment on function private.met_before(public.inbox) is 'Judges an item whose message came before: repeated, another''s, or the reading of a message that was kept.';
comment on function private.month_day(date,integer) is 'A day of a month (given by its first), clamped to the month''s last day.';
comment on function private.month_of_text(text) is 'First day of a month written YYYY-MM; anything else is an error (22023).';
comment on function private.moved(public.transactions,public.inbox,public.inbox,text) is 'The moves of a transaction''s parts after a correction; reason: why they cannot be moved so.';
comment on function private.my_invitations() is 'Behind public.my_invitations.';
comment on function private.my_ledgers() is 'Ledgers that the signed-in person is a member of.';
comment on function private.my_ledgers_to_edit() is 'Ledgers whose settings the signed-in person may change.';
comment on function private.my_ledgers_to_own() is 'Ledgers that the signed-in person owns.';
comment on function private.my_monthly_totals() is 'Totals of the caller''s ledgers by bill month, kind, category and source: the kept ones where they are of today''s revision, else counted now.';
comment on function private.name_of(text) is 'A name as it is stored: cleaned, white space collapsed, 1 to 60 characters; anything else is an error (22023).';
comment on function private.named_items(public.inbox) is 'What a correction names by its words, newest first: of its sender, or, where there is none, of others. Null: nothing.';
comment on function private.newest_item(public.inbox) is 'What the same sender said last in the 15 minutes before an item; nulls: nothing.';
comment on function private.normalise(text) is 'The form in which names and aliases are compared: lower case, no accents, white space collapsed. As src/ledger/name.ts. Callers give it bounded texts only: normalize() takes quadratic time and cannot be cancelled.';
comment on function private.note_replies(text,text[]) is 'Behind public.agent_replied.';
comment on function private.open_correction() is 'Asks once more whether the signed-in person may correct the ledger.';
comment on function private.open_inbox() is 'Refuses an insert without a valid agent token, whatever the role, and locks the ledger''s row until commit.';
comment on function private.part_from_members() is 'Begins a new epoch of each ledger that somebody stopped being a member of, accounts deleted on the platform included.';
comment on function private.preview_cycle(uuid,integer,text,integer,integer) is 'Behind public.preview_cycle.';
comment on function private.put_transaction(uuid,public.inbox,text,boolean,uuid,jsonb) is 'Makes or changes one transaction (a voided one comes back) from a judged item that holds its whole content, under a new revision; false: it was so already. timezone: the ledger''s, which the caller holds locked; changes: the transaction is there already.';
comment on function private.quiet_agents(uuid) is 'The agents of a ledger that have gone quiet. The callers know who asks.';
comment on function private.quiet_agents_for_page(uuid) is 'Behind public.quiet_agents.';
comment on function private.read_inbox_completes_item(json) is 'What the API makes of completes_item in a body.';
comment on function private.read_inbox_from_part(json) is 'What the API makes of from_part in a body.';
comment on function private.read_inbox_installments(json) is 'What the API makes of installments in a body.';
comment on function private.read_inbox_item(json) is 'What the API makes of item in a body.';
comment on function private.read_inbox_occurred_at(json) is 'What the API makes of occurred_at in a body.';
comment on function private.read_inbox_part(json) is 'What the API makes of part in a body.';
comment on function private.read_inbox_parts(json) is 'What the API makes of parts in a body.';
comment on function private.read_inbox_sent_at(json) is 'What the API makes of sent_at in a body.';
comment on function private.read_inbox_target_item(json) is 'What the API makes of target_item in a body.';
comment on function private.reason_detail(text,public.inbox) is 'The rejection in a sentence, for the agent''s answer and the page.';
comment on function private.recorded_transactions(uuid[]) is 'Behind public.agent_recorded.';
comment on function private.recurring_in(uuid,date,date) is 'How what comes again stands in a month: its day (null: over by then), what arrived, whether it is late or over 12 % dearer. As src/ledger/recurring.ts.';
comment on function private.refile(uuid,text,integer,text[]) is 'Files past transactions again (all of them, or those of one label or with one of these texts) and gives new revisions to those that changed. Answers how many.';
comment on function private.refresh_monthly_totals() is 'Brings the kept totals up to date and forgets what can be undone no more; run nightly by pg_cron where there is one.';
comment on function private.refunded(public.inbox,text,integer) is 'The purchase that a refund names by its message, or why there is none; by its words (message_id null) the one that it can only be, or none.';
comment on function private.refuse_anothers(public.inbox) is 'Refuses an item of a message that another agent sent.';
comment on function private.refuse_numbers() is 'Raises when what a statement did to the painel.* settings would break the chain of revisions.';
comment on function private.refuse_shape(public.inbox) is 'Raises for an item whose ids have no form that could be stored.';
comment on function private.refuse_token() is 'Raises the one answer to every wrong token.';
comment on function private.refuse_value(text,text,text) is 'Raises the answer to a value that its column cannot hold.';
comment on function private.refuse_write() is 'Refuses a statement on transactions, inbox or ledgers that no function of the ledger''s own role runs. A security invoker, and the trigger''s condition too: inside a definer function current_user is always its owner.';
comment on function private.rejection(public.inbox,public.inbox,text) is 'Why the rules refuse such a record (whole: all of it; said: what this item says), or null. Their order is that of REJECT_REASONS in src/ledger.';
comment on function private.reminders_due(uuid,text,date) is 'What may be told on a day: a budget at 80 or 100 %, a card''s bill that closes or is due within two days, a recurring one late, on Sundays the month so far.';
comment on function private.remove_member(uuid,uuid) is 'Behind public.remove_member.';
comment on function private.rename_member(uuid,text) is 'Behind public.rename_member.';
comment on function private.repeats_of(public.transactions,text) is 'Earlier purchases that may be this one, told twice: same amount and source within two days, by another sender or door. Null: none, or it was kept.';
comment on function private.request_token_hash() is 'SHA-256 of the request''s x-agent-token header; null without one.';
comment on function private.requesting_agent(text) is 'The agent with this ability whose valid token the request carries; null otherwise.';
comment on function private.requesting_person() is 'The signed-in person, for functions of the ledger''s own role, which has no right to auth.uid().';
comment on function private.require_agent(text) is 'The ledger of the request''s agent; raises 42501 unless its token is valid and it has the ability.';
comment on function private.require_role(uuid,text[]) is 'Raises unless the signed-in person has one of the roles in the ledger: PT404 for strangers, 42501 for members.';
comment on function private.restore_hangers(uuid,text,jsonb,integer) is 'Gives a name that is back what hung on it: budgets, cycles and closings, contacts and codes, recurring ones.';
comment on function private.revoke_agent(uuid) is 'Behind public.revoke_agent.';
comment on function private.said_of(public.transactions,text) is 'A transaction as the answer to a correction tells it: names where they matched, else the raw texts.';
comment on function private.same_place(uuid,text,text) is 'Whether two texts name one source, known or not.';
comment on function private.sees_all(public.inbox) is 'Whether an item may be about others'' items of its ledger: a member''s may, and that of an agent that may correct.';
comment on function private.sender_of(uuid,text) is 'The number of a sender in its ledger, a new one where it writes for the first time. The caller holds the ledger''s lock.';
comment on function private.set_member_role(uuid,uuid,text) is 'Behind public.set_member_role.';
comment on function private.settle_budget() is 'Refuses to move a budget to another ledger.';
comment on function private.settle_closing() is 'Files a source''s transactions anew after its cycle changed or one of its bills moved.';
comment on function private.settle_label() is 'Keeps private.labels as names and aliases say, and files the transactions they concern anew.';
comment on function private.settle_timezone() is 'Files all transactions anew after the timezone changed: month turns move with it.';
comment on function private.shape_contact() is 'Folds a new contact''s address; refuses what is none, and too many.';
comment on function private.shape_label() is 'Tidies name and aliases, and gives a new category, source or person its id: small, and never used twice.';
comment on function private.shape_ledger() is 'Tidies a ledger''s name; refuses an unknown timezone.';
comment on function private.shape_recurring() is 'Tidies the name of what comes again, keeps it in its ledger, and counts.';
comment on function private.take_message(uuid,text) is 'new: the caller works on this message now; busy: another run does, for at most three minutes; answered: it is done.';
comment on function private.take_up_item(uuid) is 'Behind public.undismiss_inbox.';
comment on function private.tell_inbox(uuid) is 'Tells the pages that what waits under "a conferir" changed.';
comment on function private.tell_ledger() is 'Counts a change of what is set of a ledger itself and tells the pages.';
comment on function private.tell_settings() is 'Counts a change of settings and tells the pages, once per statement and ledger.';
comment on function private.thread_items(uuid,text) is 'An agent''s items of one message, and what each is now.';
comment on function private.thread_of(uuid,text) is 'An agent''s items of one message, and the edit that waits in it for an answer.';
comment on function private.told_twice(uuid) is 'Behind public.told_twice.';
comment on function private.topic(uuid) is 'The private topic of a ledger''s present epoch, on which its members hear of changes. The one place that says its form.';
comment on function private.totals_between(uuid,text,date,date,integer,integer,integer,text,date) is 'Totals of a range of months, with lines by category and by source, largest first.';
comment on function private.touched_months(date,integer,jsonb,date) is 'The first and last month that a live part or the local day of a transaction touches.';
comment on function private.trimmed(text) is 'Text without white space at its ends, NBSP and other Unicode spaces included.';
comment on function private.undecided(public.inbox) is 'An item without anything that the rules decide.';
comment on function private.undelivered_replies(uuid) is 'Behind public.undelivered_replies.';
comment on function private.undo_label(uuid,uuid) is 'Behind public.undo_label.';
comment on function private.usual_gap(date[]) is 'How many days usually lie between two days on which an agent wrote (newest first), rounded up; null below five of them: that is no habit yet.';
comment on function private.void_transaction(uuid,uuid,bigint) is 'Undoes one transaction under a new revision.';
comment on function private.writing_days(uuid,text) is 'The last days, twenty at most, on which an agent wrote, newest first, in a zone.';
comment on function public.accept_invitation(uuid,text) is 'Joins the ledger of one invitation to the caller''s confirmed address, by the name that others see. Answers the ledger''s id.';
comment on function public.agent_answered(text,text,jsonb) is 'Says that a message was dealt with: its reply (said) was sent, or it wants none. Brought again, it is not worked on. asked: the question that it asked, as it was understood, for the ones that go on from it.';
comment on function public.agent_context() is 'What the agent is told before it reads a message: the ledger, its categories and sources with aliases, cards with their last closed and their open bill, its people with contacts, what is left of each budget, and agents that have gone quiet.';
comment on function public.agent_join(text,text) is 'Makes the contact that sent a code one of its person: {joined, person, contact}, or {joined: false, reason} with code_unknown, code_used, contact_of_another or try_tomorrow. Asked again it answers the same.';
comment on function public.agent_keep(text,integer) is 'Says that the purchase of an agent''s own item, which looked told twice, is one of its own. False: there is none, or it was kept already.';
comment on function public.agent_mute(text,text,date) is 'No reminders for a contact any more ("silenciar"): of one kind (bill: closing and due), or of none (null), until a day (included) or for good (null). A day that has passed takes it back.';
comment on function public.agent_received(text,text[],timestamp with time zone,jsonb,text) is 'Asked once for each message, before any work: {state, known, sender, person, told}. state: new (work on it), busy (another run does; try again later) or answered. told: an unknown sender was told how to join within a day.';
comment on function public.agent_recorded(uuid[]) is 'Which of these are transactions of the agent''s ledger, whoever recorded them: what Painel exported and is sent back is not recorded twice. Nothing else of them is told.';
comment on function public.agent_reminded(uuid[]) is 'Says that these reminders were told.';
comment on function public.agent_reminders(text) is 'What a contact (null: all that may be written to now, outside the quiet hours) should be told: [{id, contact, kind, facts, route, last_sent_at}]. Each is given out once; one that agent_reminded does not confirm within 10 minutes once more that day, then never.';
comment on function public.agent_replied(text,text[]) is 'Says which messages are the agent''s own replies to a message, so that who answers one of them means that message. Ids add up; repeating is harmless.';
comment on function public.agent_sources() is 'The ledger''s timezone and its sources with aliases, all versions of their cycles and bills that close on another date: what an import needs to find a card''s bill. For the import agent, and for agents that record and converse.';
comment on function public.agent_summary(text,text,text,text,text,text,text,text) is 'Totals of a month, or of from_month to to_month (YYYY-MM, both included, at most 36), by category and source, counted by the ledger''s basis unless another is named; with filters, an unknown one being an error (22023) that names the nearest. before: the range before; before_same_days, while a month runs: the same days of the month before.';
comment on function public.agent_thread(text,text,text,timestamp with time zone) is 'What was said around a message, of the agent''s own items: {items, about, asked, last, pending}. about: a message, or a reply of the agent''s to one, with how many replies it had and what they said; asked: the question that is answered, or the last that the sender asked in the 15 minutes before; last: what the sender said in the 15 minutes before; pending: the sender''s correction that waits for an answer to "Qual?".';
comment on function public.agent_undelivered(text,text,text) is 'Says that the reply to a message could not be delivered: people see it on the page until it is sent after all (agent_replied) or dismissed. False: the message is unknown, or a stranger''s.';
comment on function public.agents(public.inbox) is 'The agent that sent an item, for the API to embed.';
comment on function public.correct(uuid,json) is 'Files 1 to 1,000 corrections (amend, void, restore) as a member (editors, owners), by the rules and with the columns of the inbox. Each has a message_id made by the caller (sent twice, it counts once) and a target (an item of the inbox, or a transaction_id); with if_revision it is refused as target_changed where the transaction has another revision.';
comment on function public.create_agent(uuid,text,text[]) is 'A new agent (owners): {id, name, token}. The token is in this answer and nowhere else, ever again. abilities: see agents.abilities; an importer needs record alone.';
comment on function public.create_join_code(uuid,integer) is 'A code for one newcomer (owners and editors): {code, expires_at}. Sent to the agent within a day, it makes the sender a contact of this person.';
comment on function public.create_ledger(text,text,text,text) is 'A new ledger; the caller is its owner, known to others by member_name.';
comment on function public.decline_invitation(uuid) is 'Says no to one invitation to the caller''s confirmed address: it is gone.';
comment on function public.delete_account(text) is 'Deletes the caller''s own account, for good; email must repeat its address. Refused (PT409) while a ledger has no other owner: delete that one, or let somebody else own it, first. What was recorded stays with its ledgers.';
comment on function public.delete_label(uuid,text,integer,integer) is 'Removes a category, source or person (editors, owners). With move_to its names become names of that one, and what was filed under it follows; else it is filed under the raw texts. Answers {changed: how many transactions, undo: an id for undo_label}.';
comment on function public.delete_ledger(uuid,text) is 'Deletes a ledger and all that belongs to it, for good (owners). name must repeat the ledger''s name. Answers whether messages are left to erase, which erase_remains(ledger_id) does.';
comment on function public.dismiss_inbox(uuid) is 'Takes a rejected item off the "a conferir" list (editors, owners).';
comment on function public.dismiss_undelivered(uuid,boolean) is 'Takes a reply that did not arrive off the "a conferir" list, or puts it back (editors, owners).';
comment on function public.erase_remains(uuid) is 'One more step of erasing what a deleted ledger left, of that one only. Answers whether anything is left: call it again then. Of a ledger that is there, or never was, nothing is.';
comment on function public.erase_texts(uuid,text,integer,text) is 'Blanks what was written (owners): of one message, one person, or one contact, in the inbox and in purchases. Amounts, days and labels stay, as ordinary changes. Answers how many messages: up to 5,000 a call, so call it again until that is 0.';
comment on function public.export_ledger(uuid,boolean) is 'Everything of a ledger as one JSON document (owners); with_rows false: without transactions and inbox, which export_rows gives in steps.';
comment on function public.export_rows(uuid,text,json,integer) is 'The next "transactions" or "inbox" of a ledger (owners): {rows, next}. Hand next back as after, until it is null. A transaction that changes meanwhile comes again, with a higher revision.';
comment on function public.import_token(uuid) is 'A token of the ledger''s import agent for 24 hours (editors, owners). The first call makes the agent, which may only record.';
comment on function public.invite_member(uuid,text,text) is 'Invites an address (owners); asked again, changes the role. Answers the invitation''s id.';
comment on function public.keep_repeat(uuid) is 'Says that a purchase which looked told twice is one of its own (editors, owners).';
comment on function public.label_uses(uuid,text,integer) is 'How many transactions are filed under a category, source or person (members): what would follow it into another.';
comment on function public.ledger_changes(uuid,bigint,integer,text,text) is 'Transactions with a revision in (after, upto], in order, at most max_rows, in column form; with months: only those with an installment or their day in them. Columns after voided are null where no row has anything in them. upto = head when nothing is left. max_rows 0: only the head.';
comment on function public.list_members(uuid) is 'Who is in a ledger, with e-mail addresses and names (members).';
comment on function public.map_text(uuid,text,text,integer) is 'Adds an alias to a category, source or person (editors, owners); past transactions with that text follow. Answers how many changed.';
comment on function public.merge_labels(uuid,text,integer,integer) is 'Makes one category, source or person of two (editors, owners): all names of the first become names of the second, and past transactions follow. Answers {changed: how many, undo: an id for undo_label}.';
comment on function public.my_invitations() is 'What the caller''s confirmed e-mail address is invited to, and by whom: the person is asked, and nobody is put into a ledger by an invitation alone.';
comment on function public.preview_cycle(uuid,integer,text,integer,integer) is 'What a version of a card''s cycle valid from a bill on (null: from the beginning) would do (editors, owners): {moves: how many purchases go to another bill, bills_without_days}.';
comment on function public.quiet_agents(uuid) is 'Agents that used to write and have not for three times their usual gap (members): on which day they wrote last, and after how many days they usually did.';
comment on function public.remove_member(uuid,uuid) is 'Takes a member out (owners), or leaves (oneself). The last owner cannot leave.';
comment on function public.rename_member(uuid,text) is 'By which name the caller is known in a ledger (its members); others see it at corrections. Empty: none.';
comment on function public.revoke_agent(uuid) is 'Refuses an agent''s token from now on (owners).';
comment on function public.set_member_role(uuid,uuid,text) is 'Changes what a member may do (owners). The last owner stays one.';
comment on function public.told_twice(uuid) is 'Purchases of the last 30 days that may have been told twice, newest first: each with what it is (said) and the earlier ones that it may be (repeats). void undoes one, keep_repeat says that they are two.';
comment on function public.transaction_history(uuid) is 'The inbox items that made and changed a transaction, oldest first.';
comment on function public.undelivered_replies(uuid) is 'Replies of the last 30 days that did not arrive, newest first, 50 at most: to whom, what they said, and the door''s reason (members).';
comment on function public.undismiss_inbox(uuid) is 'Puts an item that a member dismissed back on the "a conferir" list (editors, owners).';
comment on function public.undo_label(uuid,uuid) is 'Undoes a merge_labels or delete_label within ten minutes, by the id that it answered (editors, owners): the name, what hung on it and what was filed under it are back. Answers how many transactions changed. A name that another has by now is 23505, and nothing changes.';
comment on function public.unknown_texts(uuid) is 'Texts that agents sent and no category, source or person answers to, with how often they came.';
comment on function public.unmap_text(uuid,text,text,integer) is 'Takes an alias away again (editors, owners): undoes map_text. Answers how many transactions changed.';
comment on materialized view private.monthly_totals_kept is 'Totals as of a revision of each ledger; used only while the ledger still stands at that revision. 0 stands for no category or source.';
comment on table private.agent_tokens is 'SHA-256 of each agent''s token. A look-up by hash leaks nothing by its timing: what an attacker sends is hashed first.';
comment on table private.contact_routes is 'By which door a known contact wrote last, how that door answers them, and when.';
comment on table private.join_codes is 'Codes by which a newcomer becomes a contact: a day, one contact; only their SHA-256 is kept.';
comment on table private.join_tries is 'Wrong codes of the last day, so that nobody tries them all.';
comment on table private.kept_repeats is 'Purchases that looked like an earlier one, and of which somebody said that they are two.';
comment on table private.label_counters is 'Last id given to a category, source or person: ids are never used twice.';
comment on table private.label_undos is 'What a merge or a deletion of a name took away, for ten minutes.';
comment on table private.labels is 'Every name and alias in the form it is compared in: the key makes them unique within a ledger, and matching one lookup.';
comment on table private.received_messages is 'Messages that an agent works on or has answered, so that a door that brings one twice gets one answer. Kept for 30 days.';
comment on table private.remains is 'Deleted ledgers whose messages and purchases are not all erased yet. Nobody can read those: they go in steps.';
comment on table private.reminder_mutes is 'Who wants no reminders (kind null: none at all), until when (null: for good).';
comment on table private.reminders is 'Reminders that were given out: to whom, about what, of which period, and whether they were told.';
comment on table private.replies is 'Each agent''s own replies to each message: who answers one of them means that message. Of one agent''s, no other one says what they mean.';
comment on table private.strangers is 'Unknown senders that were told how to join, so that they are told once a day at most.';
comment on table private.undelivered is 'Replies to known contacts that did not arrive: each was sent twice, or could not be sent at all. At most 200 a ledger, for 30 days.';
comment on table public.agents is 'A machine that may write to one ledger, by its token.';
comment on table public.bill_closings is 'Bills that close on another date than the source''s closing_day says (banks move it).';
comment on table public.budgets is 'Spending limits, valid from their month until a later row of the same category.';
comment on table public.categories is 'What purchases are for (categorias): a name, aliases and a palette slot.';
comment on table public.contacts is 'Addresses of a ledger''s people: who may talk to its agents.';
comment on table public.cycles is 'A card''s closing and due day, each version valid from a bill month on, until the next one.';
comment on table public.inbox is 'Every message item that agents sent or members corrected, accepted or rejected with a reason; kept for ever. Nobody changes it.';
comment on table public.invitations is 'People asked by e-mail to join; accepted or declined by whoever proved that address, and gone then.';
comment on table public.ledgers is 'A household or business (caderno): the unit of isolation.';
comment on table public.members is 'Who is in a ledger, and as what. Written by functions only.';
comment on table public.people is 'Who buys (pessoas). Not the same as members: a child may buy and never sign in.';
comment on table public.recurring is 'What comes again every month (recorrente): rent, a subscription, a salary.';
comment on table public.reminder_settings is 'Which reminders a ledger wants, and its quiet hours. Without a row: all, and from 21 to 8.';
comment on table public.senders is 'Who wrote the messages of a ledger (a phone number, say): for editors and owners only.';
comment on table public.sources is 'Where money comes from (fontes): card, account, cash, Pix. A card has cycles.';
comment on table public.transactions is 'What an accepted inbox item became. Read-only for everybody; changed through the inbox and settings only.';
comment on view public.bill_items is 'A row per live installment. amount_cents is the installment''s; spending_cents what it adds to spending: a refund lowers it, incomes and transfers add nothing.';
comment on view public.current_month_bill is 'Bill items of this month, in each ledger''s timezone.';
comment on view public.monthly_totals is 'Totals by bill month, kind, category and source over all history; spending_cents is signed. Always exact: kept totals are used only while they are of today''s revision.';
comment on view public.monthly_totals_by_day is 'Totals by purchase: the whole of each transaction in the calendar month of its local day. items counts purchases, so a known part only where it is the first.';
comment on view public.previous_month_bill is 'Bill items of last month, in each ledger''s timezone.';
