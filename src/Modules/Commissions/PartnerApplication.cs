using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>Somebody's wish to become a partner (申请合伙人), and what an operator decided.</summary>
/// <param name="ApplicationId">Its id.</param>
/// <param name="CustomerId">Who applies.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="AppliedAt">When, by the shop's clock.</param>
/// <param name="AgeDays">Whole days for which it has waited, or waited until it was decided.</param>
/// <param name="Note">What the person says.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="DecidedRole">In which role.</param>
/// <param name="DecidedAt">When.</param>
public sealed record PartnerApplication(
    string ApplicationId, string CustomerId, string Status, DateTimeOffset AppliedAt, long AgeDays,
    string? Note = null, string? Reason = null, string? DecidedBy = null, string? DecidedRole = null,
    DateTimeOffset? DecidedAt = null)
{
    /// <summary>Prefix of ids.</summary>
    public const string Prefix = "apl";

    /// <summary>The key of an id, or 404.</summary>
    public static long KeyOf(string applicationId) =>
        PublicId.KeyOf(Prefix, applicationId) ?? throw Refused.NotFound("application", applicationId);
}

/// <summary>A row of the applications.</summary>
public sealed record ApplicationRow(
    long ApplicationKey, long CustomerKey, string CustomerId, string? Note, DateTimeOffset RecordedAt, bool? Approved,
    string? Reason, string? DecidedBy, string? DecidedRole, DateTimeOffset? DecidedAt)
{
    /// <summary>SQL: its columns.</summary>
    internal const string Columns = """
        a.application_key, a.customer_key, c.customer_id, a.note, a.recorded_at, a.approved, a.reason, a.decided_by,
        a.decided_role, a.decided_at
        """;

    /// <summary>SQL: where they come from.</summary>
    internal const string From = """
        from partner_applications a join customers c on c.shop_id = a.shop_id and c.customer_key = a.customer_key
        """;

    /// <summary>As the API shows it.</summary>
    /// <param name="now">The shop's time.</param>
    public PartnerApplication ToApplication(DateTimeOffset now) => new(
        PublicId.Of(PartnerApplication.Prefix, ApplicationKey), CustomerId,
        Decisions.Status(Approved), RecordedAt,
        (long)Math.Max(0, ((DecidedAt ?? now) - RecordedAt).TotalDays), Note, Reason, DecidedBy, DecidedRole,
        DecidedAt);
}

/// <summary>What is decided about an application.</summary>
public sealed record ApplicationDecision(bool Approve, string Reason, string By, string Role, DateTimeOffset At);

/// <summary>The statements about applications that flows carry.</summary>
public static class ApplicationStatements
{
    /// <summary>An application, locked until the transaction ends.</summary>
    public static Rows<ApplicationRow> LockApplication(this Batch batch, long shopId, long key) =>
        batch.Rows<ApplicationRow>(LockSql, new { shop = shopId, key });

    /// <summary>Decides on a locked application.</summary>
    public static Rows<long> DecideApplication(
        this Batch batch, long shopId, long key, ApplicationDecision decision) =>
        batch.Rows<long>(DecideSql, new
        {
            shop = shopId,
            key,
            decision.Approve,
            decision.Reason,
            decision.By,
            decision.Role,
            decision.At,
        });

    private const string LockSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From}
        where a.shop_id = @shop and a.application_key = @key for no key update of a
        """;

    private const string DecideSql = """
        update partner_applications set approved = @approve, reason = @reason, decided_by = @by, decided_role = @role,
            decided_at = @at
        where shop_id = @shop and application_key = @key
        returning application_key
        """;
}
