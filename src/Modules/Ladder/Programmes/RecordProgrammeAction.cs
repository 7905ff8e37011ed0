namespace SocialCommerce.Ladder.Programmes;

/// <summary>Records what the shop did for a customer within a programme.</summary>
internal static class RecordProgrammeAction
{
    /// <summary>An action.</summary>
    /// <param name="ActionId">The merchant's own id.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Channel" example="wechat">
    /// <c>system</c>, <c>wechat</c>, <c>points</c>, <c>phone</c>, <c>event</c> or <c>other</c>.
    /// </param>
    /// <param name="OccurredAt">When it happened.</param>
    public sealed record Body(string ActionId, string CustomerId, string Channel, DateTimeOffset OccurredAt);

    /// <summary>An action of a programme.</summary>
    public sealed record Command(string ProgrammeId, Body Body) : IRequest<CreatedOrExisting<ProgrammeAction>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/programmes/{programmeId}/actions", (
                string programmeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(programmeId, body), cancel))
            .Describe(
                "recordProgrammeAction", "Programmes", "Record an action of a programme",
                "Records that the shop wrote to, called, invited or gave something to a customer. An action for a "
                    + "customer who is held out or not enrolled happened all the same: it is recorded with a "
                    + "warning. The same report again returns the action as it is; other content under its id is "
                    + "refused with 409.")
            .Example("""
                {"actionId": "push-20260131-c-1042", "customerId": "c-1042", "channel": "wechat",
                 "occurredAt": "2026-01-31T09:30:00Z"}
                """)
            .Scope(Scopes.CustomersWrite).RepeatableByItself().ForBackends(Roles.Operator, Roles.Support)
            .Problems(
                ProgrammeProblems.ProgrammeNotFound, ProgrammeProblems.ProgrammeActionConflict,
                CustomerProblems.CustomerUnknown, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.ActionId).MerchantId();
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.Channel).OneOf("system", "wechat", "points", "phone", "event", "other");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<ProgrammeAction>>
    {
        public Task<CreatedOrExisting<ProgrammeAction>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<ProgrammeAction>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var programme = reads.Rows<Programme>(ProgrammeSql.FindSql, new { shop, command.ProgrammeId });
            var customer = reads.FindCustomer(shop, body.CustomerId);
            var group = reads.Rows<bool>(GroupSql, new { shop, command.ProgrammeId, body.CustomerId });
            var known = reads.Rows<Row>(FindSql, new { shop, body.ActionId });
            await reads.Run(transaction.Cancel);
            if (programme.First is null) throw ProgrammeProblems.ProgrammeNotFound.For(command.ProgrammeId);
            if (known.First is { } row) return new(Same(row, command), false);
            if (customer.First is not { } found)
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{body.CustomerId}'.", "#/customerId");
            var heard = state.First!.ResolveEventTime(caller.Shop, time, body.OccurredAt, "#/occurredAt");
            var made = new Row(
                command.ProgrammeId, body.ActionId, body.CustomerId, body.Channel, Timestamps.Micro(body.OccurredAt),
                group.List is [var heldOut] ? heldOut : null, heard.RecordedAt);
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop,
                made.ActionId,
                made.ProgrammeId,
                customer = found.Key,
                made.Channel,
                made.OccurredAt,
                made.RecordedAt,
            });
            if (heard.MovesClock) writes.MoveClock(shop, heard.RecordedAt);
            await writes.Commit(transaction.Cancel);
            return new(made.Shown, true);
        }

        private static ProgrammeAction Same(Row known, Command command)
        {
            var told = new Body(known.ActionId, known.CustomerId, known.Channel, known.OccurredAt);
            var body = command.Body with { OccurredAt = Timestamps.Micro(command.Body.OccurredAt) };
            var pointer = known.ProgrammeId == command.ProgrammeId ? JsonDifference.First(told, body) : "#";
            return pointer is null
                ? known.Shown
                : throw ProgrammeProblems.ProgrammeActionConflict.Because(
                    $"The action '{known.ActionId}' is known with other content.", pointer);
        }
    }

    private sealed record Row(
        string ProgrammeId, string ActionId, string CustomerId, string Channel, DateTimeOffset OccurredAt,
        bool? HeldOut, DateTimeOffset RecordedAt)
    {
        public ProgrammeAction Shown => new(
            ActionId, CustomerId, Channel, OccurredAt,
            HeldOut switch { null => ["notEnrolled"], true => [Participant.HeldOut], false => [] }, RecordedAt);
    }

    private const string GroupSql = """
        select p.held_out from customers c
            join programme_participants p on p.shop_id = @shop and p.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId and p.programme_id = @programmeId
        """;

    private const string FindSql = """
        select a.programme_id, a.action_id, c.customer_id, a.channel, a.occurred_at, p.held_out, a.recorded_at
        from programme_actions a
            join customers c on c.shop_id = @shop and c.customer_key = a.customer_key
            left join programme_participants p on p.shop_id = @shop and p.programme_id = a.programme_id
                and p.customer_key = a.customer_key
        where a.shop_id = @shop and a.action_id = @actionId
        """;

    private const string InsertSql = """
        insert into programme_actions (shop_id, action_id, programme_id, customer_key, channel, occurred_at,
            recorded_at)
        values (@shop, @actionId, @programmeId, @customer, @channel, @occurredAt, @recordedAt)
        """;
}
