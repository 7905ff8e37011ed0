using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Relations;

namespace SocialCommerce.Flows.Relations;

/// <summary>Records that a customer replied, read reviews, interacted or took part in a group.</summary>
internal static class RecordRelationEvent
{
    /// <summary>The customer and the event.</summary>
    public sealed record Command(string CustomerId, RelationEventContent Body)
        : IRequest<CreatedOrExisting<RelationEvent>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/relation-events", (
                string customerId, RelationEventContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordRelationEvent", "Membership", "Record an event of a relation",
                "Records that a customer replied, read reviews or background material, interacted in another way or "
                    + "took part in a group. Memberships, uses of privileges, orders and referrals count by "
                    + "themselves and are not reported here. Events may come in any order and late: the stage "
                    + "follows their own times. An unknown customer is created. The same report again returns the "
                    + "event as it is; other content under its id is refused with 409.")
            .Example("""
                {"relationEventId": "wx-msg-88213", "kind": "reply", "occurredAt": "2026-01-31T09:30:00Z"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Support)
            .Problems(
                RelationProblems.RelationEventConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Body.RelationEventId).MerchantId();
            RuleFor(c => c.Body.Kind).OneOf(RelationKinds.Reported);
        }
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Command, CreatedOrExisting<RelationEvent>>
    {
        public Task<CreatedOrExisting<RelationEvent>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<RelationEvent>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var (_, heard) = await ReportedCustomer.Hear(transaction, context, body.OccurredAt, "#/occurredAt");
            var (customer, known) = await ReportedCustomer.Lock(
                transaction, command.CustomerId, heard.RecordedAt,
                batch => batch.Membership.RelationEvent(shop, body.RelationEventId));
            var made = new RelationEvent(
                body.RelationEventId, customer.CustomerId, body.Kind, Timestamps.Micro(body.OccurredAt),
                heard.RecordedAt);
            if (known is not null) return new CreatedOrExisting<RelationEvent>(Same(known, made), false);
            var writes = transaction.Batch();
            writes.Membership.Record(shop, customer.Key, made);
            if (heard.MovesClock) writes.MoveClock(shop, heard.RecordedAt);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<RelationEvent>(made, true);
        }

        private static RelationEvent Same(RelationEvent known, RelationEvent made) =>
            JsonDifference.First(known with { RecordedAt = made.RecordedAt }, made) is { } pointer
                ? throw RelationProblems.RelationEventConflict.Because(
                    $"The event '{known.RelationEventId}' is known with other content.",
                    pointer == "#/customerId" ? "#" : pointer)
                : known;
    }
}
