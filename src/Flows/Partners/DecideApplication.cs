using SocialCommerce.Commissions.Partners;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// Approves or rejects an application to become a partner, with a reason. An approval has the effect of a direct
/// approval and may promote at once; the same decision again changes nothing.
/// </summary>
internal static class DecideApplication
{
    private static readonly string[] Deciders = [Roles.Operator, Roles.Approver];

    /// <summary>The decision.</summary>
    /// <param name="Approve">True approves the person as a partner.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(bool Approve, string Reason);

    /// <summary>The application to decide on.</summary>
    public sealed record Command(string ApplicationId, Body Body) : IRequest<PartnerApplication>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partner-applications/{applicationId}/decision", (
                string applicationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(applicationId, body), cancel))
            .Describe(
                "decideApplication", "Commissions", "Decide a partner application",
                "Approves or rejects an application to become a partner and records the reason. An approval has the "
                    + "same effect as approving the customer directly and may promote at once. Repeating the same "
                    + "decision changes nothing; the opposite decision is rejected.")
            .Example("""{"approve": true, "reason": "Interviewed on 2026-01-20"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Deciders)
            .Problems(
                PartnerProblems.ApplicationNotFound, PartnerProblems.ApplicationDecided,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, PartnerApplication>
    {
        public async Task<PartnerApplication> Handle(Command command, CancellationToken cancel)
        {
            var (decided, approved) = await context.Db.Write(
                context.Shop.Id, transaction => Decide(transaction, command), cancel);
            if (approved is not null)
                await upkeep.Above(context.Shop, approved.Settings, approved.Promotions, cancel);
            return decided;
        }

        private async Task<(PartnerApplication, PartnerApproval?)> Decide(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var found = reads.Commissions.LockApplication(
                transaction.ShopId, PartnerApplication.KeyOf(command.ApplicationId));
            var states = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw PartnerProblems.ApplicationNotFound.For(command.ApplicationId);
            var now = states.First!.Now(context.Shop, context.Time);
            if (row.Approved is { } before) return (Again(row, before == command.Body.Approve, now), null);

            var person = caller.RequirePerson();
            var decision = new ApplicationDecision(
                command.Body.Approve, command.Body.Reason, person.OperatorId, Deciders.First(person.Roles.Contains),
                now);
            var approved = decision.Approve
                ? await PartnerApproval.Give(transaction, settings, row.CustomerKey, person.Name, now)
                : null;
            var writes = transaction.Batch();
            approved?.Write(writes, new PostingContext(transaction.ShopId, now, now), context.Shop.Currency);
            writes.Commissions.DecideApplication(transaction.ShopId, row.ApplicationKey, decision);
            var after = row with
            {
                Approved = decision.Approve,
                Reason = decision.Reason,
                DecidedBy = decision.By,
                DecidedRole = decision.Role,
                DecidedAt = now,
            };
            var decided = after.ToApplication(now);
            writes.Log(transaction.ShopId, caller, new AuditEntry(
                "partnerApplication", decided.ApplicationId, row.ToApplication(now), decided, decision.Reason));
            writes.Announce(new PostingContext(transaction.ShopId, now, now), "partner.applicationDecided", new
            {
                decided.ApplicationId,
                decided.CustomerId,
                decided.Status,
            });
            await writes.Commit(transaction.Cancel);
            return (decided, approved);
        }

        private static PartnerApplication Again(ApplicationRow row, bool same, DateTimeOffset now) => same
            ? row.ToApplication(now)
            : throw PartnerProblems.ApplicationDecided.Because(
                $"{row.DecidedBy} already decided: {row.ToApplication(now).Status}.", "#/approve");
    }
}
