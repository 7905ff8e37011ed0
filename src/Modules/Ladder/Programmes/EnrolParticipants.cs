namespace SocialCommerce.Ladder.Programmes;

/// <summary>Enrols customers in a programme; chance decides who is held out.</summary>
internal static class EnrolParticipants
{
    private const int MaxCustomers = 500;

    /// <summary>The customers to enrol.</summary>
    /// <param name="CustomerIds" example="c-1042">Known customers, each once.</param>
    public sealed record Body(string[] CustomerIds);

    /// <summary>An enrolment.</summary>
    public sealed record Command(string ProgrammeId, Body Body) : IRequest<Result>;

    /// <summary>The customers as they are enrolled.</summary>
    /// <param name="Participants">In the order of the request.</param>
    public sealed record Result(IReadOnlyList<Participant> Participants);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/programmes/{programmeId}/participants", (
                string programmeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(programmeId, body), cancel))
            .Describe(
                "enrolParticipants", "Programmes", "Enrol customers in a programme",
                "Enrols up to 500 customers at the shop's time and answers the group of each: `treated`, or `heldOut` "
                    + "for those to be left alone. The group of a customer never changes; a customer "
                    + "who is enrolled stays as enrolled. Guests cannot be enrolled.")
            .Example("""{"customerIds": ["c-1042", "c-1001"]}""")
            .Scope(Scopes.CustomersWrite).RepeatableByItself().ForBackends(Roles.Operator)
            .Problems(
                ProgrammeProblems.ProgrammeNotFound, CustomerProblems.CustomerUnknown,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CustomerIds).Count(1, MaxCustomers)
                .WithErrorCode("LIST_COUNT").WithMessage($"1 to {MaxCustomers} customers are enrolled at once.");
            RuleFor(c => c.Body.CustomerIds).Must(ids => ids.Distinct().Count() == ids.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A customer is named once.");
            RuleForEach(c => c.Body.CustomerIds).MerchantId();
            RuleForEach(c => c.Body.CustomerIds).Must(id => !Guest.Is(id))
                .WithErrorCode("CUSTOMER_IS_GUEST").WithMessage("A guest is not enrolled.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Enrol(transaction, command), cancel);

        private async Task<Result> Enrol(ShopTransaction transaction, Command command)
        {
            var (shop, ids) = (transaction.ShopId, command.Body.CustomerIds);
            var reads = transaction.Batch();
            var programme = reads.LockProgramme(shop, command.ProgrammeId);
            var state = reads.ShopState(shop);
            var customers = reads.FindAndLockCustomers(shop, ids);
            await reads.Run(transaction.Cancel);
            if (programme.First is not { } found)
                throw ProgrammeProblems.ProgrammeNotFound.For(command.ProgrammeId);
            var keys = customers.List.ToDictionary(customer => customer.CustomerId, customer => customer.Key);
            if (Array.FindIndex(ids, id => !keys.ContainsKey(id)) is >= 0 and var unknown)
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{ids[unknown]}'.", $"#/customerIds/{unknown}");
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop,
                command.ProgrammeId,
                keys = ids.Select(id => keys[id]).ToArray(),
                heldOut = ids.Select(found.HoldsOut).ToArray(),
                now = state.First!.Now(caller.Shop, time),
            });
            var rows = writes.Rows<ParticipantRow>(OfSql, new { shop, command.ProgrammeId, ids });
            await writes.Commit(transaction.Cancel);
            var shown = rows.List.ToDictionary(row => row.CustomerId, row => row.Shown);
            return new Result([.. ids.Select(id => shown[id])]);
        }
    }

    private const string InsertSql = """
        insert into programme_participants (shop_id, programme_id, customer_key, held_out, enrolled_at)
        select @shop, @programmeId, n.customer_key, n.held_out, @now
        from unnest(@keys, @heldOut) as n(customer_key, held_out)
        on conflict (shop_id, programme_id, customer_key) do nothing
        """;

    private const string OfSql = $"""
        select {ParticipantRow.Columns} from {ParticipantRow.Joined}
        where p.shop_id = @shop and p.programme_id = @programmeId and c.customer_id = any(@ids)
        """;
}
