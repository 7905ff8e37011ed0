using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Referrals;
using SocialCommerce.Touchpoints;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// An order was paid: it is recorded, the buyer bound, commission accrued with the tiers as before the order, then the
/// journey, points and member tier move, then the partner tiers of the buyer, the referrer and that one's referrer.
/// One transaction, two round trips. The same order again changes nothing and is answered as the first time, with what
/// is left of it by now beside that; a change of the order after payment is an amendment.
/// </summary>
public static class SettlePaidOrder
{
    /// <summary>A paid order.</summary>
    public sealed record Command(OrderContent Body) : IRequest<string>;

    /// <summary>What a paid order did.</summary>
    /// <param name="OrderId">The merchant's id.</param>
    /// <param name="CustomerId">Who bought; for a guest the guest's own id.</param>
    /// <param name="PaidAt">When it was paid.</param>
    /// <param name="RecordedAt">When we heard of it, by the shop's clock.</param>
    /// <param name="Value">
    /// What the plan counts of the goods: what the buyer owed for them, platform-funded discounts on top, less tenders
    /// that do not count.
    /// </param>
    /// <param name="Warnings">What could not be taken as it was sent; the order stands all the same.</param>
    /// <param name="Commissions">What was accrued to whom.</param>
    /// <param name="Promotions">Who reached a partner tier by this order.</param>
    /// <param name="Points">Points that the buyer earned.</param>
    /// <param name="BoundTo">The referrer to whom this order bound the buyer.</param>
    /// <param name="MemberTier">The buyer's member tier after the order.</param>
    /// <param name="MaturesAt">When the commissions mature, as far as it is known.</param>
    /// <param name="GuestId">
    /// The guest for whom the order was recorded; claim the guest once the shop knows the customer.
    /// </param>
    /// <param name="Now">
    /// What the order is by now; only in the answer to an order that was reported before, whose other parts say what
    /// the first answer said.
    /// </param>
    public sealed record Result(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, Money Value,
        IReadOnlyList<OrderWarning> Warnings, IReadOnlyList<Accrued> Commissions, IReadOnlyList<Promoted> Promotions,
        long Points, string? BoundTo = null, string? MemberTier = null, DateTimeOffset? MaturesAt = null,
        string? GuestId = null, OrderNow? Now = null);

    /// <summary>A commission accrued.</summary>
    public sealed record Accrued(string BeneficiaryId, string Rule, int Depth, string Tier, Money Amount);

    /// <summary>A promotion to a partner tier.</summary>
    public sealed record Promoted(string CustomerId, string To, string? From = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/orders", async (OrderContent order, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Command(order), cancel);
                return Results.Text(answer, "application/json", statusCode: StatusCodes.Status201Created);
            })
            .Describe("settlePaidOrder", "Orders", "Report a paid order")
            .Scope(Scopes.LadderWrite).Repeatable().ForBackends()
            .Produces<Result>(StatusCodes.Status201Created).Refuses(409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Body).SetValidator(new OrderValidator());
    }

    internal sealed class Handler(Desk desk, Settings settings, WaitingEvents waiting, TierUpkeep upkeep)
        : IRequestHandler<Command, string>
    {
        public async Task<string> Handle(Command command, CancellationToken cancel)
        {
            var settled = await desk.Db.Write(
                desk.Shop.Id, work => Settle(work, command.Body), cancel, command.Body.OrderId);
            await upkeep.After(desk.Shop, settled.Commissions, settled.Chain, settled.Promotions, cancel);
            return settled.Answer;
        }

        private async Task<Settled> Settle(Work work, OrderContent order)
        {
            var reading = await OrderReading.Read(work, desk, order);
            if (reading.Buyer.ClaimedBy is { } claimer)
            {
                order = order with { CustomerId = await work.NameOf(claimer) };
                reading = await OrderReading.Read(work, desk, order);
            }
            await reading.AnswerAgain(work, desk, order);
            var (latest, pointer) = order.LatestTime();
            var hearing = reading.State.Hear(desk.Shop, desk.Time, latest, pointer);
            var commissions = await settings.Commissions(work, reading.State);
            var members = await settings.Members(work, reading.State);
            reading.NetOfTax = (await settings.Orders(work, reading.State)).NetOfTax;

            reading.TakeTenders(order, await settings.Orders(work, reading.State));
            await reading.Bind(work, order, hearing.RecordedAt);
            var plan = commissions.InForce(order.PaidAt);
            await reading.LookFurther(work, order, plan?.Content.ChainDepth ?? 0);
            await reading.LookAtHouse(work, order, (await settings.Referrals(work, reading.State)).House);
            await reading.LookBack(work, plan?.Content);
            await reading.LookAtNumber(work, order, plan?.Content);
            await reading.LookAtBudgets(work, order, plan);
            await reading.LookForFraud(work, order, commissions.Fraud?.Rules);
            await reading.Chain.CountPartners(work, commissions, reading.Buyer.Key);
            reading.Member = await reading.Member.LookAtHistory(
                work, desk, settings, members, MemberEffect.AtOf(order, hearing.RecordedAt));

            var decision = OrderDecision.Of(desk.Shop, order, reading, commissions, members, hearing);
            var when = new Occasion(desk.Shop.Id, order.PaidAt, hearing.RecordedAt, reading.OrderKey);
            var batch = work.Batch();
            Write(batch, when, order, reading, decision, commissions);
            if (hearing.MovesClock) batch.MoveClock(desk.Shop.Id, hearing.RecordedAt);
            desk.Idempotency.Keep(batch, desk.Shop.Id, StatusCodes.Status201Created, decision.Answer);
            if (reading.Slot.EventsWait)
            {
                await batch.Run(work.Cancel);
                batch = await waiting.Apply(work, order.OrderId, hearing.RecordedAt);
            }
            await batch.Commit(work.Cancel);
            return new Settled(decision.Answer, commissions, reading.Chain, decision.Promotions);
        }

        private sealed record Settled(
            string Answer, CommissionSettings Commissions, ChainReading Chain, List<Promotion> Promotions);

        private void Write(
            Batch batch, Occasion when, OrderContent order, OrderReading reading, OrderDecision decision,
            CommissionSettings commissions)
        {
            if (reading.Chain.Root(reading.Buyer.Key) is { } root) batch.HoldRoot(desk.Shop.Id, root);
            batch.Record(when, decision.Order, decision.Journey);
            if (reading.Touchpoint is { TouchpointKey: { } touchpoint, Basis: { } basis })
                batch.Attribute(when, touchpoint, basis);
            batch.Accrue(when, desk.Shop.Currency, decision.Commission, decision.Volumes);
            batch.HoldAccrued(when, desk.Shop.Currency, false, decision.Holds);
            batch.KeepFraud(when, order.OrderId, reading.Signs, decision.Commission.Outcomes, decision.Fraud);
            batch.Grant(when, reading.Buyer.Key, order.OrderId, decision.Grant, decision.Member);
            if (decision.Member.Recomputed)
                batch.StampMember(desk.Shop.Id, reading.Buyer.Key, decision.Member.MemberSince);
            batch.Give(when, Promotion.ByNumbers, desk.Shop.Currency, commissions, decision.Promotions);
            batch.Spend(when, decision.Commission);
        }
    }
}
