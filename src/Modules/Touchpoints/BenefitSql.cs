namespace SocialCommerce.Touchpoints;

/// <summary>What touchpoints promise, as a statement that flows carry.</summary>
public static class BenefitSql
{
    /// <summary>How many touchpoints promise a benefit.</summary>
    public static PendingRows<long> CountBenefits(this TouchpointsBatch batch, long shopId) =>
        batch.Rows<long>(CountBenefitsSql, new { shop = shopId });

    private const string CountBenefitsSql = """
        select count(*) from touchpoints where shop_id = @shop and benefit is not null
        """;
}
