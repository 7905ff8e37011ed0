using SocialCommerce.Membership.StoredValue;

namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>Spends reserved value: the order was paid.</summary>
internal static class CommitReservation
{
    /// <summary>When.</summary>
    /// <param name="CommittedAt">When the order was paid; now if absent.</param>
    public sealed record Body(DateTimeOffset? CommittedAt = null);

    /// <summary>The reservation.</summary>
    public sealed record Command(string ReservationId, Body Body) : IRequest<StoredValueReservation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/stored-value-reservations/{reservationId}/commit", (
                string reservationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(reservationId, body), cancel))
            .Describe(
                "commitReservation", "Stored value", "Spend reserved stored value",
                "Spends the value of a reservation because its order was paid. The settings say whether bonus or "
                    + "principal is spent first; of principal the oldest top-up, of bonus the one that expires "
                    + "first. A reservation that has ended by the clock is spent where the balance suffices, and "
                    + "else refused with 409, as is one that was released. Repeating it changes nothing. Report the "
                    + "order with a tender of this amount.")
            .Example("""{"committedAt": "2026-01-31T09:30:00Z"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                StoredValueProblems.ReservationNotFound, StoredValueProblems.ReservationConflict,
                StoredValueProblems.StoredValueInsufficient, ShopProblems.TimeInFuture);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, StoredValueReservation>
    {
        public Task<StoredValueReservation> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Commit(transaction, command), cancel);

        private async Task<StoredValueReservation> Commit(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            reads.Rows<long>(ReservationRow.CarrySql, new { shop, command.ReservationId });
            var inputs = new ValueInputs(reads, shop);
            var found = reads.Rows<ReservationRow>(ReservationRow.FindSql, new { shop, command.ReservationId });
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw StoredValueProblems.ReservationNotFound.For(command.ReservationId);
            var now = inputs.State.Now(caller.Shop, time);
            if (row.Status == StoredValueReservation.Committed) return row.At(caller.Shop, now);
            if (row.Status == StoredValueReservation.Released)
                throw StoredValueProblems.ReservationConflict.Because("The reservation was released.");
            var committedAt = command.Body.CommittedAt ?? now;
            var heard = inputs.State.ResolveEventTime(caller.Shop, time, committedAt, "#/committedAt");
            now = heard.RecordedAt;
            var balance = inputs.At(now);
            var available = balance.Total - inputs.Reserved(now, row.ReservationId);
            if (row.Amount > available)
                throw StoredValueProblems.StoredValueInsufficient.Because(
                    $"{caller.Shop.Money(available).ForPeople()} is available.");
            var batch = transaction.Batch();
            var spent = Spend(
                batch, new PostingContext(shop, committedAt, now), row, balance, inputs.Settings);
            if (heard.MovesClock) batch.MoveClock(shop, now);
            await batch.Commit(transaction.Cancel);
            return spent.At(caller.Shop, now);
        }

        private ReservationRow Spend(
            SqlBatch batch, PostingContext posting, ReservationRow row, ValueBalance balance,
            PutStoredValueSettings.Body settings)
        {
            var (unit, parts) = (caller.Shop.Currency, balance.Spend(row.Amount, settings.SpendOrder));
            var (principal, bonus) = (parts.Sum(part => part.Principal), parts.Sum(part => part.Bonus));
            batch.Membership.Expire(posting, unit, row.CustomerKey, balance);
            batch.Membership.TakeParts(posting.ShopId, parts, refunds: false);
            batch.Membership.KeepParts(posting, row.Key, [.. parts.Select(SpentPart.Of)]);
            batch.Do(ReservationRow.EndSql, new
            {
                shop = posting.ShopId,
                row.Key,
                status = StoredValueReservation.Committed,
                principal = (long?)principal,
                bonus = (long?)bonus,
                at = posting.OccurredAt,
            });
            batch.Book(
                [
                    .. ValueWrites.Move(StoredValueMoves.PrincipalSpent, unit, row.CustomerKey, principal, row.Key),
                    .. ValueWrites.Move(StoredValueMoves.BonusSpent, unit, row.CustomerKey, bonus, row.Key),
                ], posting);
            batch.Announce(posting, "storedValue.spent", new { row.ReservationId, row.OrderId, row.CustomerId });
            var left = balance.Total - row.Amount;
            if (balance.Total >= settings.LowBalanceMinor && left < settings.LowBalanceMinor)
                batch.Announce(posting, "storedValue.low", new { row.CustomerId, Left = caller.Shop.Money(left) });
            return row with { Status = StoredValueReservation.Committed, Principal = principal, Bonus = bonus };
        }
    }
}
