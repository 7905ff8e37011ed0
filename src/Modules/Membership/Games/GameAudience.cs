namespace SocialCommerce.Membership.Games;

/// <summary>Who may take part in a game. Guests take part in none until they are claimed.</summary>
/// <param name="Kind" example="everyone">
/// <c>everyone</c>, <c>members</c>: customers with a member tier in force, or <c>tiers</c>: those whose tier in force
/// is named.
/// </param>
/// <param name="TierIds" example="gold">Of <c>tiers</c>: the tiers.</param>
public sealed record GameAudience(string Kind, string[]? TierIds = null)
{
    public const string Everyone = "everyone";
    public const string Members = "members";
    public const string Tiers = "tiers";

    /// <summary>Every kind.</summary>
    public static readonly string[] Kinds = [Everyone, Members, Tiers];

    /// <summary>Whether a customer belongs to it.</summary>
    /// <param name="tierId">The tier in force, or null.</param>
    public bool Includes(string? tierId) => Kind switch
    {
        Members => tierId is not null,
        Tiers => tierId is not null && TierIds!.Contains(tierId),
        _ => true,
    };
}
