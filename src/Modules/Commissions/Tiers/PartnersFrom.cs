namespace SocialCommerce.Commissions.Tiers;

/// <summary>Direct referrals of a person who have ever reached a tier or a higher one.</summary>
/// <param name="Tier">From this tier on.</param>
/// <param name="People">How many; not counted further than 1,000, which is the most that a condition asks for.</param>
internal sealed record PartnersFrom(string Tier, long People);
