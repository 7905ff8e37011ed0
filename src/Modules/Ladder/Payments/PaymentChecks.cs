namespace SocialCommerce.Ladder.Payments;

/// <summary>What the integrity check asks of payment plans.</summary>
public static class PaymentChecks
{
    /// <summary>
    /// Parts are those of the plan, what is open of them follows from what was paid and written off, an order is
    /// paid up where nothing is open, and a write-off took back what the refund of its id did.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("paymentPlans", PlansSql), new("paymentWriteOffs", WriteOffsSql)];

    private const string PlansSql = """
        select 'order ' || o.order_id as subject,
            format('planned %s, kept %s; covered %s, open %s; paid up at %s',
                plan.amount, kept.amount, plan.paid + coalesce(told.amount, 0), kept.open, o.paid_up_at) as detail
        from orders o
        cross join lateral (
            select coalesce(sum((part -> 'amount' ->> 'amount')::bigint), 0) as amount,
                coalesce(sum((part -> 'amount' ->> 'amount')::bigint) filter (where part ->> 'paidAt' is not null), 0)
                    as paid,
                array_agg((part ->> 'number')::int order by (part ->> 'number')::int) as numbers
            from jsonb_array_elements(o.payment_plan -> 'parts') as part) as plan
        cross join lateral (
            select coalesce(sum(amount_minor), 0) as amount, coalesce(sum(open_minor), 0) as open,
                array_agg(part_no order by part_no) as numbers
            from payment_parts p where p.shop_id = @shop and p.order_key = o.order_key) as kept
        cross join lateral (
            select sum(amount_minor) as amount, coalesce(bool_or(is_write_off), false) as written_off
            from order_payments p where p.shop_id = @shop and p.order_key = o.order_key) as told
        where o.shop_id = @shop and o.payment_plan is not null and @unit <> '' and (
            plan.numbers is distinct from kept.numbers or plan.amount <> kept.amount
            or (o.paid_up_at is null) <> (kept.open > 0)
            or kept.amount - kept.open > plan.paid + coalesce(told.amount, 0)
            or (not told.written_off
                and kept.amount - kept.open <> least(kept.amount, plan.paid + coalesce(told.amount, 0))))
        order by o.order_key limit 20
        """;

    private const string WriteOffsSql = """
        select 'order ' || o.order_id as subject,
            format('write-off %s took back %s, its refund %s', p.payment_id, p.refunded_minor, r.minor) as detail
        from order_payments p
        join orders o on o.shop_id = @shop and o.order_key = p.order_key
        left join lateral (
            select f.goods_minor + f.shipping_minor + f.tax_apart_minor as minor from refunds f
            where f.shop_id = @shop and f.refund_id = p.payment_id and f.order_key = p.order_key
                and f.cancels is null) as r on true
        where p.shop_id = @shop and p.is_write_off and @unit <> '' and r.minor is distinct from p.refunded_minor
        order by p.order_key, p.payment_id limit 20
        """;
}
