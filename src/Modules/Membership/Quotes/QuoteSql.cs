namespace SocialCommerce.Membership.Quotes;

/// <summary>What the flows read and write of quotes; a writer holds the customer's lock.</summary>
public static class QuoteSql
{
    /// <summary>Carries the customer of a quote, 0 where there is no such quote.</summary>
    public static PendingRows<long> CarryBuyerOfQuote(this MembershipBatch batch, long shopId, string quoteId) =>
        batch.Rows<long>(CarrySql, new { shop = shopId, quoteId });

    /// <summary>A quote by its id.</summary>
    public static PendingRows<QuoteRow> Quote(this MembershipBatch batch, long shopId, string quoteId) =>
        batch.Rows<QuoteRow>(FindSql, new { shop = shopId, quoteId });

    /// <summary>Keeps a new quote.</summary>
    public static void Keep(
        this MembershipBatch batch, long shopId, long customerKey, QuoteContent content, Quote quote) =>
        batch.Do(InsertSql, new
        {
            shop = shopId,
            content.QuoteId,
            customerKey,
            content = Json.Write(content),
            answer = Json.Write(quote),
            quote.ExpiresAt,
            quote.RecordedAt,
        });

    /// <summary>Reserves what a quote uses until then.</summary>
    public static void ReserveQuote(this MembershipBatch batch, long shopId, long key, DateTimeOffset until) =>
        batch.Do(ReserveSql, new { shop = shopId, key, until });

    /// <summary>Ends a quote that is not used.</summary>
    public static void ReleaseQuote(this MembershipBatch batch, long shopId, long key, DateTimeOffset at) =>
        batch.Do(ReleaseSql, new { shop = shopId, key, at });

    /// <summary>Ends a quote by its order.</summary>
    public static void CommitQuote(
        this MembershipBatch batch, long shopId, long key, string orderId, DateTimeOffset now) =>
        batch.Do(CommitSql, new { shop = shopId, key, orderId, now });

    /// <summary>Gives a customer the quotes of the guest who the customer turned out to be.</summary>
    public static void MoveQuotes(this MembershipBatch batch, long shopId, long guestKey, long customerKey) =>
        batch.Do(MoveSql, new { shop = shopId, guestKey, customerKey });

    internal const string HeldSql = $"""
        select quote_key as key, quote_id, customer_key, content::text, answer::text, status, expires_at, order_id
        from quotes where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and status = 'reserved'
        """;

    private const string CarrySql = $"""
        select set_config('{BatchVariables.Buyer}', coalesce(max(customer_key), 0)::text, true)::bigint
        from quotes where shop_id = @shop and quote_id = @quoteId
        """;

    private const string FindSql = """
        select quote_key as key, quote_id, customer_key, content::text, answer::text, status, expires_at, order_id
        from quotes where shop_id = @shop and quote_id = @quoteId
        """;

    private const string InsertSql = """
        insert into quotes (shop_id, quote_id, customer_key, content, answer, status, expires_at, recorded_at)
        values (@shop, @quoteId, @customerKey, @content::jsonb, @answer::jsonb, 'quoted', @expiresAt, @recordedAt)
        """;

    private const string ReserveSql = """
        update quotes set status = 'reserved', expires_at = @until where shop_id = @shop and quote_key = @key
        """;

    private const string ReleaseSql = """
        update quotes set status = 'released', ended_at = @at where shop_id = @shop and quote_key = @key
        """;

    private const string CommitSql = """
        update quotes set status = 'committed', order_id = @orderId, ended_at = @now
        where shop_id = @shop and quote_key = @key
        """;

    private const string MoveSql = """
        update quotes set customer_key = @customerKey where shop_id = @shop and customer_key = @guestKey
        """;
}
