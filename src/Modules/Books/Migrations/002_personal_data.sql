-- The ids with which the trial balances of closed months were made out, of customers who have been erased since: the
-- hash that two persons have signed is one of a file with these ids.
create table month_names (
    shop_id     bigint not null,
    month       text collate "C" not null,
    line_no     bigint not null,
    customer_id text collate "C" not null,
    primary key (shop_id, month, line_no),
    foreign key (shop_id, month, line_no) references month_balances
);
call sc_ledger('month_names', 'sc_books');
create index on month_balances (shop_id, customer_key);

grant select (shop_id, month, line_no, customer_key) on month_balances to sc_erasure;
grant insert (shop_id, month, line_no, customer_id) on month_names to sc_erasure;

create function erase_books(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
begin
    insert into public.month_names (shop_id, month, line_no, customer_id)
    select b.shop_id, b.month, b.line_no, leaving.leaving_id from public.month_balances b
    where b.shop_id = of_shop and b.customer_key = leaving.customer_key;
end $$;
grant execute on function erase_books(bigint, bigint) to sc_books;
call sc_definer('erase_books(bigint, bigint)', 'sc_erasure');
