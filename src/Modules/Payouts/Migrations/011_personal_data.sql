-- Since when a payee's name, identity number, documents and accounts are gone. What was sealed is replaced by sealed
-- pseudonyms, so that everything still opens in its place; the hash of an approval stays, because the audit log has it.
alter table payees add column erased_at timestamptz;
alter table payee_accounts add column erased_at timestamptz;
call sc_erasable('payees', 'name, identity, identity_hash, document, document_sealed, erased_at', 'payee_key');
call sc_erasable('payee_accounts', 'details, masked, erased_at', 'account_key, payee_key');
call sc_erasable('payee_agreements', 'ip', 'payee_key');
call sc_erasable('payout_transfers', 'request, package', 'payee_key, customer_key');
call sc_erasable('payout_batches', 'skipped', 'batch_key');
call sc_erasable('payout_reconciliations', 'paid, found', 'reconciliation_key');
call sc_erasable('payout_result_files', 'answer', 'batch_key');
grant select (shop_id, payee_key, customer_key) on payee_customers to sc_erasure;

-- The payees of the people of an erasure who stand behind no other customer.
create function erasure_payees(of_shop bigint, of_erasure bigint) returns setof bigint
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    return query
    select distinct p.payee_key from public.payee_customers p
    where p.shop_id = of_shop and p.customer_key = any(people) and not exists (
        select from public.payee_customers o
        join public.customers c on c.shop_id = of_shop and c.customer_key = o.customer_key
        where o.shop_id = of_shop and o.payee_key = p.payee_key and c.erased_at is null
            and not (o.customer_key = any(people)));
end $$;
grant execute on function erasure_payees(bigint, bigint) to sc_payouts;
call sc_definer('erasure_payees(bigint, bigint)', 'sc_erasure');

create function erase_payee(
        of_shop bigint, of_erasure bigint, payee bigint, new_name bytea, new_identity bytea, new_hash bytea,
        accounts bigint[], new_details bytea[]) returns void
    language plpgsql security definer as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
begin
    if payee not in (select public.erasure_payees(of_shop, of_erasure)) then
        raise exception 'payee % is not one of the erasure', payee;
    end if;
    update public.payees
    set name = new_name, identity = new_identity, identity_hash = new_hash, document = null, document_sealed = null,
        erased_at = leaving.decided_at
    where shop_id = of_shop and payee_key = payee;
    for i in 1 .. coalesce(cardinality(accounts), 0) loop
        update public.payee_accounts set details = new_details[i], masked = '…', erased_at = leaving.decided_at
        where shop_id = of_shop and payee_key = payee and account_key = accounts[i];
    end loop;
    update public.payee_agreements set ip = null where shop_id = of_shop and payee_key = payee and ip is not null;
end $$;
grant execute on function erase_payee(bigint, bigint, bigint, bytea, bytea, bytea, bigint[], bytea[]) to sc_payouts;
call sc_definer('erase_payee(bigint, bigint, bigint, bytea, bytea, bytea, bigint[], bytea[])', 'sc_erasure');

-- What the channel was sent about the people of an erasure, with their names.
create function erase_payouts(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    update public.payout_transfers set request = null, package = null
    where shop_id = of_shop and customer_key = any(people) and (request is not null or package is not null);
end $$;
grant execute on function erase_payouts(bigint, bigint) to sc_payouts;
call sc_definer('erase_payouts(bigint, bigint)', 'sc_erasure');
