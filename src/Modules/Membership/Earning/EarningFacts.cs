namespace SocialCommerce.Membership.Earning;

/// <summary>
/// What the customer's history says about an order, by the own times of all events: a late event may change it.
/// </summary>
/// <param name="TierId">The tier just before the order; null: none.</param>
/// <param name="TierBps">The tier's multiplier; null: none.</param>
/// <param name="First">Whether no order of the customer was paid before it.</param>
/// <param name="Room">What the orders before it leave of the day's cap; null: no cap.</param>
public sealed record EarningFacts(string? TierId = null, int? TierBps = null, bool First = false, long? Room = null);
