using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// Records once that a customer has passed a training or an exam. If that was the last missing condition of a tier, the
/// customer is promoted to it at once.
/// </summary>
internal static class RecordTraining
{
    /// <summary>What was passed.</summary>
    /// <param name="TrainingId">The shop's own id of the training or exam, as the tiers' conditions name it.</param>
    /// <param name="PassedAt">When; now where it is absent.</param>
    public sealed record Body(string TrainingId, DateTimeOffset? PassedAt = null);

    /// <summary>Who has passed; recording it again changes nothing.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Training>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/trainings", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordTraining", "Commissions", "Record a passed training",
                "Records that a customer has passed a training or an exam that tier conditions name. If it was the "
                    + "last missing condition of a tier, the customer is promoted to it at once. A training is "
                    + "recorded once: repeating it changes nothing and returns the first record. `passedAt` defaults "
                    + "to the shop's clock; a time more than five minutes ahead of it is rejected, unless a sandbox "
                    + "clock follows events.")
            .Example("""{"trainingId": "onboarding", "passedAt": "2026-01-20T03:00:00Z"}""")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Support)
            .Problems(CustomerProblems.CustomerNotFound, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.TrainingId).MerchantId();
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller, PostCommitTierCheck upkeep)
        : IRequestHandler<Command, CreatedOrExisting<Training>>
    {
        public async Task<CreatedOrExisting<Training>> Handle(Command command, CancellationToken cancel)
        {
            var (answer, commissions, promotions) = await context.Db.Write(
                context.Shop.Id, transaction => Record(transaction, command), cancel);
            await upkeep.Above(context.Shop, commissions, promotions, cancel);
            return answer;
        }

        private async Task<(CreatedOrExisting<Training>, CommissionSettings, List<Promotion>)> Record(
            ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var found = reads.FindCustomer(transaction.ShopId, command.CustomerId);
            var state = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var (key, body) = (found.OrNotFound(command.CustomerId).Key, command.Body);
            var passedAt = body.PassedAt ?? state.First!.Now(context.Shop, context.Time);
            var eventTime = state.First!.ResolveEventTime(context.Shop, context.Time, passedAt, "#/passedAt");
            var posting = new PostingContext(transaction.ShopId, passedAt, eventTime.RecordedAt);

            var recording = transaction.Batch();
            var made = recording.Commissions.Pass(posting, key, body.TrainingId, caller.Person?.OperatorId);
            // An order under way counts for the person too: the one who comes second sees both.
            recording.Commissions.LockTiers([key]);
            var latest = recording.ShopState(transaction.ShopId);
            await recording.Run(transaction.Cancel);
            var isNew = made.List.Count > 0;
            var commissions = await settings.Commissions(transaction, latest.First!);
            var promotions = isNew ? await PostCommitTierCheck.Reached(transaction, commissions, key) : [];

            var writes = transaction.Batch();
            writes.GiveTiers(posting, Promotion.ByTraining, context.Shop.Currency, commissions, promotions);
            if (isNew) writes.Log(
                transaction.ShopId, caller, new AuditEntry("training", command.CustomerId, null, body));
            if (isNew && eventTime.MovesClock) writes.MoveClock(transaction.ShopId, eventTime.RecordedAt);
            var training = writes.Commissions.Training(transaction.ShopId, key, body.TrainingId);
            await writes.Commit(transaction.Cancel);
            return (new CreatedOrExisting<Training>(training.First!, isNew), commissions, promotions);
        }
    }
}
