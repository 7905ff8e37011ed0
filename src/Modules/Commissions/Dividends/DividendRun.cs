namespace SocialCommerce.Commissions.Dividends;

/// <summary>A period whose pools were shared.</summary>
/// <param name="PeriodStart">Since when: the end of the period before.</param>
/// <param name="PeriodEnd">Until when, that instant not included.</param>
/// <param name="MaturesAt">When the parts mature: the plan's hold after the period's end, not before this run.</param>
/// <param name="RecordedAt">When it was run, by the shop's clock.</param>
/// <param name="Pools">One for each dividend of the plan.</param>
/// <param name="PlanId">The plan version in force at the period's last instant; absent for none.</param>
/// <param name="Profit">The figure that was given.</param>
/// <param name="DecidedBy">Operator who ran it; absent for a backend's key.</param>
/// <param name="PreparedBy">Operator who gave the profit; another person has confirmed it by the run.</param>
public sealed record DividendRun(
    DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset MaturesAt, DateTimeOffset RecordedAt,
    IReadOnlyList<DividendPool> Pools, string? PlanId = null, Money? Profit = null, string? DecidedBy = null,
    string? PreparedBy = null);
