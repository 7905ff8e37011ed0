using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Explanations;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Flows.Orders;

/// <summary>
/// Simulates what an order would earn for each person, under the plan in force or any version, drafts included. The
/// code that records paid orders computes it, with the referral chain and tiers at payment; nothing is written.
/// </summary>
internal static class SimulateCommission
{
    /// <summary>The id under which the order is explained; it has none.</summary>
    public const string OrderId = "simulation";

    /// <summary>An order as it would be paid.</summary>
    /// <param name="CustomerId">The buyer; an unknown customer has no upline.</param>
    /// <param name="Lines">What would be bought; at least one line.</param>
    /// <param name="PaidAt">When it would be paid; now when absent. Chain and tiers are those of that time.</param>
    /// <param name="PricesIncludeTax">Whether unit prices include tax.</param>
    /// <param name="Shipping">Paid for shipping; moves no commission.</param>
    /// <param name="Tax">The order's tax, on top where prices are without it.</param>
    /// <param name="Tenders">What would be paid by which means; absent: all of it is money.</param>
    /// <param name="Discounts">Discounts on the order as a whole, spread over its lines.</param>
    /// <param name="Fees">Fees of either sign, spread over its lines.</param>
    /// <param name="PlanId">The version to compute by; the one in force where it is absent.</param>
    [RulesOf(typeof(OrderContent))]
    public sealed record Body(
        string CustomerId, IReadOnlyList<OrderLine> Lines, DateTimeOffset? PaidAt = null, bool PricesIncludeTax = true,
        Money? Shipping = null, Money? Tax = null,
        [property: Most(OrderContent.MaxTenders)] IReadOnlyList<Tender>? Tenders = null, string? PlanId = null,
        [property: Most(OrderContent.MaxDiscounts)] IReadOnlyList<Discount>? Discounts = null,
        [property: Most(OrderContent.MaxFees)] IReadOnlyList<Fee>? Fees = null)
    {
        internal OrderContent ToOrder(DateTimeOffset now) => new(
            OrderId, PaidAt ?? now, Lines, CustomerId, PricesIncludeTax, Shipping, Tax, Tenders,
            Discounts: Discounts, Fees: Fees);
    }

    /// <summary>What to simulate.</summary>
    public sealed record Query(Body Body) : IRequest<Result>;

    /// <summary>What an order would earn.</summary>
    /// <param name="Total">The sum over all beneficiaries.</param>
    /// <param name="Earnings">For each person who would earn, nearest first.</param>
    /// <param name="Explanation">
    /// As the explanation of a paid order; nothing is accrued or booked, and its order's id is <c>simulation</c>.
    /// </param>
    public sealed record Result(Money Total, IReadOnlyList<Earned> Earnings, Explanation Explanation);

