using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Earning;

/// <summary>What a late event changes of an order's points.</summary>
/// <param name="Order">The order with what stands of it.</param>
/// <param name="Facts">What the history says by now.</param>
/// <param name="Granted">Points that the order granted when it was paid.</param>
/// <param name="Points">The change of what stands, signed.</param>
public sealed record PointCorrection(PastOrder Order, EarningFacts Facts, long Granted, long Points);
