using SocialCommerce.Membership.StoredValue;

namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>Gives reserved value back: the order was cancelled before it was paid.</summary>
internal static class ReleaseReservation
{
    /// <summary>When.</summary>
    /// <param name="ReleasedAt">When the order was cancelled; now if absent.</param>
    public sealed record Body(DateTimeOffset? ReleasedAt = null);

    /// <summary>The reservation.</summary>
    public sealed record Command(string ReservationId, Body Body) : IRequest<StoredValueReservation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/stored-value-reservations/{reservationId}/release", (
                string reservationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(reservationId, body), cancel))
            .Describe(
                "releaseReservation", "Stored value", "Release reserved stored value",
                "Ends a reservation because its order was cancelled before it was paid; the value is available "
                    + "again. Repeating it changes nothing; a reservation that was spent is refused with 409.")
            .Example("""{"releasedAt": "2026-01-31T11:00:00Z"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                StoredValueProblems.ReservationNotFound, StoredValueProblems.ReservationConflict,
                ShopProblems.TimeInFuture);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, StoredValueReservation>
    {
        public Task<StoredValueReservation> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Release(transaction, command), cancel);

        private async Task<StoredValueReservation> Release(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            reads.Rows<long>(ReservationRow.CarrySql, new { shop, command.ReservationId });
            reads.LockBuyerOrClaimant(shop);
            var found = reads.Rows<ReservationRow>(ReservationRow.FindSql, new { shop, command.ReservationId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw StoredValueProblems.ReservationNotFound.For(command.ReservationId);
            var now = state.First!.Now(caller.Shop, time);
            if (row.Status == StoredValueReservation.Committed)
                throw StoredValueProblems.ReservationConflict.Because("The reservation was spent.");
            if (row.Status == StoredValueReservation.Released) return row.At(caller.Shop, now);
            var releasedAt = command.Body.ReleasedAt ?? now;
            var heard = state.First!.ResolveEventTime(caller.Shop, time, releasedAt, "#/releasedAt");
            var batch = transaction.Batch();
            if (heard.MovesClock) batch.MoveClock(shop, heard.RecordedAt);
            batch.Do(ReservationRow.EndSql, new
            {
                shop,
                row.Key,
                status = StoredValueReservation.Released,
                principal = (long?)null,
                bonus = (long?)null,
                at = releasedAt,
            });
            await batch.Commit(transaction.Cancel);
            return (row with { Status = StoredValueReservation.Released }).At(caller.Shop, now);
        }
    }
}
