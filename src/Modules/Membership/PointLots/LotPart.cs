namespace SocialCommerce.Membership.PointLots;

/// <summary>What was taken from a lot (negative), or given back to it.</summary>
/// <param name="Lot">The lot as it was before.</param>
/// <param name="Points">Signed, not 0.</param>
internal sealed record LotPart(PointLot Lot, long Points);
