namespace SocialCommerce.Commissions.Terms;

/// <summary>What an event adds to a person's numbers.</summary>
public sealed record Volume(long Key, long Own = 0, long Team1 = 0, long Team2 = 0, long Team3 = 0, long Buyers = 0);
