using SocialCommerce.Kernel;

namespace SocialCommerce.Touchpoints;

/// <summary>What touchpoints promise, as a statement that flows carry.</summary>
public static class BenefitStatements
{
    /// <summary>How many touchpoints promise a benefit.</summary>
    public static Rows<long> CountBenefits(this Batch batch, long shopId) =>
        batch.Rows<long>(CountBenefitsSql, new { shop = shopId });

    private const string CountBenefitsSql = """
        select count(*) from touchpoints where shop_id = @shop and benefit is not null
        """;
}
