using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Records that a step of a customer's entry ceremony (入会仪式) was done. The membership begins at the time of the last
/// required one.
/// </summary>
internal static class RecordCeremonyStep
{
    /// <summary>The customer and the step.</summary>
    public sealed record Command(string CustomerId, CeremonyContent Body)
        : IRequest<CreatedOrExisting<CeremonyRecord>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/members/{customerId}/ceremony-steps", (
                string customerId, CeremonyContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordCeremonyStep", "Joining", "Record a step of the entry ceremony",
                "Records that a step was done at `doneAt` by a member of staff. The membership begins at the time of "
                    + "the last required step, or when order and contact were there, whichever is later; steps may "
                    + "be reported in any order, also before the order. Of two records of one step the earlier time "
                    + "counts. The same record again is returned as it is; other content under its id is refused "
                    + "with 409, and a key that no ceremony of the shop has with 422. A guest is to be claimed "
                    + "first.")
            .Example("""
                {"recordId": "cer-20260201-1", "stepKey": "welcome", "doneAt": "2026-02-01T10:00:00Z", "doneBy": "li"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself()
            .ForBackends(Roles.Operator, Roles.Support)
            .Problems(
                CeremonyProblems.CeremonyRecordConflict, CeremonyProblems.CeremonyStepUnknown,
                ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.CustomerId).Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
                .WithMessage("A guest has no ceremony; claim the guest first.");
            RuleFor(c => c.Body.RecordId).MerchantId();
            RuleFor(c => c.Body.StepKey).MerchantId();
            RuleFor(c => c.Body.DoneBy).MerchantId();
        }
    }

    internal sealed class Handler(FlowContext context, JoiningUpkeep upkeep)
        : IRequestHandler<Command, CreatedOrExisting<CeremonyRecord>>
    {
        public Task<CreatedOrExisting<CeremonyRecord>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<CeremonyRecord>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var (state, heard) = await ReportedCustomer.Hear(transaction, context, body.DoneAt, "#/doneAt");
            PendingSetting<JoiningSettings>? settings = null;
            var (customer, known) = await ReportedCustomer.Lock(
                transaction, command.CustomerId, heard.RecordedAt, batch =>
                {
                    settings = batch.Versions(PutJoiningSettings.Setting, shop);
                    return batch.Membership.CeremonyStep(shop, body.RecordId);
                });
            var made = new StepRow(
                customer.Key, body.RecordId, body.StepKey, Timestamps.Micro(body.DoneAt), body.DoneBy,
                heard.RecordedAt);
            if (known is not null) return new(Same(known, made).For(customer.CustomerId), false);
            if (!new JoiningVersions(settings!.All).Knows(body.StepKey))
                throw CeremonyProblems.CeremonyStepUnknown.Because(
                    $"No ceremony of the shop has a step '{body.StepKey}'.", "#/stepKey");
            var recording = transaction.Batch();
            recording.Membership.Record(shop, made);
            if (heard.MovesClock) recording.MoveClock(shop, heard.RecordedAt);
            await recording.Run(transaction.Cancel);
            var (writes, _) = await upkeep.Follow(transaction, state, customer, heard.RecordedAt);
            await writes.Commit(transaction.Cancel);
            return new(made.For(customer.CustomerId), true);
        }

        private static StepRow Same(StepRow known, StepRow made)
        {
            var pointer = known.CustomerKey != made.CustomerKey ? "#"
                : known.StepKey != made.StepKey ? "#/stepKey"
                : known.DoneAt != made.DoneAt ? "#/doneAt"
                : known.DoneBy != made.DoneBy ? "#/doneBy" : null;
            return pointer is null ? known : throw CeremonyProblems.CeremonyRecordConflict.Because(
                $"The record '{known.RecordId}' is known with other content.", pointer);
        }
    }
}
