namespace SocialCommerce.Touchpoints;

/// <summary>
/// Records that a customer or an anonymous visitor scanned a touchpoint; the customer's next order may be attributed to
/// it. A scan alone never binds a customer to an inviter.
/// </summary>
internal static class RecordScan
{
    /// <summary>A scan of a touchpoint.</summary>
    public sealed record Command(string TouchpointId, Content Body) : IRequest<Result>;

    /// <summary>Who scanned, and when.</summary>
    /// <param name="CustomerId">The customer, created if unknown; absent for an anonymous visitor.</param>
    /// <param name="ScannedAt">When it happened; absent for now.</param>
    public sealed record Content(string? CustomerId = null, DateTimeOffset? ScannedAt = null);

    /// <summary>A scan as it was recorded.</summary>
    public sealed record Result(
        string TouchpointId, string? CustomerId, DateTimeOffset ScannedAt, DateTimeOffset RecordedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/touchpoints/{touchpointId}/scans",
            async (string touchpointId, Content body, IMediator mediator, CancellationToken cancel) =>
                TypedResults.Created((string?)null, await mediator.Send(new Command(touchpointId, body), cancel)))
            .Describe(
                "recordScan", "Touchpoints", "Record a scan",
                "Records that a customer or an anonymous visitor scanned a touchpoint. An order that the customer "
                    + "pays within the attribution period is attributed to the latest scan, unless the order names a "
                    + "touchpoint itself. A scan alone never binds a customer to an inviter. An unknown customer is "
                    + "created; an unknown touchpoint is refused with 404. Send an `Idempotency-Key` to repeat a "
                    + "request safely: without one, each request records another scan.")
            .Example("""{"customerId": "c-1042", "scannedAt": "2026-01-30T11:00:00Z"}""")
            .Scope(Scopes.TouchpointsWrite).Repeatable().ForBackends()
            .Problems(
                TouchpointProblems.TouchpointNotFound, ShopProblems.TimeInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() =>
            RuleFor(c => c.Body.CustomerId!).MerchantId().When(c => c.Body.CustomerId is not null);
    }

    internal sealed class Handler(Db db, Caller caller, Idempotency idempotency, TimeProvider time)
        : IRequestHandler<Command, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
        {
            var shop = caller.Shop;
            var batch = transaction.Batch();
            var claim = idempotency.Claim(batch, shop.Id);
            var state = batch.ShopState(shop.Id);
            var touchpoint = batch.Rows<long>(KeySql, new { shop = shop.Id, id = command.TouchpointId });
            await batch.Run(cancel);
            idempotency.ThrowIfKept(claim);
            if (touchpoint.List is not [var key]) throw TouchpointProblems.TouchpointNotFound.For(command.TouchpointId);

            var scannedAt = command.Body.ScannedAt ?? state.First!.Now(shop, time);
            var heard = state.First!.ResolveEventTime(shop, time, scannedAt, "#/scannedAt");
            var result = new Result(command.TouchpointId, command.Body.CustomerId, scannedAt, heard.RecordedAt);
            await Write(transaction, key, result, heard);
            return result;
        }, cancel);

        private async Task Write(ShopTransaction transaction, long touchpointKey, Result scan, EventTime heard)
        {
            var shop = transaction.ShopId;
            var batch = transaction.Batch();
            if (scan.CustomerId is { } customer) batch.UpsertAndLockCustomer(shop, customer, heard.RecordedAt);
            batch.Do(InsertSql, new { shop, touchpointKey, scan.ScannedAt, scan.RecordedAt });
            if (heard.MovesClock) batch.MoveClock(shop, heard.RecordedAt);
            idempotency.Keep(batch, shop, StatusCodes.Status201Created, Json.Write(scan));
            await batch.Commit(transaction.Cancel);
        }
    }

    internal const string KeySql = """
        select touchpoint_key from touchpoints where shop_id = @shop and touchpoint_id = @id
        """;

    private const string InsertSql = $"""
        insert into scans (shop_id, touchpoint_key, customer_key, scanned_at, recorded_at)
        values (@shop, @touchpointKey, {BatchVariables.BuyerKey}, @scannedAt, @recordedAt)
        """;
}
