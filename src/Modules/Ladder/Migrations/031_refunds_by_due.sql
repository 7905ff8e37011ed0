-- Quantities have up to four decimals; a line has a price for each unit, or a total.
alter table order_lines
    alter column quantity type numeric(14, 4),
    alter column unit_price_minor drop not null,
    add column total_minor bigint check (total_minor >= 0),
    -- What the buyer owed for the line: refunds are measured against it, and take the same part of value_minor.
    add column due_minor bigint check (due_minor >= 0),
    add check ((unit_price_minor is null) <> (total_minor is null));

-- Refunds that were applied before were measured against the value: lines of such orders keep that measure, so that
-- what was booked for them stays what follows from their sums.
update order_lines l set due_minor = case
    when exists (
        select from refunds r
        where r.shop_id = l.shop_id and r.order_key = l.order_key and r.status = 'applied' and r.goods_minor > 0)
        then value_minor
    else trunc(quantity)::bigint * unit_price_minor - coalesce((
        select sum((d -> 'amount' ->> 'amount')::bigint) from jsonb_array_elements(discounts) as d), 0)
    end;
alter table order_lines alter column due_minor set not null;

alter table orders
    add column due_minor bigint check (due_minor >= 0),
    -- Goods refunded in the buyer's money; refunded_minor is what refunds have taken of value_minor.
    add column refunded_due_minor bigint not null default 0,
    -- Discounts and fees of the order as a whole, as they were reported.
    add column discounts jsonb,
    add column fees jsonb;
update orders o set refunded_due_minor = refunded_minor, due_minor = coalesce((
    select sum(due_minor) from order_lines l where l.shop_id = o.shop_id and l.order_key = o.order_key), value_minor);
alter table orders alter column due_minor set not null;
grant update (refunded_due_minor) on orders to sc_ladder;

alter table refunds
    -- What the refund took of the order's value; goods_minor is the buyer's money.
    add column value_minor bigint not null default 0,
    -- The part of tax_minor that was not included in refunded goods.
    add column tax_apart_minor bigint not null default 0;
update refunds r set value_minor = r.goods_minor,
    tax_apart_minor = case when r.goods_minor = 0 or not o.prices_include_tax then r.tax_minor else 0 end
from orders o
where o.shop_id = r.shop_id and o.order_key = r.order_key and r.status = 'applied';
update refunds set refusal = case refusal
    when 'OVER_REFUND' then 'exceedsPaid' when 'LINE_UNKNOWN' then 'lineUnknown' else refusal end
where refusal is not null;
grant update (value_minor, tax_apart_minor) on refunds to sc_ladder;

alter table refund_lines
    alter column units type numeric(14, 4),
    -- Units returned without an amount; they stand for their part of what was due. Earlier rows have amounts.
    add column unpriced_units numeric(14, 4) not null default 0;
