using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What an event, told of by a document, leaves of an order's lines.</summary>
public static class OrderChanges
{
    /// <summary>Kind of the document of a refund, a lost chargeback's too.</summary>
    public const string Refund = "refund";

    /// <summary>Kind of the document by which a refund was cancelled.</summary>
    public const string RefundCancellation = "refundCancellation";

    /// <summary>
    /// Keeps what is left of an order's lines beside the journal that this transaction books under: once for each
    /// event that changes what the order's commissions come to.
    /// </summary>
    /// <param name="batch">The batch that books the event.</param>
    /// <param name="when">The order's occasion.</param>
    /// <param name="document">What told of the event.</param>
    /// <param name="left">What is left of each line, in the order of <paramref name="lines"/>.</param>
    /// <param name="lines">The lines where the event changed them; null for those of the order's snapshot.</param>
    public static void KeepChange(
        this Batch batch, Occasion when, Document document, IReadOnlyList<long> left,
        IReadOnlyList<SnapshotLine>? lines = null) => batch.Do(KeepSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            document.Kind,
            document.Id,
            left = left.ToArray(),
            lines = lines is null ? null : Json.Write(lines),
            when.RecordedAt,
        });

    private const string KeepSql = $"""
        insert into order_changes (shop_id, order_key, journal_id, document_kind, document_id, left_minor, lines,
            recorded_at)
        values (@shop, @orderKey, {Ledger.JournalId}, @kind, @id, @left, @lines::jsonb, @recordedAt)
        """;
}
