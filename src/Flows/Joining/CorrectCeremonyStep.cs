using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Flows.Joining;

/// <summary>Corrects a record of a ceremony: the step was not done as it says. The record itself stays.</summary>
internal static class CorrectCeremonyStep
{
    /// <summary>Why, and who corrects it.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="CorrectedBy" example="li">The merchant's own id of a member of staff.</param>
    public sealed record Body(string Reason, string CorrectedBy);

    /// <summary>The record.</summary>
    public sealed record Command(string RecordId, Body Body) : IRequest<CeremonyRecord>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/ceremony-steps/{recordId}/correction", (
                string recordId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(recordId, body), cancel))
            .Describe(
                "correctCeremonyStep", "Joining", "Correct a record of the entry ceremony",
                "Records that a step was not done as a record says. From then on the membership is what it would be "
                    + "without the record: one that had begun by it is pending again until the step is recorded "
                    + "again under another id. Correcting a record again changes nothing and returns the first "
                    + "correction.")
            .Example("""{"reason": "The talk took place with another customer", "correctedBy": "li"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself()
            .ForBackends(Roles.Operator, Roles.Support)
            .Problems(CeremonyProblems.CeremonyRecordNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.CorrectedBy).MerchantId();
        }
    }

    internal sealed class Handler(FlowContext context, JoiningUpkeep upkeep)
        : IRequestHandler<Command, CeremonyRecord>
    {
        public Task<CeremonyRecord> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Correct(transaction, command), cancel);

        private async Task<CeremonyRecord> Correct(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var finding = transaction.Batch();
            var found = finding.Membership.CeremonyStep(shop, command.RecordId);
            await finding.Run(transaction.Cancel);
            var key = found.First?.CustomerKey
                ?? throw CeremonyProblems.CeremonyRecordNotFound.For(command.RecordId);
            var reads = transaction.Batch();
            reads.LockCustomers(shop, [key]);
            var state = reads.ShopState(shop);
            var people = reads.CustomersByKey(shop, [key]);
            // After the lock, so that of two that correct it the second sees the first.
            var locked = reads.Membership.CeremonyStep(shop, command.RecordId);
            await reads.Run(transaction.Cancel);
            var (customer, row) = (people.First!, locked.First!);
            if (row.CorrectedAt is not null) return row.For(customer.CustomerId);

            var now = state.First!.Now(context.Shop, context.Time);
            var made = new StepCorrection(command.Body.Reason, command.Body.CorrectedBy, now);
            var recording = transaction.Batch();
            recording.Membership.Correct(shop, command.RecordId, made);
            await recording.Run(transaction.Cancel);
            var (writes, _) = await upkeep.Follow(transaction, state.First!, customer, now);
            await writes.Commit(transaction.Cancel);
            return row.For(customer.CustomerId) with { Correction = made };
        }
    }
}
