using SocialCommerce.Commissions.Compliance;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>What publishing found in a version and who answered for it; kept with the version.</summary>
/// <param name="PlanId">The version.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="WorstBps">The worst payout of an order, in basis points of its basis.</param>
/// <param name="Findings">What the guard found.</param>
/// <param name="Acknowledgements">Who answers for each flag.</param>
/// <param name="PublishedAt">When, by the shop's clock.</param>
/// <param name="DraftedBy" example="li.na">
/// Operator who drafted it, or changed it last; absent for a backend's key.
/// </param>
/// <param name="PublishedBy" example="wang.fang">Operator who published it; absent for a backend's key.</param>
public sealed record Publication(
    string PlanId, string Profile, long WorstBps, IReadOnlyList<GuardFinding> Findings,
    IReadOnlyList<Acknowledged> Acknowledgements, DateTimeOffset PublishedAt, string? DraftedBy = null,
    string? PublishedBy = null);
