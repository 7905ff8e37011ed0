namespace SocialCommerce.Ladder.Delivery;

/// <summary>The statements by which shipments and completions are recorded.</summary>
public static class FulfilmentSql
{
    /// <summary>Records that lines were shipped or completed.</summary>
    public static void Fulfil(
        this LadderBatch batch, PostingContext posting, FulfilmentKind kind, IReadOnlyList<int> lineNos)
    {
        if (lineNos.Count > 0) batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            kind = kind == FulfilmentKind.Shipped ? "shipped" : "completed",
            lines = lineNos.ToArray(),
            posting.OccurredAt,
            posting.RecordedAt,
        });
    }

    private const string InsertSql = """
        insert into fulfilments (shop_id, order_key, line_no, kind, occurred_at, recorded_at)
        select @shop, @orderKey, line_no, @kind, @occurredAt, @recordedAt from unnest(@lines) as line_no
        """;
}
