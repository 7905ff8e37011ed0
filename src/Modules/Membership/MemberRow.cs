namespace SocialCommerce.Membership;

/// <summary>A member as stored, as of the latest event; <see cref="MemberRules"/> moves it on in time.</summary>
/// <param name="Growth">Growth value, never spent.</param>
/// <param name="Points">Points to spend; may be negative after a refund.</param>
/// <param name="GrowthTier">The tier that growth gave for a period, or null.</param>
/// <param name="GrowthTierUntil">When that period ends; null exactly when there is no such tier.</param>
/// <param name="Held">Tiers that were bought, and tiers without a period that growth reached.</param>
/// <param name="Version">Rises with every change; 0 for who is no member yet.</param>
/// <param name="AsOf">
/// The latest order or refund that counts, by its own time. Changes of tiers from that instant on are not counted yet.
/// Null for who is no member yet, and for a row that has to be recomputed.
/// </param>
/// <param name="Revision">Rises when the tier history is recomputed.</param>
public sealed record MemberRow(
    long Growth, long Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[] Held, long Version,
    DateTimeOffset? AsOf, int Revision)
{
    /// <summary>Somebody who never bought.</summary>
    public static readonly MemberRow Nobody = new(0, 0, null, null, [], 0, null, 0);

    /// <summary>Whether two rows give the same tiers at all times.</summary>
    public bool HasTiersOf(MemberRow other) =>
        (GrowthTier, GrowthTierUntil) == (other.GrowthTier, other.GrowthTierUntil)
        && Held.Length == other.Held.Length && Array.TrueForAll(Held, other.Held.Contains);
}

/// <summary>A tier that stands until a time, or for ever.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Until">When it ends; null for ever.</param>
/// <param name="GrowthFrom">The growth that reached it; null for a tier that was bought.</param>
public sealed record HeldTier(string TierId, DateTimeOffset? Until = null, long? GrowthFrom = null);

/// <summary>The tier that a member has now; without an end when it is for ever.</summary>
public sealed record TierInForce(MemberTier Tier, DateTimeOffset? Until);

/// <summary>What an order gave, and how much of it still stands after its refunds.</summary>
/// <param name="Amended">The terms after each amendment, by their own times; null where there is none.</param>
public sealed record GrantRow(
    long OrderKey, long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines, long Points, long Growth,
    long PointsLeft, long GrowthLeft, AmendedTerms[]? Amended = null)
{
    /// <summary>The terms that hold now.</summary>
    public GrantTerms Terms => TermsAfter(Amended?.Length ?? 0);

    /// <summary>The terms after so many of the order's amendments, by their own times.</summary>
    public GrantTerms TermsAfter(int amendments) => amendments == 0
        ? new GrantTerms(ValueMinor, PointsBps, GrowthBps, Lines, [])
        : Amended![amendments - 1].ToTerms();
}

/// <summary>A tier that a line of an order gave.</summary>
public sealed record GivenTierRow(long OrderKey, int LineNo, string TierId, int? ValidityDays, long Units)
{
    /// <summary>As the rules take it.</summary>
    public Giving Giving => new(LineNo, TierId, ValidityDays, Units);
}

/// <summary>A line of a member's tier history.</summary>
/// <param name="TierId">The tier; null when a period ended and growth gave none.</param>
/// <param name="Cause">One of the causes below.</param>
/// <param name="Since">From when it stands.</param>
/// <param name="Until">When it ends, which is <paramref name="Since"/> where a refund ended it; null for ever.</param>
public sealed record TierEntry(string? TierId, string Cause, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>Growth rose to the tier.</summary>
    public const string Growth = "growth";

    /// <summary>A member product was bought.</summary>
    public const string Product = "product";

    /// <summary>The shop set the tier up, or lowered what it asks for.</summary>
    public const string Threshold = "threshold";

    /// <summary>A period ended and growth decided again.</summary>
    public const string PeriodEnd = "periodEnd";

    /// <summary>A refund shortened or ended the tier, or left a lower one.</summary>
    public const string Refund = "refund";

    /// <summary>Whether the tier stands from then on.</summary>
    internal bool Stands => TierId is not null && Until != Since;
}

/// <summary>What an order, a refund or a declaration does to a member.</summary>
/// <param name="After">The member afterwards.</param>
/// <param name="Points">Points to add; negative for a refund.</param>
/// <param name="Growth">Growth to add; negative for a refund.</param>
/// <param name="TierBefore">The tier in force now without the change, or null.</param>
/// <param name="TierAfter">The tier in force now, or null.</param>
/// <param name="Entries">What to add to the tier history, under the revision of <paramref name="After"/>.</param>
/// <param name="MemberSince">
/// When the first tier began: by these entries, or by all events where they were recomputed; null: no tier by them.
/// </param>
/// <param name="Recomputed">Whether all of the member's events were counted again.</param>
public sealed record MemberChange(
    MemberRow After, long Points, long Growth, string? TierBefore, string? TierAfter,
    IReadOnlyList<TierEntry> Entries, DateTimeOffset? MemberSince, bool Recomputed)
{
    /// <summary>Whether anything is to be written.</summary>
    public bool ChangesAnything(MemberRow before) => Points != 0 || Growth != 0 || Entries.Count > 0
        || After.AsOf != before.AsOf || After.Revision != before.Revision || !After.HasTiersOf(before);
}
