namespace SocialCommerce.Membership.PointSpends;

/// <summary>A spend as it is kept.</summary>
internal sealed record SpendRow(
    long SpendKey, long CustomerKey, string CustomerId, string Content, long Points, long Cancelled,
    DateTimeOffset RecordedAt)
{
    /// <summary>What was asked for.</summary>
    public SpendPoints.Body Body => Json.Read<SpendPoints.Body>(Content);

    /// <summary>As the API shows it.</summary>
    public PointSpend Shown
    {
        get
        {
            var body = Body;
            return new PointSpend(
                body.SpendId, CustomerId, Points, Cancelled, body.Reason, RecordedAt, body.OrderId);
        }
    }

    /// <summary>Carries the customer of a spend, 0 where there is none.</summary>
    internal const string CarrySql = $"""
        select set_config('{BatchVariables.Buyer}', coalesce(max(customer_key), 0)::text, true)::bigint
        from point_spends where shop_id = @shop and spend_id = @spendId
        """;

    internal const string FindSql = """
        select s.spend_key, s.customer_key, c.customer_id, s.content::text, s.points, s.cancelled, s.recorded_at
        from point_spends s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.shop_id = @shop and s.spend_id = @spendId
        """;
}
