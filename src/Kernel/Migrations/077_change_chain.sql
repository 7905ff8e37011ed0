-- The audit log is a chain: an entry's hash covers its content and the hash of the entry before it, so that who
-- changes, inserts or removes one has to change all that follow, and an export made before shows it. Entries are
-- written by log_audit_entry alone, in whose name sc_log writes; the head of a shop's chain is the one row that its
-- writers wait for.
select sc_role('sc_log');

alter table audit_log add column sequence bigint, add column previous_hash text collate "C", add column hash text collate "C";

create table audit_log_heads (
    shop_id  bigint primary key,
    sequence bigint not null,
    hash     text collate "C" not null
);
call sc_protect('audit_log_heads');
grant select on audit_log_heads to sc_kernel;

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

-- Entries of before, in the order in which they were numbered.
do $$
declare
    made audit_log;
    last audit_log_heads;
begin
    for made in select * from audit_log order by shop_id, entry_id
    loop
        if last.shop_id is distinct from made.shop_id then last := (made.shop_id, 0, ''); end if;
        made.sequence := last.sequence + 1;
        made.previous_hash := last.hash;
        made.hash := audit_log_hash(made);
        update audit_log set sequence = made.sequence, previous_hash = made.previous_hash, hash = made.hash
        where shop_id = made.shop_id and entry_id = made.entry_id;
        last := (made.shop_id, made.sequence, made.hash);
        insert into audit_log_heads (shop_id, sequence, hash) values (last.shop_id, last.sequence, last.hash)
        on conflict (shop_id) do update set sequence = excluded.sequence, hash = excluded.hash;
    end loop;
end $$;

alter table audit_log alter column sequence set not null, alter column previous_hash set not null,
    alter column hash set not null;
create unique index on audit_log (shop_id, sequence);

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
    insert into public.audit_log (shop_id, sequence, previous_hash, kind, subject_id, operator_id, operator_name, key_id,
        before, after, reason, recorded_at, hash)
    values (made.shop_id, made.sequence, made.previous_hash, made.kind, made.subject_id, made.operator_id,
        made.operator_name, made.key_id, made.before, made.after, made.reason, made.recorded_at, made.hash);
    update public.audit_log_heads set sequence = made.sequence, hash = made.hash where shop_id = of_shop;
    return made.sequence;
end $$;

revoke insert on audit_log from sc_kernel;
comment on table audit_log is 'ledger: append-only, by log_audit_entry alone';
grant insert on audit_log to sc_log;
grant select, insert, update on audit_log_heads to sc_log;
grant execute on function log_audit_entry(bigint, text, text, text, text, bigint, jsonb, jsonb, text) to sc_kernel;
call sc_definer('log_audit_entry(bigint, text, text, text, text, bigint, jsonb, jsonb, text)', 'sc_log');
