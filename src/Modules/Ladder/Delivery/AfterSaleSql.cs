namespace SocialCommerce.Ladder.Delivery;

/// <summary>The statements about after-sale cases.</summary>
public static class AfterSaleSql
{
    /// <summary>The carried order's cases, oldest first.</summary>
    public static PendingRows<AfterSaleRow> AfterSales(this LadderBatch batch, long shopId) =>
        batch.Rows<AfterSaleRow>(FindSql, new { shop = shopId });

    /// <summary>Opens a case.</summary>
    public static void OpenAfterSale(this LadderBatch batch, PostingContext posting, AfterSale made) =>
        batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            made.CaseId,
            lineIds = made.LineIds is null ? null : Json.Write(made.LineIds),
            made.Suspends,
            made.OpenedAt,
            posting.RecordedAt,
        });

    /// <summary>Closes a case.</summary>
    public static void CloseAfterSale(this LadderBatch batch, PostingContext posting, string caseId) =>
        batch.Do(CloseSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            caseId,
            posting.OccurredAt,
            posting.RecordedAt,
        });

    private const string FindSql = $"""
        select s.case_id, s.opened_at, s.suspends, c.closed_at, s.line_ids
        from after_sales s
        left join after_sale_closures c on c.shop_id = @shop and c.order_key = s.order_key and c.case_id = s.case_id
        where s.shop_id = @shop and s.order_key = {BatchVariables.OrderKey}
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
