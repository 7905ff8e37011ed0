using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A closed month (月结): what was recorded in it, account by account.</summary>
/// <param name="Month">The month, such as <c>2026-01</c>.</param>
/// <param name="MonthEnd">Its end: midnight where the shop is.</param>
/// <param name="Hash">SHA-256 of its trial balance's file without the byte order mark; who signs the month names it.
/// </param>
/// <param name="ClosedBy">Operator id of who closed it.</param>
/// <param name="ClosedAt">When, by the shop's clock.</param>
/// <param name="Accounts">Every account over all people.</param>
/// <param name="SignedBy">Operator id of the second person, who has signed it.</param>
/// <param name="SignedAt">When.</param>
public sealed record ClosedMonth(
    string Month, DateTimeOffset MonthEnd, string Hash, string ClosedBy, DateTimeOffset ClosedAt,
    IReadOnlyList<AccountBalance> Accounts, string? SignedBy, DateTimeOffset? SignedAt);

/// <summary>An account in a month. What it received less what it gave is the difference of the two balances.</summary>
/// <param name="Account">The ledger's account.</param>
/// <param name="Number">Its number in the merchant's books, as the chart was when the month was closed.</param>
/// <param name="Opening">Balance at the month's beginning; below 0 where an account gave more than it received.</param>
/// <param name="Received">Received in the month.</param>
/// <param name="Given">Given in the month.</param>
/// <param name="Closing">Balance at the month's end.</param>
public sealed record AccountBalance(
    string Account, string Number, Money Opening, Money Received, Money Given, Money Closing);

/// <summary>A closed month as it is kept.</summary>
internal sealed record MonthRow(
    string Month, DateTimeOffset MonthEnd, long Watermark, long NextFrom, string? Chart, string Hash, string ClosedBy,
    DateTimeOffset ClosedAt, string? SignedBy, DateTimeOffset? SignedAt)
{
    public ClosedMonth ToMonth(Shop shop, IEnumerable<AccountSum> sums)
    {
        var number = ChartOfAccounts.Numbers(Chart);
        return new ClosedMonth(
            Month, MonthEnd, Hash, ClosedBy, ClosedAt,
            [.. sums.Where(sum => sum.Month == Month).Select(sum => sum.ToBalance(shop, number))], SignedBy, SignedAt);
    }
}

/// <summary>An account of a month over all people.</summary>
internal sealed record AccountSum(string Month, string Account, long Opening, long Received, long Given)
{
    public AccountBalance ToBalance(Shop shop, Func<string, string> number) => new(
        Account, number(Account), shop.Money(Opening), shop.Money(Received), shop.Money(Given),
        shop.Money(Opening + Received - Given));
}

/// <summary>The statements about closed months.</summary>
internal static class MonthStatements
{
    /// <summary>A closed month; no row while it is open, or where it is no month.</summary>
    public static Rows<MonthRow> Month(this Batch batch, long shopId, string month) =>
        batch.Rows<MonthRow>(FindSql, new { shop = shopId, month });

    /// <summary>The closed month before this one; no row where it is the first.</summary>
    public static Rows<CloseMonth.LastRow> MonthBefore(this Batch batch, long shopId, string month) =>
        batch.Rows<CloseMonth.LastRow>(BeforeSql, new { shop = shopId, month });

    /// <summary>The accounts of months.</summary>
    public static Rows<AccountSum> AccountSums(this Batch batch, long shopId, string[] months) =>
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
