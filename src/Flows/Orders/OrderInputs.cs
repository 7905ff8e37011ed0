using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Members;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.Settings;
using SocialCommerce.Membership.Members;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.InviteCodes;
using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Flows.Orders;

/// <summary>What a paid order needs to know, read in one round trip; a binding that it carries costs more.</summary>
internal sealed class OrderInputs
{
    private readonly List<OrderWarning> _warnings = [];
    private Dictionary<string, ProductFacts> _products = [];
    private PendingRows<InviteOwner>? _invite;
    private Attribution? _attribution;
    private PendingRows<BudgetRest>? _budgets;
    private PendingRows<FraudSign>? _signs;
    private PendingRows<long>? _returned;
    private long? _number;

    /// <summary>The shop's zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether points, growth and spend count without the tax that prices include.</summary>
    public bool NetOfTax { get; set; }

    /// <summary>The shop's state.</summary>
    public required ShopState State { get; init; }

    /// <summary>The buyer, locked.</summary>
    public required Customer Buyer { get; init; }

    /// <summary>
    /// The order, if it is known already; else the key for it, the snapshot under which everything was read, and how
    /// far the buyer has come.
    /// </summary>
    public required OrderLookup Slot { get; init; }

    /// <summary>The key for a new order.</summary>
    public long OrderKey => Slot.Key;

    /// <summary>The buyer's membership.</summary>
    public required BuyerMember Member { get; set; }

    /// <summary>The people above the buyer.</summary>
    public required UplineInputs Chain { get; set; }

    /// <summary>What the people above hold over those below them; null where the plan keeps no floors.</summary>
    public FloorInputs? Floors { get; private set; }

    /// <summary>What the commission is computed from.</summary>
    public OrderFacts Facts => new(
        Buyer.Key, OrderKey, Chain, Floors, _products,
        (_budgets?.List ?? []).ToDictionary(budget => budget.Rule, budget => budget.Rest), TimeZone, _number,
        NetOfTax, StandIn);

    /// <summary>Who stands in for the missing referrer; null where there is one, or no house account.</summary>
    public HouseReferrer? StandIn { get; private set; }

    /// <summary>Where the order came from.</summary>
    public Decision? Touchpoint { get; private set; }

    /// <summary>The buyer's referrer by this order's binding, or null.</summary>
    public string? BoundTo { get; private set; }

    /// <summary>
    /// The first round trip of a transaction that holds the order's id. Locks the buyer before it looks for the order.
    /// </summary>
    public static async Task<OrderInputs> Read(ShopTransaction transaction, FlowContext context, OrderContent order)
    {
        var shopId = context.Shop.Id;
        var batch = transaction.Batch();
        var claim = context.Idempotency.Claim(batch, shopId);
        var buyer = batch.UpsertAndLockCustomer(shopId, order.BuyerId, order.PaidAt);
        var slot = batch.Ladder.LookUpOrder(shopId, order.OrderId);
        var products = batch.Ladder.Products(shopId, [.. order.Lines.Select(line => line.ProductId).Distinct()]);
        var member = batch.Membership.Member(shopId);
        var attribution = batch.Touchpoints.Attribution(shopId, order.Touchpoint, order.PaidAt);
        var invite = order.InviteCode is { } code ? batch.Referrals.InviteCode(shopId, code) : null;
        var chain = new UplineInputs(batch, shopId, UplineInputs.UsualDepth, order.PaidAt);
        // After the buyer was written: a review against a new tier list waits for the transactions that had written
        // something, so that no order is evaluated against a superseded tier list.
        var state = batch.ShopState(shopId);
        await batch.Run(transaction.Cancel);
        context.Idempotency.ThrowIfKept(claim);
        return new OrderInputs
        {
            TimeZone = context.Shop.TimeZone,
            State = state.First!,
            Buyer = buyer.First!,
            Slot = slot.First!,
            Member = new BuyerMember(buyer.First!.Key, member.First),
            Chain = chain,
            _products = products.List.ToDictionary(product => product.ProductId),
            _attribution = attribution.First,
            _invite = invite,
        };
    }

