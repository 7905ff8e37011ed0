namespace SocialCommerce.Membership.Terms;

/// <summary>The statement that keeps such terms.</summary>
public static class AmendedTermsSql
{
    /// <summary>
    /// Keeps the terms on which an order earns after each of its amendments; an order that earned nothing when it was
    /// paid gets a grant of nothing first.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">With the order's key.</param>
    /// <param name="customerKey">The buyer, who is a member row.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="revision">How many amendments there are.</param>
    /// <param name="terms">The terms by the amendments' own times.</param>
    public static void Amend(
        this MembershipBatch batch, PostingContext posting, long customerKey, string orderId, int revision,
        IReadOnlyList<GrantTerms> terms)
    {
        batch.Do(OpenSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            orderId,
            customer = customerKey,
            terms[^1].PointsBps,
            terms[^1].GrowthBps,
            posting.RecordedAt,
        });
        batch.Do(AmendSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            revision,
            terms = Json.Write(terms.Select(AmendedTerms.Of).ToArray()),
            posting.RecordedAt,
        });
    }

    private const string OpenSql = """
        insert into member_grants (shop_id, order_key, order_id, customer_key, value_minor, points_bps, growth_bps,
            points, growth, recorded_at)
        values (@shop, @orderKey, @orderId, @customer, 0, @pointsBps, @growthBps, 0, 0, @recordedAt)
        on conflict (shop_id, order_key) do nothing
        """;

    private const string AmendSql = """
        insert into member_grant_terms (shop_id, order_key, revision, terms, recorded_at)
        values (@shop, @orderKey, @revision, @terms::jsonb, @recordedAt)
        """;
}
