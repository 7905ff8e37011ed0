-- The audit log: who changed what of a shop's configuration and books, in the world's time, because a sandbox's clock
-- proves nothing. It is a chain: an entry's hash covers its content and the hash of the entry before it, so that who
-- changes, inserts or removes one has to change all that follow, and an export made before shows it. Entries are
-- written by log_audit_entry alone, in whose name sc_log writes.
create table audit_log (
    shop_id       bigint not null,
    entry_id      bigint generated always as identity,
    sequence      bigint not null,
    previous_hash text collate "C" not null,
    kind          text collate "C" not null,
    subject_id    text collate "C" not null,
    operator_id   text collate "C",
    operator_name text,
    key_id        bigint,
    before        jsonb,
    after         jsonb,
    reason        text,
    recorded_at   timestamptz not null default clock_timestamp(),
    hash          text collate "C" not null,
    primary key (shop_id, entry_id)
);
create index on audit_log (shop_id, kind, subject_id, entry_id);
create unique index on audit_log (shop_id, sequence);
call sc_protect('audit_log');
comment on table audit_log is 'ledger: append-only, by log_audit_entry alone';
grant select on audit_log to sc_kernel;
grant insert on audit_log to sc_log;

-- The head of a shop's chain: the one row that its writers wait for.
create table audit_log_heads (
    shop_id  bigint primary key,
    sequence bigint not null,
    hash     text collate "C" not null
);
call sc_protect('audit_log_heads');
grant select on audit_log_heads to sc_kernel;
grant select, insert, update on audit_log_heads to sc_log;

-- What is hashed: jsonb has one text for one content, and the time is written in one way.
create function audit_log_entry(change audit_log) returns text
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select jsonb_build_object(
        'shop', change.shop_id, 'sequence', change.sequence, 'kind', change.kind, 'id', change.subject_id,
        'at', to_char(change.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'operatorId', change.operator_id, 'operatorName', change.operator_name, 'keyId', change.key_id,
        'before', change.before, 'after', change.after, 'reason', change.reason)::text
$$;

create function audit_log_hash(change audit_log) returns text
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select encode(sha256(convert_to(
        change.previous_hash || E'\n' || public.audit_log_entry(change), 'UTF8')), 'hex')
$$;

create function log_audit_entry(
        of_shop bigint, of_kind text, of_subject text, by_operator text, by_name text, by_key bigint,
        was jsonb, became jsonb, because text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    head public.audit_log_heads;
    made public.audit_log;
begin
    select h.* into head from public.audit_log_heads h where h.shop_id = of_shop for update;
    if not found then
        insert into public.audit_log_heads (shop_id, sequence, hash) values (of_shop, 0, '') on conflict do nothing;
        select h.* into strict head from public.audit_log_heads h where h.shop_id = of_shop for update;
    end if;
    made.shop_id := of_shop;
    made.sequence := head.sequence + 1;
    made.previous_hash := head.hash;
    made.kind := of_kind;
    made.subject_id := of_subject;
    made.operator_id := by_operator;
    made.operator_name := by_name;
    made.key_id := by_key;
    made.before := was;
    made.after := became;
    made.reason := because;
    made.recorded_at := clock_timestamp();
    made.hash := public.audit_log_hash(made);
    insert into public.audit_log (shop_id, sequence, previous_hash, kind, subject_id, operator_id, operator_name,
        key_id, before, after, reason, recorded_at, hash)
    values (made.shop_id, made.sequence, made.previous_hash, made.kind, made.subject_id, made.operator_id,
        made.operator_name, made.key_id, made.before, made.after, made.reason, made.recorded_at, made.hash);
    update public.audit_log_heads set sequence = made.sequence, hash = made.hash where shop_id = of_shop;
    return made.sequence;
end $$;
grant execute on function log_audit_entry(bigint, text, text, text, text, bigint, jsonb, jsonb, text) to sc_kernel;
call sc_definer('log_audit_entry(bigint, text, text, text, text, bigint, jsonb, jsonb, text)', 'sc_log');
