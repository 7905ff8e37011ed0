using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>An after-sale case (售后单) of an order.</summary>
/// <param name="CaseId">The merchant's own id, unique for the order.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Suspends">Whether it stops completion and maturity; not when commission had matured before.</param>
/// <param name="ClosedAt">When it was closed; absent while it is open.</param>
/// <param name="LineIds">The lines concerned; absent for the whole order.</param>
public sealed record AfterSale(
    string CaseId, DateTimeOffset OpenedAt, bool Suspends, DateTimeOffset? ClosedAt, IReadOnlyList<string>? LineIds)
{
    /// <summary>The times in which cases stop an order's clocks, whichever of its lines they concern.</summary>
    public static Pauses Pauses(IEnumerable<AfterSale> cases) =>
        new([.. cases.Where(one => one.Suspends).Select(one => new Pause(one.OpenedAt, one.ClosedAt))]);
}

/// <summary>An after-sale case as it is kept.</summary>
public sealed record AfterSaleRow(
    string CaseId, DateTimeOffset OpenedAt, bool Suspends, DateTimeOffset? ClosedAt, string? LineIds)
{
    /// <summary>As the API shows it.</summary>
    public AfterSale ToCase() => new(
        CaseId, OpenedAt, Suspends, ClosedAt, LineIds is null ? null : Json.Read<List<string>>(LineIds));
}

/// <summary>The statements about after-sale cases.</summary>
public static class AfterSaleStatements
{
    /// <summary>The carried order's cases, oldest first.</summary>
    public static Rows<AfterSaleRow> AfterSales(this Batch batch, long shopId) =>
        batch.Rows<AfterSaleRow>(FindSql, new { shop = shopId });

    /// <summary>Opens a case.</summary>
    public static void OpenAfterSale(this Batch batch, Occasion when, AfterSale made) => batch.Do(OpenSql, new
    {
        shop = when.ShopId,
        when.OrderKey,
        made.CaseId,
        lineIds = made.LineIds is null ? null : Json.Write(made.LineIds),
        made.Suspends,
        made.OpenedAt,
        when.RecordedAt,
    });

    /// <summary>Closes a case.</summary>
    public static void CloseAfterSale(this Batch batch, Occasion when, string caseId) => batch.Do(CloseSql, new
    {
        shop = when.ShopId,
        when.OrderKey,
        caseId,
        when.OccurredAt,
        when.RecordedAt,
    });

    private const string FindSql = $"""
        select s.case_id, s.opened_at, s.suspends, c.closed_at, s.line_ids
        from after_sales s
        left join after_sale_closures c on c.shop_id = @shop and c.order_key = s.order_key and c.case_id = s.case_id
        where s.shop_id = @shop and s.order_key = {Carry.OrderKey}
        order by s.opened_at, s.case_id
        """;

    private const string OpenSql = """
        insert into after_sales (shop_id, order_key, case_id, line_ids, suspends, opened_at, recorded_at)
        values (@shop, @orderKey, @caseId, @lineIds::jsonb, @suspends, @openedAt, @recordedAt)
        """;

    private const string CloseSql = """
        insert into after_sale_closures (shop_id, order_key, case_id, closed_at, recorded_at)
        values (@shop, @orderKey, @caseId, @occurredAt, @recordedAt)
        """;
}
