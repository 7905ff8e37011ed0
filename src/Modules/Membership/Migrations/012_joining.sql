-- That the shop and a customer became contacts. A contact has the time at which it was added; a guest's becomes that of
-- the customer who the guest turns out to be.
create table member_contacts (
    shop_id      bigint not null references shops,
    contact_id   text collate "C" not null check (length(contact_id) between 1 and 64),
    customer_key bigint not null,
    channel      text not null,
    added_at     timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, contact_id),
    foreign key (shop_id, customer_key) references customers
);
create index on member_contacts (shop_id, customer_key, added_at);
call sc_protect('member_contacts');
grant select, insert on member_contacts to sc_membership;
grant update (customer_key) on member_contacts to sc_membership;

-- Steps of entry ceremonies that were done. A record that is wrong is corrected by a row of its own.
create table ceremony_steps (
    shop_id      bigint not null references shops,
    record_id    text collate "C" not null check (length(record_id) between 1 and 64),
    customer_key bigint not null,
    step_key     text collate "C" not null check (length(step_key) between 1 and 64),
    done_at      timestamptz not null,
    done_by      text collate "C" not null check (length(done_by) between 1 and 64),
    recorded_at  timestamptz not null,
    primary key (shop_id, record_id),
    foreign key (shop_id, customer_key) references customers
);
create index on ceremony_steps (shop_id, customer_key);
call sc_ledger('ceremony_steps', 'sc_membership');

create table ceremony_corrections (
    shop_id      bigint not null,
    record_id    text collate "C" not null,
    reason       text not null,
    corrected_by text collate "C" not null check (length(corrected_by) between 1 and 64),
    corrected_at timestamptz not null,
    primary key (shop_id, record_id),
    foreign key (shop_id, record_id) references ceremony_steps
);
call sc_ledger('ceremony_corrections', 'sc_membership');

-- What persons decided about memberships.
create table membership_decisions (
    shop_id      bigint not null references shops,
    decision_id  text collate "C" not null check (length(decision_id) between 1 and 64),
    customer_key bigint not null,
    outcome      text collate "C" not null check (outcome in ('keep', 'end')),
    reason       text not null,
    decided_by   text collate "C" not null,
    decided_at   timestamptz not null,
    primary key (shop_id, decision_id),
    foreign key (shop_id, customer_key) references customers
);
create index on membership_decisions (shop_id, customer_key);
call sc_ledger('membership_decisions', 'sc_membership');

-- What each customer's membership was when it was last derived from orders, contacts, steps and decisions, which is
-- what was announced of it; and when to look at it again. Null: when something changes.
create table memberships (
    shop_id        bigint not null references shops,
    customer_key   bigint not null,
    state          text collate "C" not null default 'none' check (state in ('none', 'pending', 'active')),
    cause          text collate "C" not null default 'nothing',
    since          timestamptz,
    -- Also of one that ended before it began.
    pending_at     timestamptz,
    begun_at       timestamptz,
    order_id       text collate "C",
    trade          text collate "C",
    -- Of one that has begun: since when no order counts any more, and no person has decided.
    returned_at    timestamptz,
    steps_done     int not null default 0,
    steps_required int not null default 0,
    -- When the first of the required steps that are open is due.
    due_at         timestamptz,
    -- Until when steps that are due were announced.
    told_due_at    timestamptz,
    look_at        timestamptz,
    derived_at     timestamptz,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers,
    check ((state = 'active') = (begun_at is not null) and (state = 'none' or pending_at is not null))
) with (fillfactor = 80);
create index on memberships (shop_id, state, since, customer_key);
create index on memberships (shop_id, pending_at) where pending_at is not null;
create index on memberships (shop_id, due_at, customer_key) where due_at is not null;
create index on memberships (shop_id, look_at) where look_at is not null;
call sc_protect('memberships');
grant select, insert, update on memberships to sc_membership;
call sc_show_across('memberships', 'shop_id, look_at');

-- How many versions of the joining settings there were when all memberships were looked at last, and when to do that
-- once more, by the machine's clock: a transaction may still have seen the settings before.
create table joining_passes (
    shop_id  bigint not null references shops,
    versions bigint not null,
    again_at timestamptz,
    primary key (shop_id)
);
call sc_protect('joining_passes');
grant select, insert, update on joining_passes to sc_membership;
call sc_show_across('joining_passes', 'shop_id, versions, again_at');

-- Asked across shops: where memberships are to be looked at, by the clock of each shop.
create function member_joining_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
            select from public.memberships m
            where m.shop_id = s.shop_id and m.look_at is not null
                and m.look_at <= case when s.sandbox then s.clock_at else machine_time end)
        or exists (
            select from public.joining_passes p where p.shop_id = s.shop_id and p.again_at <= machine_time)
        or (select count(*) from public.settings_versions v
            where v.shop_id = s.shop_id and v.name = 'joiningSettings') <> coalesce(
            (select p.versions from public.joining_passes p where p.shop_id = s.shop_id), 0)
$$;
grant execute on function member_joining_shops(timestamptz) to sc_membership;
call sc_definer('member_joining_shops(timestamptz)', 'sc_across');

-- The last serial number that a shop has given. Who gives one holds the row until the transaction ends, so that numbers
-- have no holes; recording an order gives none.
create table member_number_counters (
    shop_id bigint not null references shops,
    serial  bigint not null check (serial >= 0),
    primary key (shop_id)
);
call sc_protect('member_number_counters');
grant select, insert, update on member_number_counters to sc_membership;

create table member_numbers (
    shop_id      bigint not null references shops,
    customer_key bigint not null,
    serial       bigint not null check (serial > 0),
    given_at     timestamptz not null,
    primary key (shop_id, customer_key),
    unique (shop_id, serial),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('member_numbers', 'sc_membership');

-- The numbers as they are written: one for each prefix that the member has had, the latest being the one in use. A
-- prefix has no digits, so that a text names one serial number.
create table member_number_forms (
    shop_id      bigint not null,
    seq          bigint generated always as identity,
    customer_key bigint not null,
    number       text collate "C" not null check (length(number) between 1 and 64),
    tier_id      text collate "C",
    since        timestamptz not null,
    primary key (shop_id, customer_key, seq),
    foreign key (shop_id, customer_key) references member_numbers
);
create index on member_number_forms (shop_id, number);
call sc_ledger('member_number_forms', 'sc_membership');
