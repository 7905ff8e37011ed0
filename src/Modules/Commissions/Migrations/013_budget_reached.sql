-- When the order was recorded that took the last of a budget.
alter table rule_budgets add column reached_at timestamptz;
grant update (reached_at) on rule_budgets to sc_commissions;
update rule_budgets b set reached_at = (
    select max(o.recorded_at) from commission_orders o
    cross join lateral jsonb_array_elements(o.snapshot -> 'r') as one
    where o.shop_id = b.shop_id and o.plan_key = b.plan_key and one ->> 'r' = b.rule and (one ->> 'm')::bigint > 0)
where used = budget;
