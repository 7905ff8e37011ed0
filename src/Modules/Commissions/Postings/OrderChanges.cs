using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Postings;

/// <summary>What an event, told of by a document, leaves of an order's lines.</summary>
public static class OrderChanges
{
    /// <summary>Kind of the document of a refund, a lost chargeback's too.</summary>
    public const string Refund = "refund";

    /// <summary>Kind of the document by which a refund was cancelled.</summary>
    public const string RefundCancellation = "refundCancellation";

    /// <summary>Kind of the document by which an order was changed after payment.</summary>
    public const string Amendment = "amendment";

    /// <summary>SQL: the lines of an order o that amendments have left; d is the change.</summary>
    private const string LinesOf = """
        select d.lines from order_changes d
        where d.shop_id = @shop and d.order_key = o.order_key and d.lines is not null
        """;

    /// <summary>SQL: the snapshot of an order o as its amendments have left it.</summary>
    internal const string SnapshotNow =
        $"coalesce(jsonb_set(o.snapshot, array['l'], ({LinesOf} order by d.change_key desc limit 1)), o.snapshot)";

    /// <summary>SQL: the same as it was at @end.</summary>
    internal const string SnapshotAtEnd = $"""
        coalesce(jsonb_set(o.snapshot, array['l'], ({LinesOf} and d.recorded_at < @end
            order by d.change_key desc limit 1)), o.snapshot)
        """;

    /// <summary>SQL: the same as it was at @start.</summary>
    internal const string SnapshotAtStart = $"""
        coalesce(jsonb_set(o.snapshot, array['l'], ({LinesOf} and d.recorded_at < @start
            order by d.change_key desc limit 1)), o.snapshot)
        """;

    /// <summary>
    /// Keeps what is left of an order's lines beside the journal that this transaction books under: once for each
    /// event that changes what the order's commissions come to.
    /// </summary>
    /// <param name="batch">The batch that books the event.</param>
    /// <param name="posting">The order's occasion.</param>
    /// <param name="document">What told of the event.</param>
    /// <param name="left">What is left of each line, in the order of <paramref name="lines"/>.</param>
    /// <param name="lines">The lines where the event changed them; null for those of the order's snapshot.</param>
    public static void KeepChange(
        this CommissionsBatch batch, PostingContext posting, Document document, IReadOnlyList<long> left,
        IReadOnlyList<SnapshotLine>? lines = null) => batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            document.Kind,
            document.Id,
            left = left.ToArray(),
            lines = lines is null ? null : Json.Write(lines),
            posting.RecordedAt,
        });

    /// <summary>The lines of the carried order's snapshot as it was recorded, before any amendment, as JSON.</summary>
    public static PendingRows<string> RecordedLines(this CommissionsBatch batch, long shopId) =>
        batch.Rows<string>(RecordedSql, new { shop = shopId });

    private const string RecordedSql = $"""
        select (snapshot -> 'l')::text from commission_orders
        where shop_id = @shop and order_key = {BatchVariables.OrderKey}
        """;

    private const string KeepSql = $"""
        insert into order_changes (shop_id, order_key, journal_id, document_kind, document_id, left_minor, lines,
            recorded_at)
        values (@shop, @orderKey, {Ledger.JournalId}, @kind, @id, @left, @lines::jsonb, @recordedAt)
        """;
}
