namespace SocialCommerce.Commissions.Statements;

/// <summary>A statement in a list, as it is kept.</summary>
internal sealed record StatementSummaryRow(
    long StatementKey, string StatementId, string CustomerId, DateTimeOffset PeriodEnd, long Total, string Hash,
    string PreviousHash, long? Number)
{
    public const string Columns = """
        s.statement_key, s.statement_id, c.customer_id, s.period_end, s.total, s.hash, s.previous_hash, s.number
        from statements s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        """;

    public StatementSummary ToSummary(Shop shop) =>
        new(StatementId, CustomerId, PeriodEnd, shop.Money(Total), Hash, PreviousHash, Number);
}
