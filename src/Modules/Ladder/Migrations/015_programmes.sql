-- Programmes that raise the lifetime value of customers. A part of those who are enrolled is held out, by a hash of the
-- salt and the customer's id, so that the effect can be told from what would have happened anyway.
create table programmes (
    shop_id      bigint not null references shops,
    programme_id text collate "C" not null check (length(programme_id) between 1 and 64),
    version      int not null check (version > 0),
    terms        jsonb not null,
    salt         text collate "C" not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, programme_id)
);
call sc_protect('programmes');
grant select, insert on programmes to sc_ladder;
grant update (version, terms, recorded_at) on programmes to sc_ladder;

create table programme_participants (
    shop_id         bigint not null,
    participant_key bigint generated always as identity,
    programme_id    text collate "C" not null,
    customer_key    bigint not null,
    held_out        boolean not null,
    enrolled_at     timestamptz not null,
    primary key (shop_id, participant_key),
    unique (shop_id, programme_id, customer_key),
    foreign key (shop_id, programme_id) references programmes,
    foreign key (shop_id, customer_key) references customers
);
create index on programme_participants (shop_id, customer_key);
call sc_ledger('programme_participants', 'sc_ladder');

-- What the shop did for a customer; also for one who is held out or not enrolled, as it happened.
create table programme_actions (
    shop_id      bigint not null,
    action_id    text collate "C" not null check (length(action_id) between 1 and 64),
    programme_id text collate "C" not null,
    customer_key bigint not null,
    channel      text collate "C" not null,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, action_id),
    foreign key (shop_id, programme_id) references programmes,
    foreign key (shop_id, customer_key) references customers
);
create index on programme_actions (shop_id, programme_id, customer_key);
create index on programme_actions (shop_id, customer_key);
call sc_ledger('programme_actions', 'sc_ladder');
