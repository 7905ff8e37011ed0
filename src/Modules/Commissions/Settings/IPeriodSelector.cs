namespace SocialCommerce.Commissions.Settings;

/// <summary>A request that says where a period ends.</summary>
public interface IPeriodSelector
{
    /// <summary>The instant, not included.</summary>
    DateTimeOffset? PeriodEnd { get; }

    /// <summary>Or a month (<c>2026-01</c>) in the shop's time zone.</summary>
    string? Month { get; }
}
