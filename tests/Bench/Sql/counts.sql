-- What a phase may have written to a shop ($1), by table.
select 'orders' as what, count(*) as rows from orders where shop_id = $1
union all select 'order_lines', count(*) from order_lines where shop_id = $1
union all select 'commission_orders', count(*) from commission_orders where shop_id = $1
union all select 'accruals', count(*) from accruals where shop_id = $1
union all select 'movements of money', count(*) from movements where shop_id = $1 and unit <> 'points'
union all select 'movements of points', count(*) from movements where shop_id = $1 and unit = 'points'
union all select 'member_grants', count(*) from member_grants where shop_id = $1
union all select 'point_lots', count(*) from point_lots where shop_id = $1
union all select 'outbox', count(*) from outbox where shop_id = $1
union all select 'partner_volume', coalesce(pg_sequence_last_value('partner_volume_entry_id_seq'), 0)
union all select 'members', count(*) from members where shop_id = $1
union all select 'changes of members', sum(version)::bigint from members where shop_id = $1
union all select 'journeys', count(*) from journeys where shop_id = $1
union all select 'changes of journeys', sum(orders)::bigint from journeys where shop_id = $1
union all select 'customers', count(*) from customers where shop_id = $1
union all select 'buyers not stamped', count(*) from customers c
    join journeys j on j.shop_id = $1 and j.customer_key = c.customer_key and j.orders > 1
    where c.shop_id = $1 and c.seen_at < j.first_paid_at + interval '1 microsecond'
union all select 'member_tier_history', count(*) from member_tier_history where shop_id = $1
union all select 'partner_history', count(*) from partner_history where shop_id = $1
union all select 'products', count(*) from products where shop_id = $1
union all select 'attributions', count(*) from attributions where shop_id = $1
union all select 'idempotency_keys', count(*) from idempotency_keys where shop_id = $1
