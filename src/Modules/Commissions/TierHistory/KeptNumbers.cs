namespace SocialCommerce.Commissions.TierHistory;

/// <summary>A person's numbers as they are kept.</summary>
public sealed record KeptNumbers(
    long CustomerKey, string CustomerId, long Own, long Team1, long Team2, long Team3, long Buyers);
