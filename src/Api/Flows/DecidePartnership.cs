using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A named person suspends a partner, gives back what a suspension took, or ends a partnership. It counts for orders
/// paid from then on; no condition promotes anybody who is suspended or has resigned until reactivated, and then what
/// has been reached meanwhile is given at once.
/// </summary>
public static class DecidePartnership
{
    /// <summary>Why.</summary>
    public sealed record Body(string Reason);

    /// <summary>What to decide about whom; deciding the same again changes nothing and answers the same.</summary>
    public sealed record Command(string CustomerId, string Cause, Body Body) : IRequest<PartnerDecision>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "suspensions", Partnership.Suspended, "suspendPartner", "Suspend a partner");
        Map(routes, "reactivations", Partnership.Reactivated, "reactivatePartner", "Give a partner the tier back");
        Map(routes, "resignations", Partnership.Resigned, "resignPartner", "Record that a partner resigned");
    }

    private static void Map(IEndpointRouteBuilder routes, string plural, string cause, string id, string summary) =>
        routes.MapPost($"/v1/partners/{{customerId}}/{plural}", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, cause, body), cancel))
            .Describe(id, "Commissions", summary)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Line("REASON_INVALID", "A reason");
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller, TierUpkeep upkeep)
        : IRequestHandler<Command, PartnerDecision>
    {
        public async Task<PartnerDecision> Handle(Command command, CancellationToken cancel)
        {
            var (decision, commissions, promotions) = await desk.Db.Write(
                desk.Shop.Id, work => Decide(work, command), cancel);
            await upkeep.Above(desk.Shop, commissions, promotions, cancel);
            return decision;
        }

        private async Task<(PartnerDecision, CommissionSettings, List<Promotion>)> Decide(Work work, Command command)
        {
            var finding = work.Batch();
            var found = finding.Find(work.ShopId, command.CustomerId);
            await finding.Run(work.Cancel);
            var key = found.OrNotFound(command.CustomerId).Key;

            var reading = work.Batch();
            // What an order under way gives the person comes before the decision.
            reading.Await([key]);
            var standings = reading.Standings(work.ShopId, [key], DateTimeOffset.UnixEpoch);
            var last = reading.LastDecision(work.ShopId, key);
            var states = reading.ShopState(work.ShopId);
            await reading.Run(work.Cancel);
            var (standing, state) = (standings.First!, states.First!);
            var commissions = await settings.Commissions(work, state);
            if (last.First is { } before && before.Cause == command.Cause && Stands(before, standing))
                return (before, commissions, []);

            var now = state.Now(desk.Shop, desk.Time);
            var decision = new PartnerDecision(
                command.CustomerId, command.Cause, Partnership.TierAfter(command.Cause, standing),
                command.Cause == Partnership.Reactivated, command.Body.Reason, caller.RequirePerson().OperatorId, now);
            var deciding = work.Batch();
            deciding.Decide(work.ShopId, standing, decision);
            await deciding.Run(work.Cancel);
            var promotions = await TierUpkeep.Reached(work, commissions, key);

            var writing = work.Batch();
            var when = new Occasion(work.ShopId, now, now);
            writing.Give(when, Promotion.ByNumbers, desk.Shop.Currency, commissions, promotions);
            writing.Log(work.ShopId, caller, new Change(
                "partner", command.CustomerId, new { tier = standing.TierNow, active = standing.ActiveNow },
                new { decision.Tier, decision.Active, decision.Cause }, decision.Reason));
            await writing.Commit(work.Cancel);
            return (decision, commissions, promotions);
        }

        /// <summary>Whether the decision still stands; who resigned may have come back by another way.</summary>
        private static bool Stands(PartnerDecision decision, Standing standing) =>
            decision.Active == standing.ActiveNow;
    }
}
