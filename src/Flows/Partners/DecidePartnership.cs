using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// Suspends or reactivates a partner, or ends a partnership, by a named person. The decision counts for orders paid
/// from then on. Meeting conditions promotes no suspended or resigned person until reactivation, which gives at once
/// what was reached in between.
/// </summary>
internal static class DecidePartnership
{
    /// <summary>Why.</summary>
    public sealed record Body(string Reason);

    /// <summary>The decision and its partner; deciding the same again changes nothing and answers the same.</summary>
    public sealed record Command(string CustomerId, string Cause, Body Body) : IRequest<PartnerDecision>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        MapDecision(routes, "suspensions", Partnership.Suspended)
            .Describe(
                "suspendPartner", "Commissions", "Suspend a partner",
                "Suspends a partner for orders paid from now on. The partner keeps the tier but earns nothing, and "
                    + "meeting conditions leads to no promotion until the partner is reactivated. Referral bindings "
                    + "stay. Repeating the suspension changes nothing. A customer without a partner tier is rejected.")
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
        MapDecision(routes, "reactivations", Partnership.Reactivated)
            .Describe(
                "reactivatePartner", "Commissions", "Reactivate a partner",
                "Ends a suspension, or lets a resigned partner qualify again, for orders paid from now on. A suspended "
                    + "partner continues in the tier held before. Conditions met in between take effect at once and "
                    + "may promote. Repeating the reactivation changes nothing; a partner who is neither suspended nor "
                    + "resigned is rejected.")
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
        MapDecision(routes, "resignations", Partnership.Resigned)
            .Describe(
                "resignPartner", "Commissions", "Record a partner's resignation",
                "Ends a partnership for orders paid from now on: the tier is lost, and meeting conditions leads to no "
                    + "promotion until the customer is reactivated. Referral bindings stay. Repeating the resignation "
                    + "changes nothing. A customer without a partner tier is rejected.")
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.NotAPartner, PartnerProblems.PartnerActive,
                CommonProblems.ValidationFailed);
    }

    private static RouteHandlerBuilder MapDecision(IEndpointRouteBuilder routes, string plural, string cause) =>
        routes.MapPost($"/v1/partners/{{customerId}}/{plural}", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, cause, body), cancel))
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Line("REASON_INVALID", "A reason");
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, PartnerDecision>
    {
        public async Task<PartnerDecision> Handle(Command command, CancellationToken cancel)
        {
            var (decision, commissions, promotions) = await context.Db.Write(
                context.Shop.Id, transaction => Decide(transaction, command), cancel);
            await upkeep.Above(context.Shop, commissions, promotions, cancel);
            return decision;
        }

        private async Task<(PartnerDecision, CommissionSettings, List<Promotion>)> Decide(
            ShopTransaction transaction, Command command)
        {
            var finding = transaction.Batch();
            var found = finding.FindCustomer(transaction.ShopId, command.CustomerId);
            await finding.Run(transaction.Cancel);
            var key = found.OrNotFound(command.CustomerId).Key;

            var reads = transaction.Batch();
            // What an order under way gives the person comes before the decision.
            reads.Commissions.LockTiers([key]);
            var standings = reads.Commissions.PartnerStates(transaction.ShopId, [key], DateTimeOffset.UnixEpoch);
            var last = reads.Commissions.LastDecision(transaction.ShopId, key);
            var states = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var (partner, state) = (standings.First!, states.First!);
            var commissions = await settings.Commissions(transaction, state);
            if (last.First is { } before && before.Cause == command.Cause && Stands(before, partner))
                return (before, commissions, []);

            var now = state.Now(context.Shop, context.Time);
            var decision = new PartnerDecision(
                command.CustomerId, command.Cause, Partnership.TierAfter(command.Cause, partner),
                command.Cause == Partnership.Reactivated, command.Body.Reason, caller.RequirePerson().OperatorId, now);
            var deciding = transaction.Batch();
            deciding.Commissions.Decide(transaction.ShopId, partner, decision);
            await deciding.Run(transaction.Cancel);
            var promotions = await PostCommitTierCheck.Reached(transaction, commissions, key);

            var writes = transaction.Batch();
            var posting = new PostingContext(transaction.ShopId, now, now);
            writes.GiveTiers(posting, Promotion.ByNumbers, context.Shop.Currency, commissions, promotions);
            writes.Log(transaction.ShopId, caller, new AuditEntry(
                "partner", command.CustomerId, new { tier = partner.TierNow, active = partner.ActiveNow },
                new { decision.Tier, decision.Active, decision.Cause }, decision.Reason));
            await writes.Commit(transaction.Cancel);
            return (decision, commissions, promotions);
        }

        /// <summary>Whether the decision still stands; who resigned may have come back by another way.</summary>
        private static bool Stands(PartnerDecision decision, PartnerState partner) =>
            decision.Active == partner.ActiveNow;
    }
}
