using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Members;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Orders;

/// <summary>
/// An order was paid: it is recorded, the buyer bound, commission accrued with the tiers as before the order, then the
/// journey, points and member tier move, then the partner tiers of the buyer, the referrer and that one's referrer.
/// One transaction, two round trips. The same order again changes nothing and is answered as the first time, with what
/// is left of it by now beside that; a change of the order after payment is an amendment.
/// </summary>
internal static class RecordPaidOrder
{
    /// <summary>A paid order.</summary>
    public sealed record Command(OrderContent Body) : IRequest<string>;

    /// <summary>What a paid order did.</summary>
    /// <param name="OrderId">The merchant's id.</param>
    /// <param name="CustomerId">Who bought; for a guest the guest's own id.</param>
    /// <param name="PaidAt">When it was paid.</param>
    /// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
    /// <param name="Value">
    /// What the plan counts of the goods: what the buyer owed for them, platform-funded discounts on top, less tenders
    /// that do not count.
    /// </param>
    /// <param name="Warnings">What could not be taken as it was sent; the order stands all the same.</param>
    /// <param name="Commissions">The accruals, with their beneficiaries.</param>
    /// <param name="Promotions">Who reached a partner tier by this order.</param>
    /// <param name="Points">Points that the buyer earned.</param>
    /// <param name="BoundTo" example="c-1001">The referrer that this order bound the buyer to.</param>
    /// <param name="MemberTier" example="gold">The buyer's member tier after the order.</param>
    /// <param name="MaturesAt">When the commissions mature, as far as it is known.</param>
    /// <param name="GuestId">
    /// The guest who placed the order; claim the guest once the shop knows the customer.
    /// </param>
    /// <param name="SourceClass">
    /// What brought the order: <c>repeat</c> (the buyer had paid before), else <c>referral</c> (the buyer had a
    /// referrer), else <c>advertising</c> (from a touchpoint that is advertising), else <c>organic</c>.
    /// </param>
    /// <param name="Payments">How far it is paid; absent where it was paid at once.</param>
    /// <param name="PaidIn">What was paid in another currency, as it was reported; else absent.</param>
    /// <param name="Earning">
    /// Why it earned these points, where more than the rates and the cap of an order decides; else absent.
    /// </param>
    /// <param name="Now">
    /// What the order is by now; only in the answer to an order that was reported before, whose other parts say what
    /// the first answer said.
    /// </param>
    public sealed record Result(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, Money Value,
        IReadOnlyList<OrderWarning> Warnings, IReadOnlyList<Accrued> Commissions, IReadOnlyList<Promoted> Promotions,
        long Points, string? BoundTo = null, string? MemberTier = null, DateTimeOffset? MaturesAt = null,
        string? GuestId = null, string? SourceClass = null, OrderNow? Now = null,
        PlanStanding? Payments = null, PaidIn? PaidIn = null, PointsExplanation? Earning = null);

    /// <summary>A commission accrued.</summary>
    public sealed record Accrued(string BeneficiaryId, string Rule, int Depth, string Tier, Money Amount);

