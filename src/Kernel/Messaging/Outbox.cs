namespace SocialCommerce.Kernel.Messaging;

/// <summary>Events that leave the process, written in the transaction that made them true.</summary>
public static class Outbox
{
    /// <summary>Adds an event: a dotted type and a thin JSON payload.</summary>
    public static void Announce(
        this SqlBatch batch, PostingContext posting, string type, object payload) => batch.Do(AnnounceSql, new
        {
            shop = posting.ShopId,
            type,
            payload = Json.Write(payload),
            recordedAt = posting.RecordedAt,
        });

    /// <summary>SQL: the statement, for one that writes more: of @shop, @type, @payload and @recordedAt.</summary>
    public const string AnnounceSql = """
        insert into outbox (shop_id, type, payload, recorded_at) values (@shop, @type, @payload::jsonb, @recordedAt)
        """;
}
