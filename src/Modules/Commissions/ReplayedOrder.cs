using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>An order as a replay with re-evaluated tiers has computed it.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="People">
/// The buyer and the ancestors with the tiers that they would have held, as JSON; null where it makes no difference.
/// </param>
public sealed record ReplayedOrder(long OrderKey, string? People)
{
    /// <summary>What is kept of an order.</summary>
    /// <param name="orderKey">The order.</param>
    /// <param name="real">Its snapshot with the tiers as they were.</param>
    /// <param name="scratch">The same with re-evaluated ones.</param>
    public static ReplayedOrder Of(long orderKey, Snapshot real, Snapshot scratch) =>
        new(orderKey, real.People.Zip(scratch.People, Same).All(same => same) ? null : Json.Write(scratch.People));

    /// <summary>The snapshot of which the order is computed.</summary>
    public Snapshot Of(Snapshot real) => People is null ? real : real.With(Json.Read<List<SnapshotPerson>>(People));

    private static bool Same(SnapshotPerson one, SnapshotPerson other) =>
        (one.Tier, one.Active) == (other.Tier, other.Active) && (one.Floors ?? []).SequenceEqual(other.Floors ?? []);
}

/// <summary>The statements that read what a re-evaluation needs, and what it has kept.</summary>
public static class ReevaluationStatements
{
    /// <summary>The carried order in a replay; no row where that has not come to it.</summary>
    public static Rows<ReplayedOrder> ReplayedOrder(this Batch batch, long shopId, long replayKey) =>
        batch.Rows<ReplayedOrder>(FindSql, new { shop = shopId, replayKey });

    /// <summary>Approvals, trainings, and decisions about partners, all of them.</summary>
    public static Rows<PartnerEvent> PartnerEvents(this Batch batch, long shopId) =>
        batch.Rows<PartnerEvent>(EventsSql, new { shop = shopId });

    private const string FindSql = $"""
        select order_key, people from replayed_orders
        where shop_id = @shop and replay_key = @replayKey and order_key = {Carry.OrderKey}
        """;

    // Rows of these tables never change, so that their system column names the transaction that recorded them.
    private const string EventsSql = $"""
        select customer_key, '{Promotion.ByApproval}' as cause, null as training, recorded_at,
            xmin::text::bigint as transaction
        from partner_approvals where shop_id = @shop
        union all
        select customer_key, '{Promotion.ByTraining}', training_id, recorded_at, xmin::text::bigint
        from partner_trainings where shop_id = @shop
        union all
        select customer_key, cause, null, recorded_at, xmin::text::bigint
        from partner_history where shop_id = @shop and decided_by is not null
        """;
}

/// <summary>An approval, a training, or a decision about a partner.</summary>
/// <param name="CustomerKey">About whom.</param>
/// <param name="Cause">Of an entry of the history to which it leads.</param>
/// <param name="Training">The training.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Transaction">What recorded it.</param>
public sealed record PartnerEvent(
    long CustomerKey, string Cause, string? Training, DateTimeOffset RecordedAt, long Transaction)
{
    /// <summary>As a re-evaluation takes it.</summary>
    public Happening ToHappening() => Cause switch
    {
        Promotion.ByApproval => new Happening(HappeningKind.Approved, CustomerKey, RecordedAt, Transaction),
        Promotion.ByTraining =>
            new Happening(HappeningKind.Trained, CustomerKey, RecordedAt, Transaction, Word: Training),
        _ => new Happening(HappeningKind.Decided, CustomerKey, RecordedAt, Transaction, Word: Cause),
    };
}
