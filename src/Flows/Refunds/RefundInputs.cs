using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Members;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// What a refund needs to know, read in one round trip that locks the order, the buyer and the commission.
/// </summary>
internal sealed class RefundInputs
{
    private readonly PendingRows<ShopState> _state;
    private readonly PendingRows<KnownRefund> _known;
    private readonly PendingRows<OrderState> _order;
    private readonly PendingRows<LineState> _lines;
    private readonly PendingRows<CommissionOrder> _commission;
    private readonly PendingRows<AccrualNet> _accruals;
    private readonly PendingRows<GrantRow> _grant;
    private readonly PendingRows<MemberRow> _member;
    private readonly LotInputs _lots;
    private readonly PendingRows<OrderCoupon> _coupons;
    private readonly PendingRows<AfterSaleRow> _afterSales;
    private readonly PendingRows<Chargeback> _chargeback;
    private readonly PendingRows<WaitingEventRow> _events;
    private MemberRow? _recounted;

    private RefundInputs(SqlBatch batch, long shopId, string orderId, string refundId, DateTimeOffset asOf)
    {
        batch.Ladder.LockOrderId(shopId, orderId);
        // The same id may be under way for another order.
        batch.Ladder.LockReference(shopId, refundId);
        _known = batch.Ladder.FindRefund(shopId, refundId);
        _chargeback = batch.Commissions.Chargeback(shopId, refundId);
        _events = batch.Ladder.FindEvents(
            shopId, (EventKinds.Refund, refundId), (EventKinds.Chargeback, refundId),
            (EventKinds.ChargebackOutcome, refundId), (EventKinds.RefundCancellation, refundId));
        _order = batch.Ladder.LockOrder(shopId, orderId);
        batch.LockBuyer(shopId);
        _lines = batch.Ladder.LineStates(shopId);
        _afterSales = batch.Ladder.AfterSales(shopId);
        _commission = batch.Commissions.LockCommission(shopId);
        _accruals = batch.Commissions.Accruals(shopId);
        _grant = batch.Membership.GrantOf(shopId);
        _member = batch.Membership.Member(shopId);
        _lots = batch.Membership.OrderLots(shopId);
        Chain = new UplineInputs(batch, shopId, UplineInputs.UsualDepth, asOf);
        _coupons = batch.Membership.LockCouponsOf(shopId, orderId);
        // After the locks, as with orders.
        _state = batch.ShopState(shopId);
    }

    /// <summary>The shop's state.</summary>
    public ShopState State => _state.First!;

    /// <summary>The refund, if it has taken effect already.</summary>
    public KnownRefund? Known => _known.First;

    /// <summary>The chargeback that has the refund's id, or null; a lost one is a refund under its own id.</summary>
    public Chargeback? Chargeback => _chargeback.First;

    /// <summary>The refund or chargeback with this id that waits, or did; null where it never waited.</summary>
    public WaitingEventRow? Event(string kind) => _events.List.Find(one => one.Kind == kind);

    /// <summary>The order, or null while it is unknown.</summary>
    public OrderState? Order => _order.First;

    /// <summary>The order's lines.</summary>
    public IReadOnlyList<LineState> Lines => _lines.List;

    /// <summary>The times in which after-sale cases and open payments stop the order's clocks.</summary>
    public ClockPauses Pauses =>
        AfterSale.Pauses(_afterSales.List.Select(row => row.ToCase())).With(Unpaid ?? Order?.Unpaid);

    /// <summary>When a write-off that is being decided leaves no part open; null for what is no write-off.</summary>
    public ClockPause? Unpaid { get; set; }

    /// <summary>The order as commission sees it.</summary>
    public CommissionOrder Commission => _commission.First!;

    /// <summary>The order's accruals.</summary>
    public IReadOnlyList<AccrualNet> Accruals => _accruals.List;

    /// <summary>What the order gave the member, or null.</summary>
    public GrantRow? Grant => _grant.First;

    /// <summary>The coupons that the order used; none for most orders.</summary>
    public IReadOnlyList<OrderCoupon> Coupons => _coupons.List;

    /// <summary>The buyer's membership, or null.</summary>
    public MemberRow? Member => _recounted ?? _member.First;

    /// <summary>The buyer's points.</summary>
    public LotInputs Lots => _lots;

    /// <summary>All of the buyer's orders, where the shop has member tiers; else null.</summary>
    public MemberInputs? Past { get; private set; }

    /// <summary>The balances of the order's beneficiaries; null where they are not needed.</summary>
    public IReadOnlyList<AvailableBalance>? Balances { get; private set; }

    /// <summary>The people above the buyer, as the tree is now.</summary>
    public UplineInputs Chain { get; }

    /// <summary>The round trip.</summary>
    public static async Task<RefundInputs> Read(
        ShopTransaction transaction, long shopId, string orderId, RefundContent refund, Idempotency? idempotency)
    {
        var batch = transaction.Batch();
        var claim = idempotency?.Claim(batch, shopId);
        var inputs = new RefundInputs(batch, shopId, orderId, refund.RefundId, refund.RefundedAt);
        await batch.Run(transaction.Cancel);
        idempotency?.ThrowIfKept(claim);
        return inputs;
    }

    /// <summary>The same for what is no refund.</summary>
    public static Task<RefundInputs> Read(
        ShopTransaction transaction, long shopId, string orderId, Idempotency? idempotency) =>
        Read(transaction, shopId, orderId, new RefundContent(orderId, DateTimeOffset.UnixEpoch), idempotency);

    /// <summary>The first operation on the order after its maturity books it; answers whether it is mature.</summary>
    public bool BookMaturity(SqlBatch batch, PostingContext posting, string currency)
    {
        var mature = Commission.IsMature(posting.RecordedAt);
        if (mature && !Commission.Matured) batch.Commissions.BookMaturity(posting, currency, Commission, Accruals);
        return mature;
    }

    /// <summary>
    /// Reads what only some shops ask for: direct partners, and the balances that a refund of matured commission may
    /// not overdraw, where the order's plan version says so.
    /// </summary>
    public async Task Weigh(ShopTransaction transaction, Shop shop, CommissionSettings settings, DateTimeOffset now)
    {
        await Chain.CountPartners(transaction, settings, Order!.CustomerKey);
        var plan = settings.ByKey(Commission.PlanKey)?.Content;
        if (!Clawback.ReadsBalances(plan, Commission.IsMature(now))) return;
        var keys = Accruals.Select(accrual => accrual.BeneficiaryKey).Distinct().ToArray();
        var batch = transaction.Batch();
        var balances = batch.Commissions.HoldBalances(shop.Id, shop.Currency, keys, now);
        await batch.Run(transaction.Cancel);
        Balances = balances.List;
    }

    /// <summary>
    /// Reads all of the buyer's orders where member tiers may follow from a refund; for a cancellation always, since
    /// the latest of the buyer's events may be the one that it takes out.
    /// </summary>
    public async Task LookAtHistory(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, MemberCatalogue members, bool always =
            false)
    {
        if ((members.Tiers.Count == 0 && !always) || Member is not { } row) return;
        _recounted = await settings.CountMember(transaction, context, Order!.CustomerKey, row);
        Past = await MemberInputs.Read(transaction, members, Order.CustomerKey);
    }
}
