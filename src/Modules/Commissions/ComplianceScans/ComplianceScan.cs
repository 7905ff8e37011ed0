using SocialCommerce.Commissions.Compliance;

namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>The result of a nightly compliance scan.</summary>
/// <param name="Date" example="2026-01-31">The date in the shop's time zone.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="Alarm">Whether something was found that the profile refuses.</param>
/// <param name="Findings">What was found, the worst first.</param>
/// <param name="RecordedAt">When, by the shop's clock.</param>
public sealed record ComplianceScan(
    string Date, string Profile, bool Alarm, IReadOnlyList<GuardFinding> Findings, DateTimeOffset RecordedAt);
