namespace SocialCommerce.Kernel.Consents;

/// <summary>A consent as it is kept.</summary>
internal sealed record ConsentRow(
    long ConsentKey, string ConsentId, long CustomerKey, string Purpose, bool Granted, DateTimeOffset GivenAt,
    string? TextVersion, string? Source, DateTimeOffset RecordedAt, string? RecordedBy)
{
    /// <summary>SQL: its columns, of consents n.</summary>
    internal const string Columns = """
        n.consent_key, n.consent_id, n.customer_key, n.purpose, n.granted, n.given_at, n.text_version, n.source,
        n.recorded_at, n.recorded_by
        """;

    /// <summary>SQL: the consents n of a customer and of the guests that the customer turned out to be.</summary>
    internal const string OfCustomer = """
        from customers c
        join customers g on g.shop_id = @shop and (
            g.customer_key = coalesce(c.claimed_by, c.customer_key)
            or g.claimed_by = coalesce(c.claimed_by, c.customer_key))
        join consents n on n.shop_id = @shop and n.customer_key = g.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        """;

    /// <summary>As the API shows it.</summary>
    public Consent Shown => new(
        ConsentId, Purpose, Granted, GivenAt, TextVersion, Source, RecordedAt, RecordedBy);
}
