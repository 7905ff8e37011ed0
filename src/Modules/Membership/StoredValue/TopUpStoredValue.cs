namespace SocialCommerce.Membership.StoredValue;

/// <summary>
/// Records that a customer paid value in (充值): principal, and the bonus of an offer. Principal does not expire.
/// </summary>
internal static class TopUpStoredValue
{
    /// <summary>A top-up as the shop reports it.</summary>
    /// <param name="TopUpId">The merchant's own id.</param>
    /// <param name="PaidAt">When it was paid.</param>
    /// <param name="Principal">What was paid in.</param>
    /// <param name="OfferId">The offer that it follows; without it there is no bonus.</param>
    /// <param name="PaymentReference" example="4200001923202601317781">
    /// The payment to which unspent principal is refunded.
    /// </param>
    public sealed record Body(
        string TopUpId, DateTimeOffset PaidAt, Money Principal, string? OfferId = null,
        string? PaymentReference = null);

    /// <summary>A customer's top-up.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Result>>;

    /// <summary>A recorded top-up.</summary>
    /// <param name="TopUpId">The merchant's own id.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Principal">What was paid in.</param>
    /// <param name="Bonus">What was granted on top.</param>
    /// <param name="BonusUntil">When the bonus expires; absent where it does not.</param>
    /// <param name="PaidAt">When it was paid.</param>
    /// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
    public sealed record Result(
        string TopUpId, string CustomerId, Money Principal, Money Bonus, DateTimeOffset? BonusUntil,
        DateTimeOffset PaidAt, DateTimeOffset RecordedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/stored-value/top-ups", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "topUpStoredValue", "Stored value", "Top up a customer's stored value",
                "Records that a customer paid value in: principal, and the bonus of an offer in force. Both are kept "
                    + "apart, and principal does not expire. Call it before the payment is taken for sure: a top-up "
                    + "beyond the shop's limit is refused with 409. The same top-up again returns it as it is; other "
                    + "content under its id is refused with 409. Commission is earned when the value is spent, not "
                    + "when it is paid in.")
            .Example("""
                {"topUpId": "tu-20260131-1", "paidAt": "2026-01-31T08:00:00Z", "offerId": "500-plus-50",
                 "principal": {"amount": 50000, "currency": "CNY"}, "paymentReference": "4200001923202601317781"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                CustomerProblems.CustomerNotFound, StoredValueProblems.StoredValueLimit,
                StoredValueProblems.TopUpConflict, StoredValueProblems.TopUpOfferUnknown, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.TopUpId).MerchantId();
            RuleFor(c => c.Body.Principal).InShopCurrency();
            RuleFor(c => c.Body.Principal.Amount).AmountFrom(1);
            RuleFor(c => c.Body.OfferId!).MerchantId().When(c => c.Body.OfferId is not null);
            RuleFor(c => c.Body.PaymentReference).Line("NUMBER_INVALID", "A reference")
                .When(c => c.Body.PaymentReference is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Result>>
    {
        public Task<CreatedOrExisting<Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => TopUp(transaction, command), cancel);

        private async Task<CreatedOrExisting<Result>> TopUp(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, command.CustomerId);
            var inputs = new ValueInputs(reads, shop);
            var known = reads.Rows<Row>(FindSql, new { shop, body.TopUpId });
            var next = reads.Rows<long>(NextKeySql, new { });
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is { } kept)
                return new CreatedOrExisting<Result>(Same(kept, command, inputs.CustomerKey), false);

            var heard = inputs.State.ResolveEventTime(caller.Shop, time, body.PaidAt, "#/paidAt");
            var balance = inputs.At(heard.RecordedAt);
            var bonus = BonusOf(inputs.Settings, body);
            if (balance.Principal + body.Principal.Amount > inputs.Settings.MaxPrincipalMinor)
                throw StoredValueProblems.StoredValueLimit.Because(
                    $"The customer holds {caller.Shop.Money(balance.Principal).ForPeople()}; the limit is "
                        + $"{caller.Shop.Money(inputs.Settings.MaxPrincipalMinor).ForPeople()}.", "#/principal");
            DateTimeOffset? until = bonus > 0 && inputs.Settings.BonusDays is { } days
                ? body.PaidAt.AddDays(days)
                : null;
            var made = new Row(
                inputs.CustomerKey, command.CustomerId, Json.Write(body), bonus, until, heard.RecordedAt);
            var batch = transaction.Batch();
            var posting = new PostingContext(shop, body.PaidAt, heard.RecordedAt);
            batch.Membership.Expire(posting, caller.Shop.Currency, inputs.CustomerKey, balance);
            Write(batch, posting, (inputs.CustomerKey, next.First), body, made);
            if (heard.MovesClock) batch.MoveClock(shop, heard.RecordedAt);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<Result>(made.Shown(caller.Shop), true);
        }

        private void Write(
            SqlBatch batch, PostingContext posting, (long Customer, long TopUp) keys, Body body, Row made)
        {
            var unit = caller.Shop.Currency;
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                keys.TopUp,
                body.TopUpId,
                keys.Customer,
                made.Content,
                principal = body.Principal.Amount,
                made.Bonus,
                made.BonusUntil,
                body.PaidAt,
                made.RecordedAt,
            });
            batch.Book(
                [
                    .. ValueWrites.Move(
                        StoredValueMoves.ToppedUp, unit, keys.Customer, body.Principal.Amount, keys.TopUp),
                    .. ValueWrites.Move(
                        StoredValueMoves.BonusGranted, unit, keys.Customer, made.Bonus, keys.TopUp),
                ], posting);
            batch.Announce(posting, "storedValue.toppedUp", new { body.TopUpId, made.CustomerId });
        }

        private static long BonusOf(PutStoredValueSettings.Body settings, Body body)
        {
            if (body.OfferId is null) return 0;
            var offer = settings.Offers?.FirstOrDefault(
                one => one.OfferId == body.OfferId && one.PrincipalMinor == body.Principal.Amount);
            return offer?.BonusMinor ?? throw StoredValueProblems.TopUpOfferUnknown.Because(
                $"There is no offer '{body.OfferId}' of {body.Principal.ForPeople()}.", "#/offerId");
        }

        private Result Same(Row kept, Command command, long customerKey)
        {
            var pointer = kept.CustomerKey == customerKey
                ? JsonDifference.First(Json.Read<Body>(kept.Content), command.Body)
                : "#";
            return pointer is null
                ? kept.Shown(caller.Shop)
                : throw StoredValueProblems.TopUpConflict.Because(
                    $"Top-up '{command.Body.TopUpId}' is known with other content.", pointer);
        }
    }

    private sealed record Row(
        long CustomerKey, string CustomerId, string Content, long Bonus, DateTimeOffset? BonusUntil,
        DateTimeOffset RecordedAt)
    {
        public Result Shown(Shop shop)
        {
            var body = Json.Read<Body>(Content);
            return new Result(
                body.TopUpId, CustomerId, body.Principal, shop.Money(Bonus), BonusUntil, body.PaidAt, RecordedAt);
        }
    }

    private const string FindSql = """
        select t.customer_key, c.customer_id, t.content::text, t.bonus, t.bonus_until, t.recorded_at
        from stored_value_top_ups t join customers c on c.shop_id = @shop and c.customer_key = t.customer_key
        where t.shop_id = @shop and t.top_up_id = @topUpId
        """;

    private const string NextKeySql = "select nextval('stored_value_top_ups_top_up_key_seq')";

    private const string InsertSql = """
        insert into stored_value_top_ups (shop_id, top_up_key, top_up_id, customer_key, content, principal, bonus,
            principal_left, bonus_left, bonus_until, paid_at, recorded_at)
        overriding system value
        values (@shop, @topUp, @topUpId, @customer, @content::jsonb, @principal, @bonus, @principal, @bonus,
            @bonusUntil, @paidAt, @recordedAt)
        """;
}