    /// <summary>
    /// The same order again: the same answer, and what is left now. The same id with other content: 409 with the field.
    /// </summary>
    public async Task ThrowIfKnown(ShopTransaction transaction, FlowContext context, OrderContent order)
    {
        if (Slot.KnownKey is not { } known) return;
        var batch = transaction.Batch();
        var (header, lines) = batch.Ladder.Order(context.Shop.Id, known);
        await batch.Run(transaction.Cancel);
        var recorded = OrderContents.Content(header.First!, lines.List, context.Shop.Currency);
        if (OrderContents.Difference(recorded, order with { CustomerId = order.BuyerId }) is { } pointer)
            throw OrderProblems.OrderConflict.Because($"Order '{order.OrderId}' is known with other content.", pointer);
        throw new IdempotentReplayException(
            StatusCodes.Status201Created, OrderNow.Beside(Slot.Answer!, context.Shop, header.First!));
    }

    /// <summary>Takes tenders that miss what was due by no more small change than the shop tolerates.</summary>
    public void TakeTenders(OrderContent order, PutOrderSettings.Body settings, string currency)
    {
        if (TenderRules.AreRounded(order, settings.TenderToleranceMinor)) Warn("tendersRounded", "#/tenders");
        _warnings.AddRange(PaymentWarnings.Of(order, currency, settings.TenderToleranceMinor));
    }

    /// <summary>The referrer that the order names, by invite code or else by touchpoint; null without one.</summary>
    public (string CustomerId, string Source, string Pointer)? NamedReferrer(OrderContent order)
    {
        Touchpoint = _attribution?.Decide(order.Touchpoint);
        if (Touchpoint?.Warning is { } warning) Warn(warning, "#/touchpoint");
        if (order.InviteCode is { } code && _invite?.First is null)
            Warn(ValidationRules.IsReadable(code) ? "unknownInviteCode" : "unreadableInviteCode", "#/inviteCode");
        if (_invite?.First is { } invite) return (invite.CustomerId, BindingSource.InviteCode, "#/inviteCode");
        return Touchpoint?.InviterId is { } inviter ? (inviter, BindingSource.Touchpoint, "#/touchpoint") : null;
    }

    /// <summary>Records the buyer's referrer by this order's binding, and reads the chain that results.</summary>
    public async Task ReadChainOf(ShopTransaction transaction, OrderContent order, string referrer)
    {
        BoundTo = referrer;
        await ReadChain(transaction, order, UplineInputs.UsualDepth);
    }

    /// <summary>Reads the chain once more when the plan in force looks further up than usual.</summary>
    public async Task ReadDeeperUpline(ShopTransaction transaction, OrderContent order, int depth)
    {
        if (depth > UplineInputs.UsualDepth && Chain.Ancestors.Count == UplineInputs.UsualDepth)
            await ReadChain(transaction, order, depth);
    }

    /// <summary>Reads the house account for a buyer without a referrer at the time of payment.</summary>
    public async Task ReadHouseAccount(ShopTransaction transaction, OrderContent order, HouseAccount? house)
    {
        if (house is null || house.Key == Buyer.Key || Chain.InForce(order.PaidAt, OrderKey).Any()) return;
        StandIn = await HouseReferrer.Read(transaction, house, order.PaidAt);
    }

    /// <summary>Reads the floors where the plan in force keeps them.</summary>
    public async Task ReadFloors(ShopTransaction transaction, PlanContent? plan)
    {
        if (plan is { HasFloors: true }) Floors = await FloorInputs.Read(transaction, Buyer.Key, Chain.Ancestors);
    }

    /// <summary>Counts the buyer's earlier orders where a rule of the plan in force is limited to first ones.</summary>
    public async Task ReadOrderNumber(ShopTransaction transaction, OrderContent order, PlanContent? plan)
    {
        if (plan is not { HasFirstOrders: true }) return;
        _number = 1;
        if (Slot.OrdersBefore == 0) return;
        var batch = transaction.Batch();
        var before = batch.Ladder.OrdersBefore(transaction.ShopId, Buyer.Key, order.PaidAt, order.OrderId);
        await batch.Run(transaction.Cancel);
        _number = before.First + 1;
    }

