namespace SocialCommerce.Commissions.Partners;

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

    /// <summary>The row as the API shows it.</summary>
    /// <param name="now">The shop's time.</param>
    public PartnerApplication ToApplication(DateTimeOffset now) => new(
        PublicId.Of(PartnerApplication.Prefix, ApplicationKey), CustomerId,
        ApprovalStatus.Status(Approved), RecordedAt,
        (long)Math.Max(0, ((DecidedAt ?? now) - RecordedAt).TotalDays), Note, Reason, DecidedBy, DecidedRole,
        DecidedAt);
}
