namespace SocialCommerce.Ladder.RepurchaseDesigns;

/// <summary>Why a product is bought again, and what is missing (必然复购设计).</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Version">Rises by one with every change; 0 until the shop states a design.</param>
/// <param name="Mechanisms">The mechanisms that the product has.</param>
/// <param name="Points">The inevitability points that it has.</param>
/// <param name="Score">How many of the five mechanisms and the five points it has: 0 to 10.</param>
/// <param name="MissingMechanisms" example="service">
/// Mechanisms that it does not have: <c>reusable</c>, <c>relatedProducts</c>, <c>service</c>, <c>consumables</c> or
/// <c>instalments</c>.
/// </param>
/// <param name="MissingPoints" example="costOfLeaving">
/// Points that it does not have: <c>productSupport</c>, <c>growingRights</c>, <c>costOfLeaving</c>,
/// <c>grownTrust</c> or <c>favourableScene</c>.
/// </param>
/// <param name="CycleMissing">Whether it has no expected cycle, so that no repurchase is expected at any time.</param>
/// <param name="ExpectedCycleDays">After how many days, of 24 hours each, it is usually bought again.</param>
/// <param name="RecordedAt">When this version came into force; absent until the shop states a design.</param>
internal sealed record RepurchaseDesign(
    string ProductId, int Version, IReadOnlyList<RepurchaseMechanism> Mechanisms,
    IReadOnlyList<InevitabilityPoint> Points, int Score, IReadOnlyList<string> MissingMechanisms,
    IReadOnlyList<string> MissingPoints, bool CycleMissing, int? ExpectedCycleDays = null,
    DateTimeOffset? RecordedAt = null)
{
    /// <summary>What is missing of a design.</summary>
    public static RepurchaseDesign Of(
        string productId, int version, PutRepurchaseDesign.Body body, DateTimeOffset? recordedAt) => new(
        productId, version, body.Mechanisms, body.Points, body.Mechanisms.Count + body.Points.Count,
        [.. RepurchaseMechanism.All.Except(body.Mechanisms.Select(one => one.Mechanism))],
        [.. InevitabilityPoint.All.Except(body.Points.Select(one => one.Point))], body.ExpectedCycleDays is null,
        body.ExpectedCycleDays, recordedAt);
}
