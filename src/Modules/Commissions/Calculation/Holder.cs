namespace SocialCommerce.Commissions.Calculation;

/// <summary>A person who holds a tier at a period's end.</summary>
/// <param name="Key">The person.</param>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Tier">The tier held.</param>
/// <param name="Seq">The history entry that says so.</param>
public sealed record Holder(long Key, string CustomerId, string Tier, long Seq);
