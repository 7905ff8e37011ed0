-- Roles are the cluster's, so another database may have made them already, even at this moment.
create function sc_role(name text) returns void language plpgsql as $$
begin
    execute format('create role %I nologin', name);
exception when duplicate_object or unique_violation then null;
end $$;

-- Puts a table behind row-level security: a session sees the rows of the shop that it speaks for, and no others.
-- Without statistics on shop_id the planner takes every shop for an ordinary one; with them it takes a shop that it has
-- not met yet for one of a single row, and then any index that begins with shop_id looks as good as the right one.
create procedure sc_protect(target text) language plpgsql as $$
begin
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I alter column shop_id set statistics 0', target);
    execute format('create policy own_shop on %I using (shop_id = nullif(current_setting(''app.shop_id'', true), '''')::bigint)',
        target);
end $$;

-- A table that only grows: whoever holds the role may read and append, and nobody but the owner may do more.
create procedure sc_ledger(target text, writer text) language plpgsql as $$
begin
    call sc_protect(target);
    execute format('grant select, insert on %I to %I', target, writer);
    execute format('comment on table %I is ''ledger: append-only''', target);
end $$;

-- What was read is no longer true: fails as a serialization failure does, so that the transaction runs again.
create function sc_stale() returns void language plpgsql as $$
begin
    raise exception 'read state is stale' using errcode = 'serialization_failure';
end $$;

-- sc_app is what the API runs as: it owns nothing and has what the modules' roles have.
select sc_role('sc_app'), sc_role('sc_kernel');
grant sc_kernel to sc_app;
-- Where one login migrates and serves, it serves by taking on this role.
grant sc_app to current_user;

create sequence shop_ids;
create table shops (
    shop_id          bigint primary key,
    name             text not null,
    currency         text not null,
    time_zone        text not null,
    sandbox          boolean not null,
    jurisdiction     text not null check (jurisdiction in ('CN', 'US', 'EU', 'custom')),
    clock_follows    boolean not null,
    clock_at         timestamptz,
    -- Raised by every change of configuration; what is cached in process is valid for one value of it.
    settings_version bigint not null default 1,
    created_at       timestamptz not null
);
call sc_protect('shops');
grant select, insert on shops to sc_kernel;
grant update (clock_at, clock_follows, settings_version) on shops to sc_kernel;
grant usage on sequence shop_ids to sc_kernel;

create table api_keys (
    shop_id    bigint not null references shops,
    key_id     bigint generated always as identity,
    secret     bytea not null,
    name       text not null,
    scopes     text[] not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (shop_id, key_id)
);
create unique index on api_keys (shop_id, secret);
call sc_protect('api_keys');
grant select, insert on api_keys to sc_kernel;
grant update (revoked_at) on api_keys to sc_kernel;

create sequence customer_keys;
create table customers (
    shop_id      bigint not null references shops,
    customer_key bigint not null default nextval('customer_keys'),
    customer_id  text collate "C" not null check (length(customer_id) between 1 and 64),
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    primary key (shop_id, customer_key),
    unique (shop_id, customer_id)
);
call sc_protect('customers');
grant select, insert on customers to sc_kernel;
grant update (seen_at) on customers to sc_kernel;
grant usage on sequence customer_keys to sc_kernel;

-- Movements carry the key of the person concerned (0: nobody) and no foreign key to a row that many orders share:
-- a key share lock on a star partner's row would be taken by every order of the shop.
create sequence journal_ids;
create table movements (
    shop_id      bigint not null,
    movement_id  bigint generated always as identity,
    journal_id   bigint not null,
    unit         text collate "C" not null,
    customer_key bigint not null,
    from_account text collate "C" not null,
    to_account   text collate "C" not null,
    amount       bigint not null check (amount > 0),
    event        text collate "C" not null,
    subject_id   bigint not null,
    order_key    bigint,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, movement_id),
    check (from_account <> to_account)
);
create index on movements (shop_id, customer_key, unit);
create index on movements (shop_id, subject_id);
create index on movements (shop_id, recorded_at) where event in ('reversed', 'restored');
call sc_ledger('movements', 'sc_kernel');
grant usage on sequence journal_ids to sc_kernel;

create table outbox (
    shop_id     bigint not null,
    event_id    bigint generated always as identity,
    type        text not null,
    payload     jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, event_id)
);
call sc_protect('outbox');
grant select, insert on outbox to sc_kernel;

create table idempotency_keys (
    shop_id     bigint not null,
    operation   text not null,
    key         text not null,
    fingerprint bytea not null,
    status      int not null,
    answer      text not null,
    recorded_at timestamptz not null,
    primary key (shop_id, operation, key)
);
call sc_protect('idempotency_keys');
grant select, insert, update on idempotency_keys to sc_kernel;
