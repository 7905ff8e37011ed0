namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>A reconciliation as it is kept.</summary>
internal sealed record ReconciliationRow(
    long ReconciliationKey, string Channel, string Document, string Paid, string Found, string ProposedBy,
    DateTimeOffset ProposedAt, bool? Approved, string? Note, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    /// <summary>SQL: reconciliations r, a condition follows.</summary>
    public const string Select = """
        select r.reconciliation_key, r.channel, r.document, r.paid::text as paid, r.found::text as found, r.proposed_by,
            r.proposed_at, r.approved, r.note, r.decided_by, r.decided_at
        from payout_reconciliations r where r.shop_id = @shop
        """;

    /// <summary>The list as it was proposed.</summary>
    public ReconcilePayouts.Row[] ReadPaid() => Json.Read<ReconcilePayouts.Row[]>(Paid);

    /// <summary>What it came to when it was proposed, or decided.</summary>
    public Found ReadFound() => Json.Read<Found>(Found);

    /// <summary>As the API shows it.</summary>
    public PayoutReconciliation ToReconciliation()
    {
        var found = ReadFound();
        return new PayoutReconciliation(
            PublicId.Of(PayoutReconciliation.Prefix, ReconciliationKey), Channel, Document,
            ApprovalStatus.Status(Approved), found.Known, found.Ended, found.Recoveries.Count, found.Recoveries,
            found.Waiting, ProposedBy, ProposedAt, DecidedBy, DecidedAt, Note);
    }
}
