namespace SocialCommerce.Commissions.Tiers;

/// <summary>A partner tier; the list of a shop ranks them, lowest first.</summary>
/// <param name="TierId">The shop's own name for it, such as <c>T1</c>.</param>
/// <param name="Name" example="Senior partner">What people call it.</param>
/// <param name="Conditions">What a person must have reached; null: no promotion to it by numbers.</param>
public sealed record PartnerTier(string TierId, string Name, Condition? Conditions = null);
