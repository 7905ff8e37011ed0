namespace SocialCommerce.Membership.StoredValue;

/// <summary>What is taken from one top-up, in minor units.</summary>
internal sealed record ValuePart(ValueLot Lot, long Principal, long Bonus);
