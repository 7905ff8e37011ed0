using FluentValidation;
using MediatR;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A named person ends the waiting of a refund that met no order, or did not fit it: attaches it to an order, books a
/// plain amount of an order in its place, or dismisses it. Once each; the refund's id keeps its one effect for ever.
/// </summary>
public static class ResolveWaitingRefund
{
    /// <summary>What to do.</summary>
    /// <param name="Action">`attach`, `book` or `dismiss`.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="OrderId">The order on which to apply it; none for a dismissal.</param>
    /// <param name="Amount">Goods to book; only for a booking.</param>
    public sealed record Body(string Action, string Reason, string? OrderId = null, Money? Amount = null);

    /// <summary>What to do about which refund.</summary>
    public sealed record Command(string RefundId, Body Body) : IRequest<RefundResolution>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/waiting-refunds/{refundId}/resolution", (
                string refundId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(refundId, body), cancel))
            .Describe("resolveWaitingRefund", "Orders", "Attach, book or dismiss a waiting refund")
            .Scope(Scopes.LadderWrite).ForPersons(Roles.Support, Roles.Finance).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Action).OneOf(RefundActions.Known);
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.OrderId!).MerchantId().When(c => c.Body.Action != RefundActions.Dismiss);
            RuleFor(c => c.Body.OrderId).Null().When(c => c.Body.Action == RefundActions.Dismiss)
                .WithErrorCode("ORDER_NOT_WANTED").WithMessage("A dismissed refund belongs to no order.");
            RuleFor(c => c.Body.Amount).Must(amount => amount is { Amount: > 0 and <= Money.Limit })
                .When(c => c.Body.Action == RefundActions.Book)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage("A booking names an amount of more than 0.")
                .InShopCurrency();
            RuleFor(c => c.Body.Amount).Null().When(c => c.Body.Action != RefundActions.Book)
                .WithErrorCode("AMOUNT_NOT_WANTED").WithMessage("Only a booking names an amount.");
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller, TierUpkeep upkeep)
        : IRequestHandler<Command, RefundResolution>
    {
        public async Task<RefundResolution> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson(Roles.Support, Roles.Finance);
            var (resolution, applied) = await desk.Db.Write(
                desk.Shop.Id, work => Resolve(work, command, person), cancel);
            if (applied is not null)
                await upkeep.After(
                    desk.Shop, applied.Commissions, applied.Reading.Chain, applied.Promotions, cancel);
            return resolution;
        }

        private async Task<(RefundResolution, LateRefund?)> Resolve(Work work, Command command, Person person)
        {
            var (refund, state) = await Hold(work, command);
            var holding = work.Batch();
            var before = holding.Resolution(work.ShopId, command.RefundId);
            await holding.Run(work.Cancel);
            if (before.First is { } kept) return (Same(kept, command), null);
            if (refund.Status is not (RefundStatements.Waiting or RefundStatements.RefusedLate))
                throw Refused.Conflict("REFUND_NOT_WAITING", $"Refund '{command.RefundId}' is {refund.Status}.");

            var now = state.Now(desk.Shop, desk.Time);
            var reported = Json.Read<RefundContent>(refund.Content);
            var batch = work.Batch();
            var applied = command.Body.Action == RefundActions.Dismiss
                ? null
                : await LateRefund.Read(
                    work, desk, settings, Effective(reported, command.Body), command.Body.OrderId!, now);
            var decision = command.Body.Action == RefundActions.Book
                ? applied?.DecideUpToLeft()
                : applied?.Decide("#/orderId");
            decision?.Write(batch, applied!.Reading.Chain, applied.Reading.Order!.CustomerKey);
            var status = decision is null ? RefundStatements.Dismissed : RefundStatements.Applied;
            var made = new ResolutionRow(
                command.RefundId, refund.OrderId, command.Body.Action, status, command.Body.OrderId,
                command.Body.Amount?.Amount, decision?.Refund.Effect!.Goods ?? 0, command.Body.Reason,
                person.OperatorId, now);
            batch.Resolve(work.ShopId, refund.RefundKey, made, decision is not null ? null : Json.Write(
                new RefundOrder.Result(command.RefundId, refund.OrderId, reported.RefundedAt, status, now)));
            var resolution = made.ToResolution(desk.Shop);
            batch.Log(work.ShopId, caller, new Change(
                "refund", command.RefundId, new { refund.Status, refund.OrderId }, resolution, command.Body.Reason));
            await batch.Commit(work.Cancel);
            return (resolution, applied);
        }

        /// <summary>
        /// The refund, once nobody else may make or look for the order that it names or the one that it is to go to;
        /// both ids are locked in one order, since two refunds may be sent to each other's.
        /// </summary>
        private static async Task<(KnownRefund Refund, ShopState State)> Hold(Work work, Command command)
        {
            var finding = work.Batch();
            var found = finding.FindRefund(work.ShopId, command.RefundId);
            await finding.Run(work.Cancel);
            var named = (found.First ?? throw Refused.NotFound("refund", command.RefundId)).OrderId;
            var locking = work.Batch();
            string[] ids = [named, command.Body.OrderId ?? named];
            foreach (var id in ids.Distinct().Order(StringComparer.Ordinal)) locking.LockOrderId(work.ShopId, id);
            var state = locking.ShopState(work.ShopId);
            var again = locking.FindRefund(work.ShopId, command.RefundId);
            await locking.Run(work.Cancel);
            return (again.First!, state.First!);
        }

        private static RefundContent Effective(RefundContent reported, Body body) => body.Amount is null
            ? reported
            : new RefundContent(reported.RefundId, reported.RefundedAt, Amount: body.Amount, Reason: reported.Reason);

        private RefundResolution Same(ResolutionRow kept, Command command)
        {
            var body = command.Body;
            if ((kept.Action, kept.OrderId, kept.AmountMinor, kept.Reason) !=
                (body.Action, body.OrderId, body.Amount?.Amount, body.Reason))
                throw Refused.Conflict(
                    "REFUND_RESOLVED", $"{kept.ResolvedBy} has decided: {kept.Action}.", "#/action");
            return kept.ToResolution(desk.Shop);
        }
    }
}
