-- An order's refunds, and refunds that somebody has to look at, each without reading all of a shop's refunds.
create index on refunds (shop_id, order_id, refund_key);
create index on refunds (shop_id, refund_key) where status <> 'applied';