    /// <summary>A promotion to a partner tier.</summary>
    /// <param name="To" example="T2"/>
    /// <param name="From" example="T1"/>
    public sealed record Promoted(string CustomerId, string To, string? From = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders", async (OrderContent order, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Command(order), cancel);
                return Results.Text(answer, "application/json", statusCode: StatusCodes.Status201Created);
            })
            .Describe(
                "recordPaidOrder", "Orders", "Record a paid order",
                "Records an order once it is paid. In one transaction, the API binds a buyer without a referrer to "
                    + "the one that the order's invite code or touchpoint names, accrues commission with the tiers "
                    + "in force before the order, updates the journey, points and member tier, and then evaluates "
                    + "the partner tiers of the buyer and of the two referrers above. What cannot be used as sent, "
                    + "such as an unknown invite code, becomes a warning; the order is recorded nevertheless. "
                    + "Sending the same order again changes nothing and returns the first answer, with the order's "
                    + "present state in `now`; other content under a known id is refused with 409. Report a change "
                    + "after payment as an amendment.")
            .Example("""
                {"orderId": "o-20260131-7", "customerId": "c-1042", "paidAt": "2026-01-31T09:30:00Z",
                 "lines": [{"lineId": "1", "productId": "p-serum", "quantity": 2,
                   "unitPrice": {"amount": 19900, "currency": "CNY"},
                   "discounts": [{"amount": {"amount": 2000, "currency": "CNY"}, "fundedBy": "merchant",
                     "code": "SPRING"}], "tax": {"amount": 4349, "currency": "CNY"}}],
                 "shipping": {"amount": 1000, "currency": "CNY"}, "tax": {"amount": 4464, "currency": "CNY"},
                 "tenders": [{"kind": "wallet", "amount": {"amount": 38800, "currency": "CNY"}}],
                 "scene": "privateChat"}
                """)
            .Scope(Scopes.OrdersWrite).Repeatable().ForBackends()
            .Produces<Result>(StatusCodes.Status201Created)
            .Problems(OrderProblems.OrderConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Body).SetValidator(new OrderValidator());
    }

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, WaitingEventQueue waiting, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, string>
    {
        public async Task<string> Handle(Command command, CancellationToken cancel)
        {
            var settled = await context.Db.Write(
                context.Shop.Id, transaction => Settle(transaction, command.Body), cancel, command.Body.OrderId);
            await upkeep.After(context.Shop, settled.Commissions, settled.Chain, settled.Promotions, cancel);
            return settled.Answer;
        }

        private async Task<Settled> Settle(ShopTransaction transaction, OrderContent order)
        {
            var inputs = await OrderInputs.Read(transaction, context, order);
            if (inputs.Buyer.ClaimedBy is { } claimer)
            {
                order = order with { CustomerId = await transaction.CustomerIdOf(claimer) };
                inputs = await OrderInputs.Read(transaction, context, order);
            }
            await inputs.ThrowIfKnown(transaction, context, order);
            var (latest, pointer) = order.LatestTime();
            var eventTime = inputs.State.ResolveEventTime(context.Shop, context.Time, latest, pointer);
            var commissions = await settings.Commissions(transaction, inputs.State);
            var members = await settings.Members(transaction, inputs.State);
            var tolerances = await settings.Orders(transaction, inputs.State);
            inputs.NetOfTax = tolerances.NetOfTax;
            inputs.TakeTenders(order, tolerances, context.Shop.Currency);
            await BindBuyer(transaction, inputs, order, eventTime.RecordedAt);
            var plan = commissions.InForce(order.PaidAt);
            await inputs.ReadDeeperUpline(transaction, order, plan?.Content.ChainDepth ?? 0);
            await inputs.ReadHouseAccount(
                transaction, order, (await settings.Referrals(transaction, inputs.State)).House);
            await inputs.ReadFloors(transaction, plan?.Content);
            await inputs.ReadOrderNumber(transaction, order, plan?.Content);
            await inputs.ReadBudgets(transaction, order, plan);
            await inputs.ReadFraudSignals(transaction, order, commissions.Fraud?.Content);
            await inputs.Chain.CountPartners(transaction, commissions, inputs.Buyer.Key);
            var at = MemberEffect.AtOf(order, eventTime.RecordedAt);
            inputs.Member = await inputs.Member.LookAtHistory(
                transaction, context, settings, members, (order, inputs.OrderKey, at));

            var decision = OrderDecision.Of(context.Shop, order, inputs, commissions, members, eventTime);
            var posting = new PostingContext(context.Shop.Id, order.PaidAt, eventTime.RecordedAt, inputs.OrderKey);
            var batch = transaction.Batch();
            Write(batch, posting, order, inputs, decision, commissions);
            if (await settings.Joins(transaction, inputs.State))
                batch.Membership.LookAtMembership(posting, inputs.Buyer.Key);
            if (eventTime.MovesClock) batch.MoveClock(context.Shop.Id, eventTime.RecordedAt);
            context.Idempotency.Keep(batch, context.Shop.Id, StatusCodes.Status201Created, decision.Answer);
            if (inputs.Slot.EventsWait)
            {
                await batch.Run(transaction.Cancel);
                batch = await waiting.Apply(transaction, order.OrderId, eventTime.RecordedAt);
            }
            if (members.AsksHistory && !inputs.Member.IsLatest(at))
            {
                await batch.Run(transaction.Cancel);
                await PointJudging.Rejudge(
                    transaction, context.Shop, members, inputs.Buyer.Key, eventTime.RecordedAt);
                batch = transaction.Batch();
            }
            await batch.Commit(transaction.Cancel);
            return new Settled(decision.Answer, commissions, inputs.Chain, decision.Promotions);
        }

        /// <summary>Binds a buyer without a referrer to the one that the order names.</summary>
        private static async Task BindBuyer(
            ShopTransaction transaction, OrderInputs inputs, OrderContent order, DateTimeOffset recordedAt)
        {
            if (inputs.NamedReferrer(order) is not { } named) return;
            var (referrer, source, pointer) = named;
            if (inputs.Chain.Ancestors.Count > 0)
            {
                if (inputs.Chain.Ancestors[0].CustomerId != referrer) inputs.Warn("otherReferrer", pointer);
                return;
            }
            var outcome = await Binding.Bind(transaction, new BindRequest(
                transaction.ShopId, order.BuyerId, referrer, source, inputs.OrderKey, recordedAt));
            if (outcome.Verdict == BindVerdict.SelfReferral) inputs.Warn("selfReferral", pointer);
            if (outcome.Verdict == BindVerdict.Cycle) inputs.Warn("referralCycle", pointer);
            if (outcome.Verdict != BindVerdict.Bound) return;
            await TeamVolumeTransfer.Bound(transaction, outcome.ChildKey);
            await inputs.ReadChainOf(transaction, order, referrer);
        }

        private sealed record Settled(
            string Answer, CommissionSettings Commissions, UplineInputs Chain, List<Promotion> Promotions);

        private void Write(
            SqlBatch batch, PostingContext posting, OrderContent order, OrderInputs inputs, OrderDecision decision,
            CommissionSettings commissions)
        {
            if (inputs.Chain.Root(inputs.Buyer.Key) is { } root) batch.Referrals.LockRootShared(context.Shop.Id, root);
            batch.Ladder.Record(posting, decision.Order, decision.Journey);
            if (inputs.Touchpoint is { TouchpointKey: { } touchpoint, Basis: { } basis })
                batch.Touchpoints.Attribute(posting, touchpoint, basis);
            batch.Commissions.Accrue(posting, context.Shop.Currency, decision.Commission, decision.Volumes);
            batch.Commissions.HoldAccrued(posting, context.Shop.Currency, false, decision.Holds);
            batch.Commissions.KeepFraud(
                posting, order.OrderId, inputs.Signs, decision.Commission.Outcomes, decision.Fraud);
            batch.Membership.Grant(posting, inputs.Buyer.Key, order.OrderId, decision.Grant, decision.Member);
            if (decision.Member.Recomputed)
                batch.Ladder.StampMember(context.Shop.Id, inputs.Buyer.Key, decision.Member.MemberSince);
            batch.GiveTiers(posting, Promotion.ByNumbers, context.Shop.Currency, commissions, decision.Promotions);
            batch.Commissions.Spend(posting, decision.Commission);
        }
    }
}
