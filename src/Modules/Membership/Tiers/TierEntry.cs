namespace SocialCommerce.Membership.Tiers;

/// <summary>A line of a member's tier history.</summary>
/// <param name="TierId">The tier; null when a period ended and growth gave none.</param>
/// <param name="Cause">One of the causes below.</param>
/// <param name="Since">From when it stands.</param>
/// <param name="Until">When it ends, which is <paramref name="Since"/> where a refund ended it; null: no end.</param>
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

    /// <summary>A period ended in which the tier was not kept, and its days of grace began.</summary>
    public const string Grace = "grace";

    /// <summary>A person of the shop gave the tier, or took it back.</summary>
    public const string Invitation = "invitation";

    /// <summary>A higher tier was bought, to which what was left of this one was added.</summary>
    public const string Upgrade = "upgrade";

    /// <summary>A refund shortened or ended the tier, or left a lower one.</summary>
    public const string Refund = "refund";

    /// <summary>Whether the tier stands from then on.</summary>
    internal bool Stands => TierId is not null && Until != Since;
}
