-- What a customer has agreed to and taken back, by purpose. The purposes are the shop's own words. Of each purpose the
-- latest by its own time holds, whatever the order of arrival; of two at one instant the one that was recorded later.
create table consents (
    shop_id      bigint not null,
    consent_key  bigint generated always as identity,
    consent_id   text collate "C" not null check (length(consent_id) between 1 and 64),
    customer_key bigint not null,
    purpose      text collate "C" not null check (length(purpose) between 1 and 64),
    granted      boolean not null,
    given_at     timestamptz not null,
    -- The version of the text that was shown, and where the answer was given.
    text_version text collate "C",
    source       text,
    recorded_by  text collate "C",
    recorded_at  timestamptz not null,
    primary key (shop_id, consent_key),
    unique (shop_id, consent_id),
    foreign key (shop_id, customer_key) references customers
);
create index on consents (shop_id, customer_key, purpose, given_at, consent_key);
call sc_ledger('consents', 'sc_kernel');

-- Since when the customer's own id is replaced by a pseudonym, which stands in customer_id.
alter table customers add column erased_at timestamptz;

-- The erasure of a customer: asked for by one person, decided by another. The id that leaves is kept here until it has
-- been replaced in everything that quotes it, and then nowhere.
create table erasures (
    shop_id      bigint not null references shops,
    erasure_key  bigint generated always as identity,
    erasure_id   text collate "C" not null check (length(erasure_id) between 1 and 64),
    customer_key bigint not null,
    reason       text not null,
    requested_by text collate "C" not null,
    recorded_at  timestamptz not null,
    approved     boolean,
    note         text,
    decided_by   text collate "C",
    decided_at   timestamptz,
    leaving_id   text collate "C",
    pseudonym    text collate "C",
    erased_at    timestamptz,
    primary key (shop_id, erasure_key),
    unique (shop_id, erasure_id),
    foreign key (shop_id, customer_key) references customers,
    check ((approved is null) = (decided_at is null) and (approved is null) = (decided_by is null)),
    check (decided_by <> requested_by),
    check ((leaving_id is not null) = (approved is true and erased_at is null)),
    check ((pseudonym is not null) = (approved is true))
);
-- Of one customer one erasure is open, or approved.
create unique index on erasures (shop_id, customer_key) where approved is distinct from false;
call sc_protect('erasures');
grant select, insert on erasures to sc_kernel;
grant update (approved, note, decided_by, decided_at, leaving_id, pseudonym, erased_at) on erasures to sc_kernel;

-- sc_erasure owns the functions that erase. It may change the columns that are named for it and delete the rows of the
-- tables that are, also where no other role may: a ledger stays one for everything that serves. Its functions work for
-- an erasure that is approved and under way, and for the people of that erasure alone.
select sc_role('sc_erasure');

-- Lets the functions that erase change columns of a table, and read what they find its rows by.
create procedure sc_erasable(target text, changed text, read text) language plpgsql as $$
begin
    execute format('grant select (shop_id, %s, %s), update (%s) on %I to sc_erasure', changed, read, changed, target);
end $$;

-- Lets the functions that erase delete rows of a table.
create procedure sc_deletable(target text, read text) language plpgsql as $$
begin
    execute format('grant select (shop_id, %s), delete on %I to sc_erasure', read, target);
end $$;

grant select on erasures to sc_erasure;

-- The erasure while it is under way; any other fails.
create function erasure_under_way(of_shop bigint, of_erasure bigint) returns erasures
    language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
    found public.erasures;
begin
    select e.* into found from public.erasures e
    where e.shop_id = of_shop and e.erasure_key = of_erasure and e.leaving_id is not null;
    if found.shop_id is null then
        raise exception 'no erasure % is under way', of_erasure;
    end if;
    return found;
end $$;

-- The customer of an erasure that is under way, and the guests that the customer turned out to be.
create function erasure_people(of_shop bigint, of_erasure bigint) returns bigint[]
    language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
begin
    return (
        select array_agg(c.customer_key) from public.customers c
        where c.shop_id = of_shop
            and (c.customer_key = leaving.customer_key or c.claimed_by = leaving.customer_key));
end $$;

call sc_erasable('customers', 'customer_id, erased_at', 'customer_key, claimed_by');
call sc_erasable('consents', 'source', 'customer_key');
call sc_erasable('operators', 'customer_ids', 'operator_id');
call sc_deletable('customer_identities', 'customer_key');

-- A guest's id is made from the order, so that it stays.
create function erase_customer(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    update public.customers set customer_id = leaving.pseudonym, erased_at = leaving.decided_at
    where shop_id = of_shop and customer_key = leaving.customer_key;
    delete from public.customer_identities where shop_id = of_shop and customer_key = any(people);
    update public.consents set source = null
    where shop_id = of_shop and customer_key = any(people) and source is not null;
    update public.operators set customer_ids = array_remove(customer_ids, leaving.leaving_id)
    where shop_id = of_shop and leaving.leaving_id = any(customer_ids);
end $$;
grant execute on function erase_customer(bigint, bigint) to sc_kernel;
call sc_definer('erase_customer(bigint, bigint)', 'sc_erasure');

-- A JSON text in which a text stands in place of another one, where a property of these names has it, or a list of such
-- a property. Written is the other one as the text may have it.
create function sc_renamed(content text, names text, written text[], becomes text) returns text
    language sql immutable set search_path = pg_catalog, public, pg_temp as $$
    select regexp_replace(
        regexp_replace(content, format('("(?:%s)"\s*:\s*)(?:%s)', names, forms.any_of), '\1' || stands.text, 'g'),
        format('("(?:%s)"\s*:\s*\[[^\]]*?)(?:%s)', names, forms.any_of), '\1' || stands.text, 'g')
    from (
        select string_agg(regexp_replace(form, '([\\^$.|?*+(){}\[\]])', '\\\1', 'g'), '|') as any_of
        from unnest(written) as form) as forms,
        (select replace(to_json(becomes)::text, '\', '\\') as text) as stands
$$;

-- Replaces the id that leaves in a column of kept answers and events. Its owner may change those that are granted.
create function rename_erased(
        of_shop bigint, of_erasure bigint, target text, quoting text, kind text, names text, written text)
    returns bigint language plpgsql security definer as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
    forms text[] := array[to_json(leaving.leaving_id)::text, written];
    changed bigint;
begin
    execute format(
        'update public.%I set %I = public.sc_renamed(%I::text, $2, $3, $4)::%I where shop_id = $1 '
            || 'and (strpos(%I::text, $3[1]) > 0 or strpos(%I::text, $3[2]) > 0)',
        target, quoting, quoting, kind, quoting, quoting)
    using of_shop, names, forms, leaving.pseudonym;
    get diagnostics changed = row_count;
    return changed;
end $$;
grant execute on function rename_erased(bigint, bigint, text, text, text, text, text) to sc_kernel;
call sc_definer('rename_erased(bigint, bigint, text, text, text, text, text)', 'sc_erasure');

call sc_erasable('outbox', 'payload', 'event_id');
call sc_erasable('settings_versions', 'content', 'name');
call sc_erasable('prepared_decisions', 'content', 'decision_key');
