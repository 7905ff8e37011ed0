using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.WaitingEvents;

/// <summary>
/// A named person decides about a waiting event, once. `attach` applies it as reported to an order: the one that it
/// names, once that is known, or another. `book` refunds an amount of an order in place of a refund that does not fit,
/// up to what is left. `dismiss` ends it without effect. The event's id keeps its one effect permanently: a repeated
/// report is answered with the result. The same decision again gives the same answer; a different one is refused with
/// 409. A person whose own customer earns commission of the order may not decide (403 OWN_MONEY), not even to dismiss:
/// a dismissal may leave commission that would be taken back.
/// </summary>
internal static class ResolveWaitingEvent
{
    /// <summary>The decision.</summary>
    /// <param name="Action">`attach`, `book` or `dismiss`.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="OrderId">The order on which it takes effect; none for a dismissal.</param>
    /// <param name="Amount">Goods to refund, at most what is left of the order; only for a booking.</param>
    public sealed record Body(string Action, string Reason, string? OrderId = null, Money? Amount = null);

    /// <summary>What to do about which event.</summary>
    public sealed record Command(string EventId, Body Body) : IRequest<EventResolution>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/waiting-events/{eventId}/resolution", (
                string eventId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(eventId, body), cancel))
            .Describe(
                "resolveWaitingEvent", "Orders", "Resolve a waiting event",
                "Decides about a waiting event, once. `attach` applies the event as reported to the order that it "
                    + "names, once that is known, or to another order. `book` replaces a refund that does not fit by "
                    + "a refund of the given amount, up to the remainder of the order. `dismiss` ends the event "
                    + "without effect. Later reports of the same event return its outcome. Repeating the decision "
                    + "returns the same answer; another decision is refused with 409, and only refunds can be "
                    + "booked. A person whose own customer account earns commission from the order may not decide "
                    + "(403 `OWN_MONEY`).")
            .Example("""
                {"action": "attach", "orderId": "o-20260131-7", "reason": "The channel sent its own order number"}
                """)
            .Scope(Scopes.OrdersWrite).ForPersons(Roles.Support, Roles.Finance)
            .Problems(
                OperatorProblems.OwnMoney, WaitingEventProblems.EventNotFound, DeliveryProblems.AlreadyCompleted,
                DeliveryProblems.AlreadyShipped, AmendmentProblems.AmendmentConflict,
                RefundProblems.CancellationConflict, DeliveryProblems.CaseClosed, DeliveryProblems.CaseIdReused,
                DeliveryProblems.ChargebackDecided, DeliveryProblems.ChargebackIdReused,
                DeliveryProblems.ChargebackIdTaken, WaitingEventProblems.EventNotWaiting,
                WaitingEventProblems.EventResolved, PaymentProblems.PaymentConflict, RefundProblems.RefundConflict,
                RefundProblems.RefundIdTaken,
                AmendmentProblems.AmountOutOfRange, DeliveryProblems.BeforeOpening, OrderProblems.BeforePayment,
                WaitingEventProblems.BookingNotPossible, DeliveryProblems.CaseUnknown,
                DeliveryProblems.ChargebackUnknown, AccessProblems.IdempotencyKeyReused, AmendmentProblems.LinesCount,
                AmendmentProblems.LineProductChanged, OrderProblems.LineUnknown, OrderProblems.OrderUnknown,
                RefundProblems.OverRefund, RefundProblems.RefundCurrency, RefundProblems.RefundUnknown,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Action).OneOf(EventActions.Known);
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.OrderId!).MerchantId().When(c => c.Body.Action != EventActions.Dismiss);
            RuleFor(c => c.Body.OrderId).Null().When(c => c.Body.Action == EventActions.Dismiss)
                .WithErrorCode("ORDER_NOT_WANTED").WithMessage("A dismissed event belongs to no order.");
            RuleFor(c => c.Body.Amount).Must(amount => amount is { Amount: > 0 and <= Money.Limit })
                .When(c => c.Body.Action == EventActions.Book)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage("A booking names an amount of more than 0.")
                .InShopCurrency();
            RuleFor(c => c.Body.Amount).Null().When(c => c.Body.Action != EventActions.Book)
                .WithErrorCode("AMOUNT_NOT_WANTED").WithMessage("Only a booking names an amount.");
        }
    }

    internal sealed class Handler(
        FlowContext context, WaitingEventQueue waiting, Caller caller, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, EventResolution>
    {
        public async Task<EventResolution> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            var key = PublicId.KeyOf(WaitingEvent.Prefix, command.EventId)
                ?? throw WaitingEventProblems.EventNotFound.For(command.EventId);
            var (resolution, applied) = await context.Db.Write(
                context.Shop.Id, transaction => Resolve(transaction, key, command, person), cancel);
            if (applied is not null)
                await upkeep.After(
                    context.Shop, applied.Commissions, applied.Reading.Chain, applied.Promotions, cancel);
            return resolution;
        }

        private async Task<(EventResolution, RefundByDecision?)> Resolve(
            ShopTransaction transaction, long key, Command command, Person person)
        {
            var body = command.Body;
            var (waits, before, state) = await Hold(transaction, key, command);
            if (before is { } kept) return (Same(kept, body).ToResolution(context.Shop, waits), null);
            if (!waits.Waits)
                throw WaitingEventProblems.EventNotWaiting.Because($"The event '{command.EventId}' is {waits.Status}.");
            if (body.Action == EventActions.Book && waits.Kind != EventKinds.Refund)
                throw WaitingEventProblems.BookingNotPossible.Because(
                    $"Only a refund can be booked; this is a {waits.Kind}.", "#/action");

            var now = state.Now(context.Shop, context.Time);
            var applied = body.OrderId is { } orderId
                ? await Attach(transaction, waits, new EventTarget(orderId, now, now, Booked(waits, body)))
                : new GivenEffect(transaction.Batch(), new PostingContext(transaction.ShopId, waits.OccurredAt, now));
            var batch = applied.Batch;
            batch.Ladder.EndWaiting(applied.When, waits, body.OrderId);
            var made = new ResolutionRow(
                body.Action, body.OrderId, body.Amount?.Amount, body.Reason, person.OperatorId, now,
                waits.Kind == EventKinds.Refund ? applied.Goods : null);
            batch.Ladder.Resolve(transaction.ShopId, key, made);
            var resolution = made.ToResolution(context.Shop, waits);
            batch.Log(transaction.ShopId, caller, new AuditEntry(
                "waitingEvent", command.EventId, waits.ToEvent(), resolution, body.Reason));
            if (body.OrderId is not null) batch = await waiting.FollowAttached(
                transaction, batch, waits, body.OrderId, now);
            await batch.Run(transaction.Cancel);
            await RefuseOwnMoney(transaction, person, [waits.OrderId, body.OrderId ?? waits.OrderId]);
            await transaction.Batch().Commit(transaction.Cancel);
            return (resolution, applied.Refund);
        }

        /// <summary>Read once everything is written, so that people who earn by the decision are included.</summary>
        private static async Task RefuseOwnMoney(ShopTransaction transaction, Person person, string[] orderIds)
        {
            var reads = transaction.Batch();
            var accruals = new List<PendingRows<AccrualNet>>();
            foreach (var orderId in orderIds.Distinct())
            {
                reads.Ladder.CarryOrder(transaction.ShopId, orderId);
                accruals.Add(reads.Commissions.Accruals(transaction.ShopId));
            }
            await reads.Run(transaction.Cancel);
            await transaction.RefuseOwnMoney(
                person, accruals.SelectMany(of => of.List, (_, one) => one.BeneficiaryKey));
        }

        /// <summary>
        /// The event and its earlier resolution, once nothing else may make or look for the order that it names or the
        /// one that it is to go to;
        /// both ids are locked in one order, since two events may be sent to each other's.
        /// </summary>
        private static async Task<(WaitingEventRow Event, ResolutionRow? Before, ShopState State)> Hold(
            ShopTransaction transaction, long key, Command command)
        {
            var finding = transaction.Batch();
            var found = finding.Ladder.FindEvent(transaction.ShopId, key);
            await finding.Run(transaction.Cancel);
            var named = (found.First ?? throw WaitingEventProblems.EventNotFound.For(command.EventId)).OrderId;
            var locking = transaction.Batch();
            string[] ids = [named, command.Body.OrderId ?? named];
            foreach (var id in ids.Distinct().Order(StringComparer.Ordinal)) locking.Ladder.LockOrderId(
                transaction.ShopId, id);
            var state = locking.ShopState(transaction.ShopId);
            var again = locking.Ladder.FindEvent(transaction.ShopId, key);
            var before = locking.Ladder.Resolution(transaction.ShopId, key);
            await locking.Run(transaction.Cancel);
            return (again.First!, before.First, state.First!);
        }

        /// <summary>What does not fit the order is laid to the part of the request that names the order.</summary>
        private async Task<GivenEffect> Attach(ShopTransaction transaction, WaitingEventRow waits, EventTarget target)
        {
            try
            {
                return await waiting.Effect(transaction, waits, target);
            }
            catch (ProblemException refused)
            {
                throw refused.At("#/orderId");
            }
        }

        private static RefundContent? Booked(WaitingEventRow waits, Body body)
        {
            if (body.Amount is null) return null;
            var reported = Json.Read<RefundContent>(waits.Content);
            return new RefundContent(
                reported.RefundId, reported.RefundedAt, Amount: body.Amount, Reason: reported.Reason);
        }

        private static ResolutionRow Same(ResolutionRow kept, Body body) =>
            (kept.Action, kept.OrderId, kept.AmountMinor, kept.Reason) ==
                (body.Action, body.OrderId, body.Amount?.Amount, body.Reason)
                ? kept
                : throw WaitingEventProblems.EventResolved.Because(
                    $"{kept.ResolvedBy} has decided: {kept.Action}.", "#/action");
    }
}
