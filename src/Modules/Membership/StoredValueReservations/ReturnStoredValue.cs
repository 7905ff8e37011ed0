using SocialCommerce.Membership.StoredValue;

namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>Gives spent value back: its order was refunded.</summary>
internal static class ReturnStoredValue
{
    /// <summary>A return.</summary>
    /// <param name="ReturnId">The merchant's own id.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Amount">How much; without it all that is spent and has not come back.</param>
    public sealed record Body(string ReturnId, string Reason, Money? Amount = null);

    /// <summary>A return of a reservation's value.</summary>
    public sealed record Command(string ReservationId, Body Body) : IRequest<CreatedOrExisting<Result>>;

    /// <summary>What came back.</summary>
    /// <param name="ReturnId">The merchant's own id.</param>
    /// <param name="ReservationId">The reservation that had spent it.</param>
    /// <param name="Principal">Of the principal.</param>
    /// <param name="Bonus">Of the bonus.</param>
    /// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
    public sealed record Result(
        string ReturnId, string ReservationId, Money Principal, Money Bonus, DateTimeOffset RecordedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/stored-value-reservations/{reservationId}/returns", (
                string reservationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(reservationId, body), cancel))
            .Describe(
                "returnStoredValue", "Stored value", "Return spent stored value",
                "Gives value that an order was paid with back to the customer, because the order was refunded: all "
                    + "that has not come back yet, or an amount. It returns to the top-ups that it came from, "
                    + "principal and bonus in proportion to what each of them paid; bonus that has expired meanwhile "
                    + "expires at once. Report the refund of the order as well. More than was spent is refused with "
                    + "409, as is a reservation that was not committed. The same return again returns it as it is; "
                    + "other content under its id is refused with 409.")
            .Example("""
                {"returnId": "svb-20260205-1", "amount": {"amount": 2500, "currency": "CNY"},
                 "reason": "One item was returned"}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends(Roles.Finance, Roles.Support)
            .Problems(
                StoredValueProblems.ReservationNotFound, StoredValueProblems.ReservationConflict,
                StoredValueProblems.StoredValueReturnExceeded, StoredValueProblems.StoredValueReturnConflict,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.ReturnId).MerchantId();
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.Amount).InShopCurrency();
            RuleFor(c => c.Body.Amount!.Amount).AmountFrom(1).When(c => c.Body.Amount is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Result>>
    {
        public Task<CreatedOrExisting<Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Return(transaction, command), cancel);

        private async Task<CreatedOrExisting<Result>> Return(ShopTransaction transaction, Command command)
        {
            var (shop, reservationId, body) = (transaction.ShopId, command.ReservationId, command.Body);
            var reads = transaction.Batch();
            reads.Rows<long>(ReservationRow.CarrySql, new { shop, reservationId });
            var inputs = new ValueInputs(reads, shop);
            var found = reads.Rows<ReservationRow>(ReservationRow.FindSql, new { shop, reservationId });
            var spent = reads.Membership.SpentParts(shop, reservationId);
            var known = reads.Rows<Row>(FindSql, new { shop, body.ReturnId });
            var next = reads.Rows<long>(NextKeySql, new { });
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw StoredValueProblems.ReservationNotFound.For(reservationId);
            if (known.First is { } kept) return new CreatedOrExisting<Result>(Same(kept, command), false);
            if (row.Status != StoredValueReservation.Committed)
                throw StoredValueProblems.ReservationConflict.Because("The reservation has not spent anything.");
            var left = spent.List.Sum(part => part.Principal + part.Bonus);
            var amount = body.Amount?.Amount ?? left;
            if (amount > left || amount == 0)
                throw StoredValueProblems.StoredValueReturnExceeded.Because(
                    $"{caller.Shop.Money(left).ForPeople()} can come back.", "#/amount");

            var now = inputs.State.Now(caller.Shop, time);
            var batch = transaction.Batch();
            var made = Write(
                batch, new PostingContext(shop, now, now), (row, next.First), body,
                SpentPart.Return(spent.List, amount));
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<Result>(made.Shown(caller.Shop), true);
        }

        private Row Write(
            SqlBatch batch, PostingContext posting, (ReservationRow Reservation, long Return) of, Body body,
            List<SpentPart> parts)
        {
            var (reservation, unit) = (of.Reservation, caller.Shop.Currency);
            var made = new Row(
                reservation.ReservationId, Json.Write(body), -parts.Sum(part => part.Principal),
                -parts.Sum(part => part.Bonus), posting.RecordedAt);
            batch.Membership.GiveBack(posting, reservation.Key, parts);
            batch.Do(InsertSql, new
            {
                shop = posting.ShopId,
                of.Return,
                body.ReturnId,
                reservation.Key,
                made.Content,
                made.Principal,
                made.Bonus,
                made.RecordedAt,
            });
            batch.Book(
                [
                    .. ValueWrites.Move(
                        StoredValueMoves.PrincipalReturned, unit, reservation.CustomerKey, made.Principal, of.Return),
                    .. ValueWrites.Move(
                        StoredValueMoves.BonusReturned, unit, reservation.CustomerKey, made.Bonus, of.Return),
                ], posting);
            batch.Announce(posting, "storedValue.returned", new
            {
                body.ReturnId,
                reservation.ReservationId,
                reservation.OrderId,
                reservation.CustomerId,
            });
            return made;
        }

        private Result Same(Row kept, Command command)
        {
            var pointer = kept.ReservationId == command.ReservationId
                ? JsonDifference.First(Json.Read<Body>(kept.Content), command.Body)
                : "#";
            return pointer is null
                ? kept.Shown(caller.Shop)
                : throw StoredValueProblems.StoredValueReturnConflict.Because(
                    $"Return '{command.Body.ReturnId}' is known with other content.", pointer);
        }
    }

    private sealed record Row(
        string ReservationId, string Content, long Principal, long Bonus, DateTimeOffset RecordedAt)
    {
        public Result Shown(Shop shop) => new(
            Json.Read<Body>(Content).ReturnId, ReservationId, shop.Money(Principal), shop.Money(Bonus), RecordedAt);
    }

    private const string FindSql = """
        select r.reservation_id, k.content::text, k.principal, k.bonus, k.recorded_at
        from stored_value_returns k
            join stored_value_reservations r on r.shop_id = @shop and r.reservation_key = k.reservation_key
        where k.shop_id = @shop and k.return_id = @returnId
        """;

    private const string NextKeySql = "select nextval('stored_value_returns_return_key_seq')";

    private const string InsertSql = """
        insert into stored_value_returns (shop_id, return_key, return_id, reservation_key, content, principal, bonus,
            recorded_at)
        overriding system value
        values (@shop, @return, @returnId, @key, @content::jsonb, @principal, @bonus, @recordedAt)
        """;
}
