namespace SocialCommerce.Membership.Quotes;

/// <summary>A quote as it is kept.</summary>
public sealed record QuoteRow(
    long Key, string QuoteId, long CustomerKey, string Content, string Answer, string Status, DateTimeOffset ExpiresAt,
    string? OrderId)
{
    /// <summary>The cart.</summary>
    public QuoteContent Cart => Json.Read<QuoteContent>(Content);

    /// <summary>Whether it ended by a commit.</summary>
    public bool IsCommitted => Status == Quote.Committed;

    /// <summary>Whether it ended by a release.</summary>
    public bool IsReleased => Status == Quote.Released;

    /// <summary>Whether it keeps coupons and uses at a time.</summary>
    public bool Holds(DateTimeOffset now) => Status == Quote.Reserved && ExpiresAt > now;

    /// <summary>As the API shows it at a time.</summary>
    public Quote At(DateTimeOffset now) => Json.Read<Quote>(Answer) with
    {
        Status = Status is Quote.Quoted or Quote.Reserved && ExpiresAt <= now ? Quote.Expired : Status,
        ExpiresAt = ExpiresAt,
        OrderId = OrderId,
    };
}
