namespace SocialCommerce.Books.Months;

/// <summary>Integrity checks of closed months.</summary>
public static class MonthChecks
{
    /// <summary>
    /// The last closed month's balances are those of its movements, summed again from the beginning, and every month
    /// opens with what the one before closed with; and every month's balances of expense and claw-back loss are those
    /// of the movements that the cost report counts.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("months", MonthsSql), new("commissionCosts", CostsSql)];

    private const string MonthsSql = """
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

    private const string CostsSql = $"""
        with closes as (
            select month, month_end, watermark, lag(watermark) over (order by month_end) as before,
                lag(month_end) over (order by month_end) as before_end,
                lag(next_from) over (order by month_end) as from_id
            from month_closes where shop_id = @shop),
        costs as (
            select c.month, sum(m.amount) filter (where m.from_account = '{Account.Expense}') as accrued,
                sum(m.amount) filter (where m.to_account = '{Account.Expense}') as reversed,
                sum(case '{Account.ClawbackLoss}'
                    when m.from_account then m.amount when m.to_account then -m.amount else 0 end) as absorbed
            from closes c
            join movements m on m.shop_id = @shop and m.unit = @unit
                and m.movement_id between coalesce(c.from_id, 0) and c.watermark and m.recorded_at < c.month_end
                and (c.before is null or m.movement_id > c.before or m.recorded_at >= c.before_end)
                and ('{Account.Expense}' in (m.from_account, m.to_account)
                    or '{Account.ClawbackLoss}' in (m.from_account, m.to_account))
            group by c.month),
        balances as (
            select month, sum(given) filter (where account = '{Account.Expense}') as accrued,
                sum(received) filter (where account = '{Account.Expense}') as reversed,
                sum(given - received) filter (where account = '{Account.ClawbackLoss}') as absorbed
            from month_balances where shop_id = @shop group by month)
        select 'month ' || c.month as subject,
            format('costs %s less %s and %s, trial balance %s less %s and %s', coalesce(k.accrued, 0),
                coalesce(k.reversed, 0), coalesce(k.absorbed, 0), coalesce(b.accrued, 0), coalesce(b.reversed, 0),
                coalesce(b.absorbed, 0)) as detail
        from closes c left join costs k on k.month = c.month left join balances b on b.month = c.month
        where coalesce(k.accrued, 0) <> coalesce(b.accrued, 0) or coalesce(k.reversed, 0) <> coalesce(b.reversed, 0)
            or coalesce(k.absorbed, 0) <> coalesce(b.absorbed, 0)
        order by c.month limit 20
        """;
}
