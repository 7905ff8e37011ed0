using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Delivery;

/// <summary>
/// What a shipment or a completion needs to know, read in one round trip that locks the order and its commission, in
/// the order in which a refund locks them. The buyer is not concerned.
/// </summary>
internal sealed class FulfilmentInputs
{
    private readonly PendingRows<ShopState> _state;
    private readonly PendingRows<OrderState> _order;
    private readonly PendingRows<LineState> _lines;
    private readonly PendingRows<CommissionOrder> _commission;
    private readonly PendingRows<AfterSaleRow> _afterSales;
    private readonly PendingRows<WaitingEventRow> _events;

    /// <summary>Adds the reading to a batch; it also looks for these events among those that wait, or did.</summary>
    public FulfilmentInputs(SqlBatch batch, long shopId, string orderId, (string Kind, string Identity)[] events)
    {
        _state = batch.ShopState(shopId);
        batch.Ladder.LockOrderId(shopId, orderId);
        _events = events.Length > 0 ? batch.Ladder.FindEvents(shopId, events) : new PendingRows<WaitingEventRow>();
        _order = batch.Ladder.LockOrder(shopId, orderId);
        _lines = batch.Ladder.LineStates(shopId);
        _commission = batch.Commissions.LockCommission(shopId);
        _afterSales = batch.Ladder.AfterSales(shopId);
    }

    /// <summary>The shop's state.</summary>
    public ShopState State => _state.First!;

    /// <summary>The order, or null when it is unknown.</summary>
    public OrderState? Order => _order.First;

    /// <summary>The order's lines.</summary>
    public IReadOnlyList<LineState> Lines => _lines.List;

    /// <summary>The order as commission sees it.</summary>
    public CommissionOrder Commission => _commission.First!;

    /// <summary>The order's after-sale cases.</summary>
    public IEnumerable<AfterSale> AfterSales => _afterSales.List.Select(row => row.ToCase());

    /// <summary>The order's lines; the order's own times stand on those that have none.</summary>
    public IEnumerable<LineState> KnownLines => Lines.Select(line => line with
    {
        ShippedAt = line.ShippedAt ?? Order!.ShippedAt,
        CompletedAt = line.CompletedAt ?? Order!.CompletedAt,
    });

    /// <summary>The case with this id, or null.</summary>
    public AfterSale? Case(string caseId) => AfterSales.FirstOrDefault(one => one.CaseId == caseId);

    /// <summary>Of the events that were asked for, the one of this kind; null where it never waited.</summary>
    public WaitingEventRow? Event(string kind) => _events.List.Find(one => one.Kind == kind);

    /// <summary>The round trip; it also looks for these events among those that wait, or did.</summary>
    public static async Task<FulfilmentInputs> Read(
        ShopTransaction transaction, string orderId, Idempotency? idempotency =
            null, params (string Kind, string Identity)[] events)
    {
        var batch = transaction.Batch();
        var claim = idempotency?.Claim(batch, transaction.ShopId);
        var inputs = new FulfilmentInputs(batch, transaction.ShopId, orderId, events);
        await batch.Run(transaction.Cancel);
        idempotency?.ThrowIfKept(claim);
        return inputs;
    }

    /// <summary>Completion and maturity as they are known so far.</summary>
    public Maturity? Maturity() => Commission is { CompletedAt: { } completed, MaturesAt: { } matures }
        ? new Maturity(completed, matures)
        : null;

    /// <summary>
    /// Completion and maturity after a fulfilment. They stay what they were when commission has matured, when nothing
    /// of the order is left, and when it is complete at the same time as before. What counts as matured is what had
    /// when the fulfilment was reported.
    /// </summary>
    public Maturity? Maturity(
        Fulfilment fulfilment, PlanContent? plan, DateTimeOffset recordedAt, DateTimeOffset heardAt)
    {
        var left = RefundRules.Sums(Order!, Lines).Left();
        if (plan is null || Commission.IsMature(heardAt) || left.All(amount => amount == 0)) return Maturity();
        var pauses = AfterSale.Pauses(AfterSales).With(Order!.Unpaid);
        var now = Maturity(fulfilment.Lines, pauses, plan, recordedAt);
        return now?.CompletedAt == Commission.CompletedAt ? Maturity() : now;
    }

    /// <summary>Completion and maturity by these lines and pauses, whatever they were before.</summary>
    public Maturity? Maturity(
        IReadOnlyList<LineState> lines, ClockPauses pauses, PlanContent? plan, DateTimeOffset recordedAt)
    {
        if (plan is null) return null;
        var completed = RefundRules.Completion(
            Order!, lines, RefundRules.Sums(Order!, Lines).Left(), plan.AutoCompleteDays, plan.ReportsShipments,
            pauses);
        return Commissions.Terms.Maturity.Of(plan, completed, recordedAt, pauses);
    }
}
