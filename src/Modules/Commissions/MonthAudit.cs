using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What the integrity check asks of closed months.</summary>
public static class MonthAudit
{
    /// <summary>
    /// The last closed month's balances are those of its movements, summed anew from the beginning, and every month
    /// opens with what the one before closed with.
    /// </summary>
    public static readonly IReadOnlyList<Audit> Checks = [new("months", Sql)];

    private const string Sql = """
        with closes as (
            select month, month_end, watermark, lag(month) over (order by month_end) as previous,
                lead(month) over (order by month_end) is null as is_last
            from month_closes where shop_id = @shop),
        kept as (
            select month, account, customer_key, opening, opening + received - given as closing
            from month_balances where shop_id = @shop),
        compared as (
            select c.month, k.account, k.customer_key, k.opening as have, 0 as ought
            from closes c join kept k on k.month = c.month
            union all
            select c.month, k.account, k.customer_key, 0, k.closing from closes c join kept k on k.month = c.previous
            union all
            select c.month || ', closing,', k.account, k.customer_key, k.closing, 0
            from closes c join kept k on k.month = c.month where c.is_last
            union all
            select c.month || ', closing,', sides.account, m.customer_key, 0, sides.change
            from closes c
            join movements m on m.shop_id = @shop and m.unit = @unit and m.movement_id <= c.watermark
                and m.recorded_at < c.month_end
            cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount))
                as sides(account, change)
            where c.is_last)
        select format('month %s %s of customer key %s', month, account, customer_key) as subject,
            format('kept %s, ought to be %s', sum(have), sum(ought)) as detail
        from compared group by month, account, customer_key having sum(have) <> sum(ought)
        order by 1 limit 20
        """;
}
