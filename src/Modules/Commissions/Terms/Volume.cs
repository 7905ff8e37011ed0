namespace SocialCommerce.Commissions.Terms;

/// <summary>The change of a person's numbers by an event.</summary>
public sealed record Volume(long Key, long Own = 0, long Team1 = 0, long Team2 = 0, long Team3 = 0, long Buyers = 0);
