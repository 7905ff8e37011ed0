namespace SocialCommerce.Kernel.Consents;

/// <summary>
/// Records what a customer has agreed to, or taken back. The latest by its own time holds for a purpose, in whatever
/// order they arrive. A withdrawal that is reported late counts from when the customer answered.
/// </summary>
internal static class RecordConsent
{
    /// <summary>What the customer answered.</summary>
    /// <param name="ConsentId">The shop's own id of this answer.</param>
    /// <param name="Purpose">What for, in the shop's words.</param>
    /// <param name="Granted">Whether the customer agrees.</param>
    /// <param name="At">When the customer answered.</param>
    /// <param name="TextVersion" example="2026-01">Version of the text that was shown.</param>
    /// <param name="Source" example="mini-program, page of settings">Where the customer answered.</param>
    public sealed record Body(
        string ConsentId, string Purpose, bool Granted, DateTimeOffset At, string? TextVersion = null,
        string? Source = null);

    /// <summary>An answer of a customer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Consent>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/consents", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "recordConsent", "Personal data", "Record a consent",
                "Records that a customer agreed to a purpose, or withdrew or refused the consent. Purposes are the "
                    + "shop's own words, such as `marketing`, `profiling`, `phone` or `nameOnBoards`. Of each purpose "
                    + "the latest answer by its own time holds, whatever the order of arrival. An unknown customer "
                    + "is created. Repeating an answer changes nothing; other content under its id is refused with "
                    + "409.")
            .Example("""
                {"consentId": "cns-2026-01-1", "purpose": "marketing", "granted": true,
                 "at": "2026-01-12T09:30:00Z", "textVersion": "2026-01", "source": "mini-program, page of settings"}
                """)
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Support)
            .Problems(
                ConsentProblems.ConsentConflict, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Body.ConsentId).MerchantId();
            RuleFor(c => c.Body.Purpose).MerchantId();
            RuleFor(c => c.Body.TextVersion!).Line("TEXT_INVALID", "A version")
                .When(c => c.Body.TextVersion is not null);
            RuleFor(c => c.Body.Source!).Line("TEXT_INVALID", "A source").When(c => c.Body.Source is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Consent>>
    {
        public Task<CreatedOrExisting<Consent>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<Consent>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var customer = reads.FindCustomer(shop, command.CustomerId);
            var found = reads.Rows<ConsentRow>(FindSql, new { shop, body.ConsentId });
            await reads.Run(transaction.Cancel);
            if (found.First is { } kept)
                return new CreatedOrExisting<Consent>(Same(kept, customer.First, body), false);
            var heard = state.First!.ResolveEventTime(caller.Shop, time, body.At, "#/at");
            var writes = transaction.Batch();
            var person = writes.UpsertAndLockCustomer(shop, command.CustomerId, heard.RecordedAt);
            var made = writes.Rows<ConsentRow>(InsertSql, new
            {
                shop,
                body.ConsentId,
                body.Purpose,
                body.Granted,
                body.At,
                body.TextVersion,
                body.Source,
                caller.Person?.OperatorId,
                heard.RecordedAt,
            });
            if (heard.MovesClock) writes.MoveClock(shop, heard.RecordedAt);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<Consent>(made.First!.Shown, person.First is not null);
        }

        private static Consent Same(ConsentRow kept, Customer? customer, Body body)
        {
            var sent = kept with
            {
                CustomerKey = customer?.Key ?? 0,
                Purpose = body.Purpose,
                Granted = body.Granted,
                GivenAt = body.At,
                TextVersion = body.TextVersion,
                Source = body.Source,
            };
            return sent == kept
                ? kept.Shown
                : throw ConsentProblems.ConsentConflict.Because(
                    $"Consent '{body.ConsentId}' is known with other content.", "#/consentId");
        }
    }

    private const string FindSql = $"""
        select {ConsentRow.Columns} from consents n where n.shop_id = @shop and n.consent_id = @consentId
        """;

    private const string InsertSql = $"""
        insert into consents as n (shop_id, consent_id, customer_key, purpose, granted, given_at, text_version, source,
            recorded_by, recorded_at)
        values (@shop, @consentId, {BatchVariables.BuyerKey}, @purpose, @granted, @at, @textVersion, @source,
            @operatorId, @recordedAt)
        returning {ConsentRow.Columns}
        """;
}
