using SocialCommerce.Kernel;

namespace SocialCommerce.Membership;

/// <summary>The terms on which an order earns after an amendment, as they are kept.</summary>
/// <param name="ValueMinor">On what it earns in all.</param>
/// <param name="PointsBps">The general rate of points.</param>
/// <param name="GrowthBps">The general rate of growth.</param>
/// <param name="Lines">Line by line, where not every line earns on its whole value at the general rates.</param>
public sealed record AmendedTerms(long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines = null)
{
    /// <summary>As the rules take them.</summary>
    public GrantTerms ToTerms() => new(ValueMinor, PointsBps, GrowthBps, Lines, []);

    /// <summary>As they are kept.</summary>
    public static AmendedTerms Of(GrantTerms terms) =>
        new(terms.ValueMinor, terms.PointsBps, terms.GrowthBps, terms.Lines);
}

/// <summary>The statement that keeps such terms.</summary>
public static class AmendedTermsStatements
{
    /// <summary>
    /// Keeps the terms on which an order earns after each of its amendments; an order that earned nothing when it was
    /// paid gets a grant of nothing first.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="when">With the order's key.</param>
    /// <param name="customerKey">The buyer, who is a member row.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="revision">How many amendments there are.</param>
    /// <param name="terms">The terms by the amendments' own times.</param>
    public static void Amend(
        this Batch batch, Occasion when, long customerKey, string orderId, int revision,
        IReadOnlyList<GrantTerms> terms)
    {
        batch.Do(OpenSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            orderId,
            customer = customerKey,
            terms[^1].PointsBps,
            terms[^1].GrowthBps,
            when.RecordedAt,
        });
        batch.Do(AmendSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            revision,
            terms = Json.Write(terms.Select(AmendedTerms.Of).ToArray()),
            when.RecordedAt,
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
