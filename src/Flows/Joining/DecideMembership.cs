using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// A person decides about a membership that has begun: it stays although its order went back, or it ends.
/// </summary>
internal static class DecideMembership
{
    /// <summary>A decision.</summary>
    /// <param name="DecisionId">The merchant's own id.</param>
    /// <param name="Outcome" example="keep">
    /// <c>keep</c>: the membership stays although its order went back. <c>end</c>: it ends.
    /// </param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string DecisionId, string Outcome, string Reason);

    /// <summary>The customer and the decision.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<MembershipDecision>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/membership-decisions", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "decideMembership", "Joining", "Decide about a membership",
                "Records what a person decides about a membership that has begun, such as one whose order went back "
                    + "since (`returnedAt`). `keep` ends the warning; `end` ends the membership now, and only an "
                    + "order and steps after it found another one. Member tiers, points and the member number stay "
                    + "as they are. The same decision again returns it as it is; other content under its id, and a "
                    + "membership that has not begun, are refused with 409.")
            .Example("""
                {"decisionId": "dec-20260210-1", "outcome": "keep", "reason": "Exchanged for a better product"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForPersons(Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, JoiningProblems.MembershipDecisionConflict,
                JoiningProblems.MembershipNotBegun, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.DecisionId).MerchantId();
            RuleFor(c => c.Body.Outcome).OneOf(DecisionRow.Keep, DecisionRow.End);
            RuleFor(c => c.Body.Reason).Words();
        }
    }

    internal sealed class Handler(FlowContext context, JoiningUpkeep upkeep)
        : IRequestHandler<Command, CreatedOrExisting<MembershipDecision>>
    {
        public Task<CreatedOrExisting<MembershipDecision>> Handle(Command command, CancellationToken cancel)
        {
            var person = context.Caller.RequirePerson();
            return context.Db.Write(context.Shop.Id, transaction => Decide(transaction, command, person), cancel);
        }

        private async Task<CreatedOrExisting<MembershipDecision>> Decide(
            ShopTransaction transaction, Command command, Person person)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var locked = reads.FindAndLockCustomers(shop, command.CustomerId);
            var state = reads.ShopState(shop);
            var known = reads.Membership.Decision(shop, body.DecisionId);
            await reads.Run(transaction.Cancel);
            var customer = locked.OrNotFound(command.CustomerId);
            if (known.First is { } kept) return new(Same(kept, command), false);

            var now = state.First!.Now(context.Shop, context.Time);
            var looking = transaction.Batch();
            looking.Membership.LockMembership(shop, customer.Key, customer.CustomerId);
            var inputs = new JoiningInputs(looking, shop, [customer.Key]);
            await looking.Run(transaction.Cancel);
            if (inputs.Of(customer.Key, customer.CustomerId).State != MembershipStates.Active)
                throw JoiningProblems.MembershipNotBegun.Because(
                    $"The membership of '{customer.CustomerId}' has not begun; there is nothing to decide.");
            var made = new MembershipDecision(
                body.DecisionId, customer.CustomerId, body.Outcome, body.Reason, person.OperatorId, now);
            var recording = transaction.Batch();
            recording.Membership.Record(shop, customer.Key, made);
            await recording.Run(transaction.Cancel);
            var (writes, _) = await upkeep.Follow(transaction, state.First!, customer, now);
            writes.Log(shop, context.Caller, new AuditEntry(
                "membership", customer.CustomerId, null, made, made.Reason));
            await writes.Commit(transaction.Cancel);
            return new(made, true);
        }

        private static MembershipDecision Same(MembershipDecision kept, Command command)
        {
            var body = new Body(kept.DecisionId, kept.Outcome, kept.Reason);
            var pointer = kept.CustomerId == command.CustomerId ? JsonDifference.First(body, command.Body) : "#";
            return pointer is null ? kept : throw JoiningProblems.MembershipDecisionConflict.Because(
                $"The decision '{kept.DecisionId}' is known with other content.", pointer);
        }
    }
}
