using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Records that a person has passed a training or an exam, once and for all. Where that was the last condition of a
/// tier, the person is promoted to it at once.
/// </summary>
public static class RecordTraining
{
    /// <summary>What was passed.</summary>
    /// <param name="TrainingId">The shop's own id of the training or exam, as the tiers' conditions name it.</param>
    /// <param name="PassedAt">When; now where it is absent.</param>
    public sealed record Body(string TrainingId, DateTimeOffset? PassedAt = null);

    /// <summary>Who has passed; recording it again changes nothing.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Made<Training>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/trainings", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe("recordTraining", "Commissions", "Record a training that was passed")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Support).Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.TrainingId).MerchantId();
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller, TierUpkeep upkeep)
        : IRequestHandler<Command, Made<Training>>
    {
        public async Task<Made<Training>> Handle(Command command, CancellationToken cancel)
        {
            var (answer, commissions, promotions) = await desk.Db.Write(
                desk.Shop.Id, work => Record(work, command), cancel);
            await upkeep.Above(desk.Shop, commissions, promotions, cancel);
            return answer;
        }

        private async Task<(Made<Training>, CommissionSettings, List<Promotion>)> Record(Work work, Command command)
        {
            var reading = work.Batch();
            var found = reading.Find(work.ShopId, command.CustomerId);
            var state = reading.ShopState(work.ShopId);
            await reading.Run(work.Cancel);
            var (key, body) = (found.OrNotFound(command.CustomerId).Key, command.Body);
            var passedAt = body.PassedAt ?? state.First!.Now(desk.Shop, desk.Time);
            var hearing = state.First!.Hear(desk.Shop, desk.Time, passedAt, "#/passedAt");
            var when = new Occasion(work.ShopId, passedAt, hearing.RecordedAt);

            var recording = work.Batch();
            var made = recording.Pass(when, key, body.TrainingId, caller.Person?.OperatorId);
            // An order under way counts for the person too: the one who comes second sees both.
            recording.Await([key]);
            var latest = recording.ShopState(work.ShopId);
            await recording.Run(work.Cancel);
            var isNew = made.List.Count > 0;
            var commissions = await settings.Commissions(work, latest.First!);
            var promotions = isNew ? await TierUpkeep.Reached(work, commissions, key) : [];

            var writing = work.Batch();
            writing.Give(when, Promotion.ByTraining, desk.Shop.Currency, commissions, promotions);
            if (isNew) writing.Log(work.ShopId, caller, new Change("training", command.CustomerId, null, body));
            if (isNew && hearing.MovesClock) writing.MoveClock(work.ShopId, hearing.RecordedAt);
            var training = writing.Training(work.ShopId, key, body.TrainingId);
            await writing.Commit(work.Cancel);
            return (new Made<Training>(training.First!, isNew), commissions, promotions);
        }
    }
}
