using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>A channel's list of paid bills: proposed by one person, approved or rejected by another.</summary>
/// <param name="ReconciliationId">Our id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Document">Where the list is from.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="Known">Bills that the database has as paid.</param>
/// <param name="Ended">Bills that the database has as under way; an approval ends them as paid.</param>
/// <param name="Recovered">Bills that a restore has lost; an approval books them.</param>
/// <param name="Recoveries">The recovered bills with gross and tax, as the shop's own rules give them.</param>
/// <param name="Waiting">Channels that must still be reconciled before payouts resume.</param>
/// <param name="ProposedBy">Operator id of the person who proposed it.</param>
/// <param name="ProposedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of the person who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note">What that person said.</param>
public sealed record PayoutReconciliation(
    string ReconciliationId, string Channel, string Document, string Status, int Known, int Ended, int Recovered,
    IReadOnlyList<RecoveredBill> Recoveries, IReadOnlyList<string> Waiting, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note)
{
    internal const string Prefix = "rec";

    /// <summary>The key in an id.</summary>
    /// <exception cref="Refused">404 where it is no id of a reconciliation.</exception>
    internal static long KeyOf(string id) =>
        PublicId.KeyOf(Prefix, id) ?? throw Refused.NotFound("payout reconciliation", id);
}

/// <summary>A bill that the channel paid and the restored database has lost.</summary>
/// <param name="BillNo">Its number at the channel.</param>
/// <param name="CustomerId">The customer that it paid.</param>
/// <param name="Gross">What it takes from the settled balance.</param>
/// <param name="Tax">What was withheld.</param>
/// <param name="Net">What the payee got.</param>
public sealed record RecoveredBill(string BillNo, string CustomerId, Money Gross, Money Tax, Money Net);

/// <summary>What a list comes to.</summary>
internal sealed record Found(
    int Known, int Ended, IReadOnlyList<RecoveredBill> Recoveries, IReadOnlyList<string> Waiting);

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
            Decisions.Status(Approved), found.Known, found.Ended, found.Recoveries.Count, found.Recoveries,
            found.Waiting, ProposedBy, ProposedAt, DecidedBy, DecidedAt, Note);
    }
}

/// <summary>The statements about reconciliations that several slices carry.</summary>
internal static class ReconciliationStatements
{
    /// <summary>
    /// Until the transaction ends no other reconciliation of the shop is proposed or decided, and no batch is approved
    /// with an origin that is about to change.
    /// </summary>
    public static void LockReconciliations(this Batch batch, long shopId, Origin origin, DateTimeOffset begun)
    {
        batch.BeginPayouts(shopId, origin, begun);
        batch.Rows<long>(LockSql, new { shop = shopId });
    }

    /// <summary>A reconciliation.</summary>
    public static Rows<ReconciliationRow> Reconciliation(this Batch batch, long shopId, long key) =>
        batch.Rows<ReconciliationRow>(FindSql, new { shop = shopId, key });

    /// <summary>Channels that were not reconciled since the restore, but for one of which this is done now.</summary>
    public static Rows<string> WaitingChannels(this Batch batch, long shopId, Origin origin, string besides) =>
        batch.Rows<string>(WaitingSql, new { shop = shopId, word = origin.Word, besides });

    private const string LockSql = "select shop_id from payout_settings where shop_id = @shop for no key update";

    private const string FindSql = $"{ReconciliationRow.Select} and r.reconciliation_key = @key";

    private const string WaitingSql = """
        select c.channel
        from (
            select 'manual' as channel
            union all
            select 'wechat' from wechat_channels where shop_id = @shop) as c
        left join payout_channel_origins o on o.shop_id = @shop and o.channel = c.channel
        where o.origin is distinct from payout_origin(@word) and c.channel <> @besides
        order by c.channel
        """;
}
