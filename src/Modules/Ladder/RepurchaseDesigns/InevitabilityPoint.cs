namespace SocialCommerce.Ladder.RepurchaseDesigns;

/// <summary>A point that makes it hard not to buy again.</summary>
/// <param name="Point" example="growingRights">
/// <c>productSupport</c> (产品支撑: the product asks for it), <c>growingRights</c> (权益增加: each repeat brings more rights),
/// <c>costOfLeaving</c> (放弃成本: giving up costs something), <c>grownTrust</c> (信任: trust has grown) or
/// <c>favourableScene</c> (场景: the scene favours the deal).
/// </param>
/// <param name="How" example="The third bottle raises the member tier">How the product has it.</param>
internal sealed record InevitabilityPoint(string Point, string How)
{
    /// <summary>The five points.</summary>
    public static readonly IReadOnlyList<string> All =
        ["productSupport", "growingRights", "costOfLeaving", "grownTrust", "favourableScene"];
}
