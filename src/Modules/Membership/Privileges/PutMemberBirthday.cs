namespace SocialCommerce.Membership.Privileges;

/// <summary>Records a customer's birthday, for birthday gifts; the latest record counts.</summary>
internal static class PutMemberBirthday
{
    /// <summary>The customer and the day.</summary>
    public sealed record Command(string CustomerId, Birthday Body) : IRequest<Birthday>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/members/{customerId}/birthday", (
                string customerId, Birthday body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "putMemberBirthday", "Membership", "Record a member's birthday",
                "Records the day and month of a customer's birthday, which birthday gifts follow; a second record "
                    + "replaces the first. The year is not asked for.")
            .Example("""{"month": 2, "day": 14}""")
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Support, Roles.Operator)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Month).Between(1, 12);
            RuleFor(c => c.Body.Day).Between(1, 31);
            RuleFor(c => c.Body.Day).Must((command, _) => command.Body.Exists)
                .When(c => c.Body is { Month: >= 1 and <= 12, Day: >= 1 and <= 31 })
                .WithErrorCode("DATE_INVALID").WithMessage("The month has no such day.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Birthday>
    {
        public Task<Birthday> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                var customer = reads.FindCustomer(transaction.ShopId, command.CustomerId);
                var state = reads.ShopState(transaction.ShopId);
                await reads.Run(cancel);
                var key = customer.OrNotFound(command.CustomerId).Key;
                var writes = transaction.Batch();
                writes.Do(PutSql, new
                {
                    shop = transaction.ShopId,
                    key,
                    command.Body.Month,
                    command.Body.Day,
                    now = state.First!.Now(caller.Shop, time),
                });
                await writes.Commit(cancel);
                return command.Body;
            }, cancel);
    }

    // Gifts of the time before were judged by another day.
    private const string PutSql = """
        with doubted as (
            update privilege_uses set judged_at = null
            where shop_id = @shop and customer_key = @key and cancelled_at is null)
        insert into member_birthdays (shop_id, customer_key, month, day, recorded_at)
        values (@shop, @key, @month, @day, @now)
        on conflict (shop_id, customer_key) do update
            set month = excluded.month, day = excluded.day, recorded_at = excluded.recorded_at
        """;
}
