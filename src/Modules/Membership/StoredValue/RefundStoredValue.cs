namespace SocialCommerce.Membership.StoredValue;

/// <summary>Refunds unspent principal to its payments, and withdraws the bonus in proportion.</summary>
internal static class RefundStoredValue
{
    /// <summary>A refund of principal.</summary>
    /// <param name="RefundId">The merchant's own id.</param>
    /// <param name="Amount">How much principal; without it all that is left and not reserved.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Body(string RefundId, string Reason, Money? Amount = null);

    /// <summary>A refund to a customer.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<CreatedOrExisting<Result>>;

    /// <summary>What is to be paid back, and to which payments.</summary>
    /// <param name="RefundId">The merchant's own id.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Principal">What is paid back.</param>
    /// <param name="BonusWithdrawn">The bonus that came with it and is withdrawn.</param>
    /// <param name="Origins">The top-ups that it came from, in the order of the settings.</param>
    /// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
    public sealed record Result(
        string RefundId, string CustomerId, Money Principal, Money BonusWithdrawn, IReadOnlyList<Origin> Origins,
        DateTimeOffset RecordedAt);

    /// <summary>The part of one top-up.</summary>
    /// <param name="TopUpId">The top-up; its payment is refunded.</param>
    /// <param name="Principal">What is paid back of it.</param>
    /// <param name="BonusWithdrawn">The bonus that is withdrawn.</param>
    public sealed record Origin(string TopUpId, Money Principal, Money BonusWithdrawn);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/stored-value/refunds", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "refundStoredValue", "Stored value", "Refund unspent principal",
                "Refunds unspent principal, all of it or an amount, and names the top-ups that it came from: pay "
                    + "each part back to the payment of its top-up. The bonus that came with it is withdrawn in "
                    + "proportion, as far as it is left. More than is left and not reserved is refused with 409. "
                    + "The same refund again returns it as it is; other content under its id is refused with 409.")
            .Example("""
                {"refundId": "svr-20260205-1", "amount": {"amount": 20000, "currency": "CNY"},
                 "reason": "The customer moves away"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Finance)
            .Problems(
                CustomerProblems.CustomerNotFound, StoredValueProblems.StoredValueInsufficient,
                StoredValueProblems.StoredValueRefundConflict, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.RefundId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.Amount).InShopCurrency();
            RuleFor(c => c.Body.Amount!.Amount).AmountFrom(1).When(c => c.Body.Amount is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Result>>
    {
        public Task<CreatedOrExisting<Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Refund(transaction, command), cancel);

        private async Task<CreatedOrExisting<Result>> Refund(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, command.CustomerId);
            var inputs = new ValueInputs(reads, shop);
            var known = reads.Rows<Row>(FindSql, new { shop, body.RefundId });
            var next = reads.Rows<long>(NextKeySql, new { });
            await reads.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(command.CustomerId);
            if (known.First is { } kept) return new CreatedOrExisting<Result>(Same(kept, command), false);

            var now = inputs.State.Now(caller.Shop, time);
            var balance = inputs.At(now);
            // Bonus may be withdrawn with it, so that what reservations keep has to be principal that stays.
            var most = Math.Max(0, balance.Principal - inputs.Reserved(now));
            var amount = body.Amount?.Amount ?? most;
            if (amount > most || amount == 0)
                throw StoredValueProblems.StoredValueInsufficient.Because(
                    $"{caller.Shop.Money(most).ForPeople()} of principal can be refunded.", "#/amount");
            var parts = balance.Refund(amount, inputs.Settings.RefundOrder == RefundOrders.NewestFirst);
            var made = Made(command, parts, now);
            var batch = transaction.Batch();
            var posting = new PostingContext(shop, now, now);
            Write(batch, posting, (inputs.CustomerKey, next.First), command, made, balance, parts);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<Result>(made, true);
        }

        private Result Made(Command command, List<ValuePart> parts, DateTimeOffset now) => new(
            command.Body.RefundId, command.CustomerId, caller.Shop.Money(parts.Sum(part => part.Principal)),
            caller.Shop.Money(parts.Sum(part => part.Bonus)),
            [
                .. parts.Select(part => new Origin(
                    part.Lot.TopUpId, caller.Shop.Money(part.Principal), caller.Shop.Money(part.Bonus))),
            ], now);

        private void Write(
            SqlBatch batch, PostingContext posting, (long Customer, long Refund) keys, Command command, Result made,
            ValueBalance balance, List<ValuePart> parts)
        {
            var unit = caller.Shop.Currency;
            batch.Membership.Expire(posting, unit, keys.Customer, balance);
            batch.Membership.TakeParts(posting.ShopId, parts, refunds: true);
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                keys.Refund,
                command.Body.RefundId,
                keys.Customer,
                content = Json.Write(command.Body),
                answer = Json.Write(made),
                made.RecordedAt,
            });
            batch.Book(
                [
                    .. ValueWrites.Move(
                        StoredValueMoves.PrincipalRefunded, unit, keys.Customer, made.Principal.Amount, keys.Refund),
                    .. ValueWrites.Move(
                        StoredValueMoves.BonusWithdrawn, unit, keys.Customer, made.BonusWithdrawn.Amount, keys.Refund),
                ], posting);
            batch.Log(posting.ShopId, caller, new AuditEntry(
                "storedValueRefund", made.RefundId, null, made, command.Body.Reason));
            batch.Announce(posting, "storedValue.refunded", new { made.RefundId, made.CustomerId });
        }

        private static Result Same(Row kept, Command command)
        {
            var before = Json.Read<Result>(kept.Answer);
            var pointer = before.CustomerId == command.CustomerId
                ? JsonDifference.First(Json.Read<Body>(kept.Content), command.Body)
                : "#";
            return pointer is null
                ? before
                : throw StoredValueProblems.StoredValueRefundConflict.Because(
                    $"Refund '{command.Body.RefundId}' is known with other content.", pointer);
        }
    }

    private sealed record Row(string Content, string Answer);

    private const string FindSql = """
        select content::text, answer::text from stored_value_refunds where shop_id = @shop and refund_id = @refundId
        """;

    private const string NextKeySql = "select nextval('stored_value_refunds_refund_key_seq')";

    private const string InsertSql = """
        insert into stored_value_refunds (shop_id, refund_key, refund_id, customer_key, content, answer, recorded_at)
        overriding system value
        values (@shop, @refund, @refundId, @customer, @content::jsonb, @answer::jsonb, @recordedAt)
        """;
}
