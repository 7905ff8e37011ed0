using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>The metrics that a condition may read.</summary>
public static class Metrics
{
    /// <summary>Paid less refunded, by the person.</summary>
    public const string OwnNetSpend = "ownNetSpend";

    /// <summary>Direct referrals with at least one paid order, even if refunded later.</summary>
    public const string DirectBuyers = "directBuyers";

    /// <summary>Net spend of the people at depth 1 to <c>depth</c>.</summary>
    public const string TeamNetSales = "teamNetSales";

    /// <summary>Direct referrals who have ever reached a partner tier; the count never falls.</summary>
    public const string DirectPartners = "directPartners";

    /// <summary>An operator has approved the person as a partner.</summary>
    public const string Approval = "approval";

    /// <summary>The person has passed a training or an exam.</summary>
    public const string Training = "training";

    /// <summary>Every one.</summary>
    public static readonly IReadOnlyList<string> Known =
        [OwnNetSpend, DirectBuyers, TeamNetSales, DirectPartners, Approval, Training];

    /// <summary>Levels that count as the team when a condition names none.</summary>
    public const int DefaultTeamDepth = 2;

    /// <summary>The deepest team that is counted.</summary>
    public const int MaxTeamDepth = PlanContent.MinChainDepth;

    /// <summary>Most direct partners that are asked for: counting costs no more however many there are.</summary>
    public const int MaxPartners = 1_000;
}
