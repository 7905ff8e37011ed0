namespace SocialCommerce.Books.Months;

/// <summary>The statements about closed months.</summary>
public static class MonthSql
{
    /// <summary>A closed month; no row while it is open, or where it is no month.</summary>
    public static PendingRows<MonthRow> Month(this BooksBatch batch, long shopId, string month) =>
        batch.Rows<MonthRow>(FindSql, new { shop = shopId, month });

    /// <summary>The closed month before this one; no row where it is the first.</summary>
    public static PendingRows<MonthClose> MonthBefore(this BooksBatch batch, long shopId, string month) =>
        batch.Rows<MonthClose>(BeforeSql, new { shop = shopId, month });

    /// <summary>The latest closed month; no row before the first.</summary>
    public static PendingRows<MonthClose> LastClose(this BooksBatch batch, long shopId) =>
        batch.Rows<MonthClose>(LastSql, new { shop = shopId });

    /// <summary>What accounts received and gave in closed months.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="first">The first month.</param>
    /// <param name="last">The last month, itself included.</param>
    /// <param name="accounts">The accounts.</param>
    public static PendingRows<Turnover> Turnover(
        this BooksBatch batch, long shopId, string first, string last, string[] accounts) =>
        batch.Rows<Turnover>(TurnoverSql, new { shop = shopId, first, last, accounts });

    /// <summary>The accounts of months.</summary>
    internal static PendingRows<AccountSum> AccountSums(this BooksBatch batch, long shopId, string[] months) =>
        batch.Rows<AccountSum>(SumsSql, new { shop = shopId, months });

    /// <summary>SQL: the columns of a <see cref="MonthRow"/>.</summary>
    internal const string Select = """
        select c.month, c.month_end, c.watermark, c.next_from, a.content as chart, c.hash, c.closed_by,
            c.recorded_at as closed_at, s.signed_by, s.recorded_at as signed_at
        from month_closes c
        left join settings_versions a on a.shop_id = @shop and a.name = c.chart_name and a.version = c.chart_version
        left join month_signatures s on s.shop_id = @shop and s.month = c.month
        """;

    private const string FindSql = $"{Select} where c.shop_id = @shop and c.month = @month";

    private const string LastSql = """
        select month, month_end, watermark, next_from from month_closes
        where shop_id = @shop order by month_end desc limit 1
        """;

    private const string BeforeSql = """
        select month, month_end, watermark, next_from from month_closes
        where shop_id = @shop and month < @month order by month desc limit 1
        """;

    private const string TurnoverSql = """
        select account, sum(received)::bigint as received, sum(given)::bigint as given from month_balances
        where shop_id = @shop and month between @first and @last and account = any(@accounts)
        group by account
        """;

    private const string SumsSql = """
        select month, account, sum(opening)::bigint as opening, sum(received)::bigint as received,
            sum(given)::bigint as given
        from month_balances where shop_id = @shop and month = any(@months)
        group by month, account order by month, account
        """;
}
