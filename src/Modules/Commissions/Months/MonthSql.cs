namespace SocialCommerce.Commissions.Months;

/// <summary>The statements about closed months.</summary>
internal static class MonthSql
{
    /// <summary>A closed month; no row while it is open, or where it is no month.</summary>
    public static PendingRows<MonthRow> Month(this CommissionsBatch batch, long shopId, string month) =>
        batch.Rows<MonthRow>(FindSql, new { shop = shopId, month });

    /// <summary>The closed month before this one; no row where it is the first.</summary>
    public static PendingRows<CloseMonth.LastRow> MonthBefore(this CommissionsBatch batch, long shopId, string month) =>
        batch.Rows<CloseMonth.LastRow>(BeforeSql, new { shop = shopId, month });

    /// <summary>The accounts of months.</summary>
    public static PendingRows<AccountSum> AccountSums(this CommissionsBatch batch, long shopId, string[] months) =>
        batch.Rows<AccountSum>(SumsSql, new { shop = shopId, months });

    /// <summary>SQL: the columns of a <see cref="MonthRow"/>.</summary>
    internal const string Select = """
        select c.month, c.month_end, c.watermark, c.next_from, a.accounts as chart, c.hash, c.closed_by,
            c.recorded_at as closed_at, s.signed_by, s.recorded_at as signed_at
        from month_closes c
        left join charts_of_accounts a on a.shop_id = @shop and a.version = c.chart_version
        left join month_signatures s on s.shop_id = @shop and s.month = c.month
        """;

    private const string FindSql = $"{Select} where c.shop_id = @shop and c.month = @month";

    private const string BeforeSql = """
        select month, month_end, watermark, next_from from month_closes
        where shop_id = @shop and month < @month order by month desc limit 1
        """;

    private const string SumsSql = """
        select month, account, sum(opening)::bigint as opening, sum(received)::bigint as received,
            sum(given)::bigint as given
        from month_balances where shop_id = @shop and month = any(@months)
        group by month, account order by month, account
        """;
}
