namespace SocialCommerce.Ladder.Offers;

/// <summary>How strong a customer's need is, as the shop has found out.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Version">Rises by one with every change; 0 until the shop records a need.</param>
/// <param name="Level" example="low"><c>low</c>, <c>medium</c> or <c>high</c>; absent until then.</param>
/// <param name="Reason" example="Has bought for the whole year">How the shop knows.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
internal sealed record CustomerNeed(
    string CustomerId, int Version, string? Level = null, string? Reason = null, DateTimeOffset? RecordedAt = null)
{
    /// <summary>A need that makes no offer.</summary>
    public const string Low = "low";

    /// <summary>The levels, lowest first.</summary>
    public static readonly IReadOnlyList<string> Levels = [Low, "medium", "high"];
}
