namespace SocialCommerce.Touchpoints;

/// <summary>The good that makes a person come (利益点).</summary>
/// <param name="Family"><c>material</c> or <c>emotional</c>.</param>
/// <param name="Kind">
/// Material: <c>cash</c> (also coupons, red packets), <c>gift</c>, <c>points</c>. Emotional: <c>information</c>,
/// <c>privilege</c> (also opportunities), <c>desire</c> (anything that satisfies one).
/// </param>
/// <param name="Description" example="A sample to take home">What it is, in the merchant's words.</param>
internal sealed record Benefit(string Family, string Kind, string? Description = null)
{
    /// <summary>The kinds of each family.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Kinds = new Dictionary<string, string[]>
    {
        ["material"] = ["cash", "gift", "points"],
        ["emotional"] = ["information", "privilege", "desire"],
    };
}
