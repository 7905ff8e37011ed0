namespace SocialCommerce.Books.Journals;

/// <summary>The statement of a month's journal.</summary>
public static class JournalSql
{
    /// <summary>The movements of a closed period in booking order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="period">The period.</param>
    /// <param name="after">Key of the movement after which to begin.</param>
    /// <param name="take">The most movements.</param>
    public static PendingRows<JournalRow> Journal(
        this BooksBatch batch, Shop shop, LedgerPeriod period, long after, int take) =>
        batch.Rows<JournalRow>(RowsSql, new
        {
            shop = shop.Id,
            unit = shop.Currency,
            period.Watermark,
            period.End,
            period.Before,
            period.BeforeEnd,
            from = Math.Max(period.From, after + 1),
            take,
        });

    private const string RowsSql = $"""
        select m.movement_id, m.journal_id, m.event, m.from_account, m.to_account, m.amount, m.occurred_at,
            m.recorded_at, c.customer_id, m.order_key
        from (
            select * from movements m
            where m.shop_id = @shop and m.unit = @unit and {LedgerPeriod.Condition}
            order by m.movement_id limit @take) as m
        left join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        order by m.movement_id
        """;
}
