create sequence shop_ids;
grant usage on sequence shop_ids to sc_kernel;

create table shops (
    shop_id          bigint primary key,
    name             text not null,
    currency         text not null,
    time_zone        text not null,
    sandbox          boolean not null,
    jurisdiction     text not null check (jurisdiction in ('CN', 'US', 'EU', 'custom')),
    clock_follows    boolean not null,
    clock_at         timestamptz,
    -- How far a period of a live shop has been closed, or is being closed: nothing is recorded before that any more,
    -- also by an instance whose clock is behind.
    closed_to        timestamptz,
    -- Raised by every change of configuration; what is cached in process is valid for one value of it.
    settings_version bigint not null default 1,
    created_at       timestamptz not null
);
call sc_protect('shops');
grant select, insert on shops to sc_kernel;
grant update (clock_at, clock_follows, closed_to, settings_version) on shops to sc_kernel;
call sc_show_across('shops', 'shop_id, currency, time_zone, sandbox, jurisdiction, clock_at');
