namespace SocialCommerce.Ladder.RepurchaseDesigns;

/// <summary>A mechanism by which a product is bought again.</summary>
/// <param name="Mechanism" example="consumables">
/// <c>reusable</c> (可重复使用), <c>relatedProducts</c> (关联使用), <c>service</c> (服务), <c>consumables</c> (耗材) or
/// <c>instalments</c> (分期).
/// </param>
/// <param name="How" example="A bottle lasts for 30 days">How the product has it.</param>
internal sealed record RepurchaseMechanism(string Mechanism, string How)
{
    /// <summary>The five mechanisms.</summary>
    public static readonly IReadOnlyList<string> All =
        ["reusable", "relatedProducts", "service", "consumables", "instalments"];
}
