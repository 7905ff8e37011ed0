namespace SocialCommerce.Books.Months;

/// <summary>
/// Closes a month: its trial balance and its journal never change again. Months close in order; the first may be any
/// and holds everything before its end.
/// </summary>
public sealed class MonthClosing(Caller caller, TimeProvider time)
{
    /// <summary>Closes it; a month that is closed is answered as it was closed.</summary>
    /// <param name="transaction">The transaction that closes it.</param>
    /// <param name="month">The month.</param>
    /// <param name="end">Its end.</param>
    /// <param name="watermark">The last movement's number after those that may be of the month had ended.</param>
    /// <exception cref="ProblemException">409: another month is the next to close.</exception>
    public async Task<CreatedOrExisting<ClosedMonth>> Close(
        ShopTransaction transaction, string month, DateTimeOffset end, long watermark)
    {
        var shop = caller.Shop;
        var reads = transaction.Batch();
        reads.Take(NumberedLock.Months, shop.Id);
        var state = reads.ShopState(shop.Id);
        var closed = reads.Books.Month(shop.Id, month);
        var last = reads.Books.LastClose(shop.Id);
        var chart = reads.InForce(ChartOfAccounts.Setting, shop.Id);
        var sums = reads.Books.AccountSums(shop.Id, [month]);
        await reads.Run(transaction.Cancel);
        if (closed.First is { } before) return new CreatedOrExisting<ClosedMonth>(
            before.ToMonth(shop, sums.List), false);
        var now = state.First!.Now(shop, time);
        Check(month, last.First);
        // Who waited for the month before to be closed may have asked for the watermark earlier than its closer.
        watermark = Math.Max(watermark, last.First?.Watermark ?? 0);

        var balances = await Balance(transaction, last.First, month, end, watermark);
        var accounts = chart.InForce.Version > 0 ? Json.Write(chart.Content) : null;
        var numbers = ChartOfAccounts.Numbers(accounts);
        var row = new MonthRow(
            month, end, watermark, 0, accounts,
            TextHash.Sha256(GetTrialBalance.File(balances, shop.Currency, numbers)),
            caller.RequirePerson().OperatorId, now, null, null);
        return new CreatedOrExisting<ClosedMonth>(
            await Keep(transaction, row, chart.InForce.Version, last.First), true);
    }

    private static void Check(string month, MonthClose? last)
    {
        if (last is null) return;
        var next = $"{Periods.MonthStart(last.Month)!.Value.AddMonths(1):yyyy-MM}";
        if (month != next)
            throw MonthProblems.MonthOutOfOrder.Because($"The next month to close is {next}.", "#/month");
    }

    private async Task<List<BalanceLine>> Balance(
        ShopTransaction transaction, MonthClose? last, string month, DateTimeOffset end, long watermark)
    {
        var shop = caller.Shop;
        var writes = transaction.Batch();
        writes.JoinWholeTables();
        writes.Do(BalanceSql, new
        {
            shop = shop.Id,
            unit = shop.Currency,
            month,
            end,
            watermark,
            previous = last?.Month ?? "",
            before = last?.Watermark ?? 0,
            beforeEnd = last?.MonthEnd ?? end,
            from = last?.NextFrom ?? 0,
        });
        var lines = writes.Books.BalanceLines(shop.Id, month, 0, long.MaxValue);
        await writes.Run(transaction.Cancel);
        return lines.List;
    }

    private async Task<ClosedMonth> Keep(
        ShopTransaction transaction, MonthRow row, int chartVersion, MonthClose? last)
    {
        var shop = caller.Shop;
        var writes = transaction.Batch();
        writes.Do(InsertSql, new
        {
            shop = shop.Id,
            unit = shop.Currency,
            row.Month,
            row.MonthEnd,
            row.Watermark,
            from = last?.NextFrom ?? 0,
            chartVersion = chartVersion > 0 ? chartVersion : (int?)null,
            row.Hash,
            row.ClosedBy,
            row.ClosedAt,
        });
        var sums = writes.Books.AccountSums(shop.Id, [row.Month]);
        writes.Log(shop.Id, caller, new AuditEntry("month", row.Month, null, new { row.Month, row.Hash }));
        await writes.Commit(transaction.Cancel);
        return row.ToMonth(shop, sums.List);
    }

    private const string BalanceSql = $"""
        insert into month_balances (shop_id, month, line_no, account, customer_key, opening, received, given)
        select @shop, @month, row_number() over (order by account, customer_key), account, customer_key,
            coalesce(o.opening, 0), coalesce(n.received, 0), coalesce(n.given, 0)
        from (
            select sides.account, m.customer_key, sum(sides.received)::bigint as received,
                sum(sides.given)::bigint as given
            from movements m
            cross join lateral (values (m.from_account, 0, m.amount), (m.to_account, m.amount, 0))
                as sides(account, received, given)
            where m.shop_id = @shop and m.unit = @unit and {LedgerPeriod.Condition}
            group by sides.account, m.customer_key) as n
        full join (
            select account, customer_key, opening + received - given as opening from month_balances
            where shop_id = @shop and month = @previous and opening + received <> given) as o
            using (account, customer_key)
        """;

    private const string InsertSql = """
        insert into month_closes (shop_id, month, month_end, watermark, next_from, chart_version, hash, closed_by,
            recorded_at)
        select @shop, @month, @monthEnd, @watermark, coalesce((
                select min(m.movement_id) from movements m
                where m.shop_id = @shop and m.unit = @unit and m.movement_id between @from and @watermark
                    and m.recorded_at >= @monthEnd), @watermark + 1),
            @chartVersion, @hash, @closedBy, @closedAt
        """;
}
