-- A run keeps its statements and carries as it goes, and itself, which says how many, at its end.
alter table statements alter constraint statements_shop_id_period_end_fkey deferrable initially deferred;
alter table settlement_carries alter constraint settlement_carries_shop_id_period_end_fkey deferrable initially deferred;
