using SocialCommerce.Commissions.Compliance;

namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>What the watch said in a night.</summary>
/// <param name="Night" example="2026-01-31">The shop's own date.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="Alarm">Whether something was found that the profile refuses.</param>
/// <param name="Findings">What was found, the worst first.</param>
/// <param name="RecordedAt">When, by the shop's clock.</param>
public sealed record ComplianceScan(
    string Date, string Profile, bool Alarm, IReadOnlyList<GuardFinding> Findings, DateTimeOffset RecordedAt);
