namespace SocialCommerce.Commissions.Partners;

/// <summary>A customer's application to become a partner (申请合伙人), and what an operator decided.</summary>
/// <param name="ApplicationId">Its id.</param>
/// <param name="CustomerId">The applicant.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="AppliedAt">When, by the shop's clock.</param>
/// <param name="AgeDays">Whole days for which it has waited, or waited until it was decided.</param>
/// <param name="Note" example="I run a beauty parlour">What the person says.</param>
/// <param name="Reason" example="Interviewed on 2026-01-20">Why it was decided so.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="DecidedRole" example="operator">In which role.</param>
/// <param name="DecidedAt">The time of the decision.</param>
public sealed record PartnerApplication(
    string ApplicationId, string CustomerId, string Status, DateTimeOffset AppliedAt, long AgeDays,
    string? Note = null, string? Reason = null, string? DecidedBy = null, string? DecidedRole = null,
    DateTimeOffset? DecidedAt = null)
{
    /// <summary>Prefix of ids.</summary>
    public const string Prefix = "apl";

    /// <summary>The key of an id, or 404.</summary>
    public static long KeyOf(string applicationId) =>
        PublicId.KeyOf(Prefix, applicationId) ?? throw PartnerProblems.ApplicationNotFound.For(applicationId);
}