    /// <summary>
    /// Reads what is left of budgets where the plan in force has any. An order waits only where little is left; with
    /// more than enough left, or nothing, orders do not wait for each other.
    /// </summary>
    public async Task ReadBudgets(ShopTransaction transaction, OrderContent order, Plan? plan)
    {
        if (plan is not { Content.HasBudgets: true }) return;
        var looking = transaction.Batch();
        _budgets = looking.Commissions.BudgetRests(transaction.ShopId, plan.Key);
        await looking.Run(transaction.Cancel);
        var most = LineValues.Most(order);
        if (!_budgets.List.Exists(budget => budget.Rest > 0 && budget.Rest < most)) return;
        var locking = transaction.Batch();
        _budgets = locking.Commissions.LockBudgets(transaction.ShopId, plan.Key);
        await locking.Run(transaction.Cancel);
    }

    /// <summary>Fraud signs of the people above the buyer; empty where the shop has no threshold.</summary>
    public IReadOnlyList<FraudSign> Signs => _signs?.List ?? [];

    /// <summary>How many orders the buyer has given back.</summary>
    public long Returned => _returned?.First ?? 0;

    /// <summary>Looks for signs of fraud, where the shop does.</summary>
    public async Task ReadFraudSignals(ShopTransaction transaction, OrderContent order, FraudRules? rules)
    {
        if (rules is null) return;
        var batch = transaction.Batch();
        long[] chain =
            [Buyer.Key, .. Chain.InForce(order.PaidAt, OrderKey).Select(ancestor => ancestor.Key)];
        _signs = batch.Commissions.FraudSigns(transaction.ShopId, rules, chain, order.PaidAt);
        _returned = batch.Ladder.CountReturned(
            transaction.ShopId, Buyer.Key, order.PaidAt.AddDays(-rules.WashDays), order.PaidAt);
        await batch.Run(transaction.Cancel);
    }

    /// <summary>What is known of a product, or null.</summary>
    public ProductFacts? Product(string productId) => _products.GetValueOrDefault(productId);

    /// <summary>Products that this order makes known.</summary>
    public List<string> NewProducts(OrderContent order) =>
        [.. order.Lines.Select(line => line.ProductId).Distinct().Where(id => !_products.ContainsKey(id))];

    /// <summary>What the sender should know.</summary>
    public List<OrderWarning> Warnings(OrderContent order, EventTime eventTime)
    {
        if (eventTime.Skewed) Warn("clockSkew", order.LatestTime().Pointer);
        if (LongAgo.Is(order.PaidAt, eventTime.RecordedAt)) Warn("paidLongAgo", "#/paidAt");
        if (Buyer.CreatedNow && order.CustomerId is not null) Warn("unknownCustomer", "#/customerId");
        var seen = new HashSet<string>(_products.Keys, StringComparer.Ordinal);
        for (var i = 0; i < order.Lines.Count; i++)
            if (seen.Add(order.Lines[i].ProductId)) Warn("unknownProduct", $"#/lines/{i}/productId");
        if (order.Scene is { } scene && !DealScene.IsKnown(scene)) Warn("unknownScene", "#/scene");
        if (order.Tax is { } tax && tax.Amount > LineValues.Price(order)) Warn("taxExceedsPrice", "#/tax");
        return _warnings;
    }

    private async Task ReadChain(ShopTransaction transaction, OrderContent order, int depth)
    {
        var batch = transaction.Batch();
        Chain = new UplineInputs(batch, transaction.ShopId, depth, order.PaidAt);
        await batch.Run(transaction.Cancel);
    }

    /// <summary>Adds a warning for the sender.</summary>
    public void Warn(string code, string pointer) => _warnings.Add(new OrderWarning(code, pointer));
}
