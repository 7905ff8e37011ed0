namespace SocialCommerce.Membership;

/// <summary>A member as stored, as of the last change; <see cref="MemberRules"/> moves it on in time.</summary>
/// <param name="Growth">Growth value, never spent.</param>
/// <param name="Points">Points to spend; may be negative after a refund.</param>
/// <param name="GrowthTier">The tier that growth gave for a period, or null.</param>
/// <param name="GrowthTierUntil">When that period ends; null exactly when there is no such tier.</param>
/// <param name="Held">Tiers that stand whatever the growth: bought, or reached for ever.</param>
/// <param name="Version">Rises with every change; 0 for who is no member yet.</param>
public sealed record MemberRow(
    long Growth, long Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[] Held, long Version)
{
    /// <summary>Somebody who never bought.</summary>
    public static readonly MemberRow Nobody = new(0, 0, null, null, [], 0);
}

/// <summary>A tier that stands until a time, or for ever.</summary>
public sealed record HeldTier(string TierId, DateTimeOffset? Until = null);

/// <summary>The tier that a member has now; without an end when it is for ever.</summary>
public sealed record TierInForce(MemberTier Tier, DateTimeOffset? Until);

/// <summary>A line of a paid order, by what was paid for it in minor units.</summary>
public readonly record struct PaidLine(string ProductId, long Quantity, long ValueMinor);

/// <summary>What an order gave, and how much of it still stands after its refunds.</summary>
public sealed record GrantRow(
    long CustomerKey, long ValueMinor, int PointsBps, int GrowthBps, long PointsLeft, long GrowthLeft);

/// <summary>A line of a member's tier history.</summary>
/// <param name="TierId">The tier; null when a period ended and growth gave none.</param>
/// <param name="Cause">One of the causes below.</param>
/// <param name="Since">From when it stands.</param>
/// <param name="Until">When it ends; null for ever.</param>
public sealed record TierEntry(string? TierId, string Cause, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>Growth rose to the tier.</summary>
    public const string Growth = "growth";

    /// <summary>A member product was bought.</summary>
    public const string Product = "product";

    /// <summary>The shop lowered what the tier asks for.</summary>
    public const string Threshold = "threshold";

    /// <summary>A period ended and growth decided again.</summary>
    public const string PeriodEnd = "periodEnd";
}

/// <summary>What an order or a refund does to a member.</summary>
/// <param name="After">The member afterwards.</param>
/// <param name="ValueMinor">The order's value, or what is left of it.</param>
/// <param name="Rates">The rates that count.</param>
/// <param name="Points">Points to add; negative for a refund.</param>
/// <param name="Growth">Growth to add; negative for a refund.</param>
/// <param name="TierBefore">The tier in force just before, or null.</param>
/// <param name="TierAfter">The tier in force now, or null.</param>
/// <param name="Entries">What to add to the tier history.</param>
public sealed record MemberChange(
    MemberRow After, long ValueMinor, EarningRates Rates, long Points, long Growth, string? TierBefore,
    string? TierAfter, IReadOnlyList<TierEntry> Entries);