    /// <summary>What a person would earn by all rules together.</summary>
    public sealed record Earned(string CustomerId, Money Amount);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/commissions/simulations", (Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(body), cancel))
            .Describe(
                "simulateCommission", "Commissions", "Simulate an order's commission",
                "Computes what an order would earn for each person, under the plan in force or any version, drafts "
                    + "included. It uses the same engine as recorded orders, with the referral chain and the tiers at "
                    + "`paidAt`. Nothing is stored. The order is validated like a real one; an unknown plan version "
                    + "returns 404.")
            .Example("""
                {"customerId": "c-1042", "lines": [{"lineId": "1", "productId": "p-serum", "quantity": 2,
                   "unitPrice": {"amount": 19900, "currency": "CNY"}}]}
                """)
            .Scope(Scopes.CommissionsRead)
            .Problems(PlanProblems.PlanNotFound, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Body.ToOrder(default)).SetValidator(new OrderValidator())
                .OverridePropertyName(nameof(Query.Body));
            RuleFor(query => query.Body.PlanId!).MerchantId().When(query => query.Body.PlanId is not null);
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, transaction => Simulate(transaction, query.Body), cancel);

        private async Task<Result> Simulate(ShopTransaction transaction, Body body)
        {
            var batch = transaction.Batch();
            var states = batch.ShopState(transaction.ShopId);
            var buyer = batch.FindBuyer(transaction.ShopId, body.CustomerId);
            var products = batch.Ladder.Products(
                transaction.ShopId, [.. body.Lines.Select(line => line.ProductId).Distinct()]);
            var version = body.PlanId is null ? null : batch.Commissions.FindPlan(transaction.ShopId, body.PlanId);
            await batch.Run(transaction.Cancel);

            var state = states.First!;
            var now = state.Now(context.Shop, context.Time);
            var order = body.ToOrder(now);
            TenderRules.AreRounded(order, (await settings.Orders(transaction, state)).TenderToleranceMinor);
            var (latest, pointer) = order.LatestTime();
            var eventTime = state.ResolveEventTime(context.Shop, context.Time, latest, pointer);
            var inForce = (await settings.Commissions(transaction, state)).InForce(order.PaidAt);
            var (planKey, plan) = version?.OrNotFound(body.PlanId!) is { } row
                ? (row.PlanKey, row.ReadContent())
                : (inForce?.Key, inForce?.Content);
            var facts = await Look(transaction, order, buyer.First, planKey, plan) with
            {
                Products = products.List.ToDictionary(product => product.ProductId),
            };
            if ((await settings.Referrals(transaction, state)).House is { } house && house.Key != facts.BuyerKey
                && !facts.Chain.InForce(order.PaidAt, facts.OrderKey).Any())
                facts = facts with { StandIn = await HouseReferrer.Read(transaction, house, order.PaidAt) };
            var earnings = OrderEarnings.Of(order, facts, plan, eventTime.RecordedAt);
            return Answer(new CommissionOrder(
                facts.OrderKey, order.OrderId, facts.BuyerKey, order.PaidAt, planKey, Json.Write(earnings.Snapshot),
                earnings.Maturity?.CompletedAt, earnings.Maturity?.MaturesAt, false, []), plan, earnings, now,
                facts.Chain.Ancestors is [var referrer, ..]
                    ? new LaterBinding(referrer.CustomerId, referrer.BoundAt)
                    : null);
        }

        /// <summary>
        /// Reads the chain as deep as the plan looks, floors where it keeps them, and what is left of budgets.
        /// </summary>
        private async Task<OrderFacts> Look(
            ShopTransaction transaction, OrderContent order, long buyerKey, long? planKey, PlanContent? plan)
        {
            var batch = transaction.Batch();
            var depth = Math.Max(plan?.ChainDepth ?? 0, UplineInputs.UsualDepth);
            var chain = new UplineInputs(batch, transaction.ShopId, depth, order.PaidAt, claims: false);
            var budgets = plan is { HasBudgets: true }
                ? batch.Commissions.BudgetRests(transaction.ShopId, planKey) : null;
            var before = plan is { HasFirstOrders: true }
                ? batch.Ladder.OrdersUntil(transaction.ShopId, buyerKey, order.PaidAt)
                : null;
            await batch.Run(transaction.Cancel);
            var floors = plan is { HasFloors: true } && chain.Ancestors.Count > 0
                ? await FloorInputs.Read(transaction, buyerKey, chain.Ancestors)
                : null;
            return new OrderFacts(
                buyerKey, OrderKey: 0, chain, floors, new Dictionary<string, ProductFacts>(),
                (budgets?.List ?? []).ToDictionary(budget => budget.Rule, budget => budget.Rest),
                context.Shop.TimeZone, before is null ? null : before.First + 1);
        }

        private Result Answer(
            CommissionOrder order, PlanContent? plan, OrderEarnings earnings, DateTimeOffset now, LaterBinding? later)
        {
            var earned = earnings.Outcomes.Where(outcome => outcome.Amount > 0)
                .GroupBy(outcome => outcome.Person.CustomerId)
                .OrderBy(person => person.Min(outcome => outcome.Depth))
                .Select(person => new Earned(person.Key, context.Shop.Money(person.Sum(outcome => outcome.Amount))));
            return new Result(
                context.Shop.Money(earnings.Outcomes.Sum(outcome => outcome.Amount)), [.. earned],
                Explanation.Of(context.Shop, order, plan, earnings.Values, [], now, later: later));
        }
    }
}
