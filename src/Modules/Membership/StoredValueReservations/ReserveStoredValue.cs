using SocialCommerce.Membership.StoredValue;

namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>Keeps stored value for an order until it is committed, released, or ends by the clock.</summary>
internal static class ReserveStoredValue
{
    /// <summary>A reservation to make.</summary>
    /// <param name="ReservationId">The merchant's own id.</param>
    /// <param name="CustomerId">Whose value.</param>
    /// <param name="OrderId">The order that it is kept for.</param>
    /// <param name="Amount">How much.</param>
    public sealed record Command(string ReservationId, string CustomerId, string OrderId, Money Amount)
        : IRequest<CreatedOrExisting<StoredValueReservation>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/stored-value-reservations", (
                Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .Describe(
                "reserveStoredValue", "Stored value", "Reserve stored value for an order",
                "Keeps stored value for an order when it is placed, so that no other order takes it. Commit it when "
                    + "the order is paid, and release it when the order is cancelled; it ends by itself after the "
                    + "minutes of the settings. More than is available is refused with 409. The same reservation "
                    + "again returns it as it is; other content under its id is refused with 409.")
            .Example("""
                {"reservationId": "res-20260131-7", "customerId": "c-1042", "orderId": "o-20260131-7",
                 "amount": {"amount": 12000, "currency": "CNY"}}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                CustomerProblems.CustomerUnknown, StoredValueProblems.StoredValueInsufficient,
                StoredValueProblems.ReservationConflict, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ReservationId).MerchantId();
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.OrderId).MerchantId();
            RuleFor(c => c.Amount).InShopCurrency();
            RuleFor(c => c.Amount.Amount).AmountFrom(1);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<StoredValueReservation>>
    {
        public Task<CreatedOrExisting<StoredValueReservation>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Reserve(transaction, command), cancel);

        private async Task<CreatedOrExisting<StoredValueReservation>> Reserve(
            ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            var customer = reads.FindBuyer(shop, command.CustomerId);
            var inputs = new ValueInputs(reads, shop);
            var known = reads.Rows<ReservationRow>(ReservationRow.FindSql, new { shop, command.ReservationId });
            await reads.Run(transaction.Cancel);
            if (customer.First == 0)
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{command.CustomerId}'.", "#/customerId");
            var now = inputs.State.Now(caller.Shop, time);
            if (known.First is { } kept)
                return new CreatedOrExisting<StoredValueReservation>(
                    Same(kept, command, inputs.CustomerKey, now), false);
            var available = inputs.At(now).Total - inputs.Reserved(now);
            if (command.Amount.Amount > available)
                throw StoredValueProblems.StoredValueInsufficient.Because(
                    $"{caller.Shop.Money(available).ForPeople()} is available.", "#/amount");

            var expiresAt = now.AddMinutes(inputs.Settings.ReservationMinutes);
            var batch = transaction.Batch();
            batch.Do(InsertSql, new
            {
                shop,
                command.ReservationId,
                customer = inputs.CustomerKey,
                command.OrderId,
                amount = command.Amount.Amount,
                expiresAt,
                now,
            });
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<StoredValueReservation>(
                new StoredValueReservation(
                    command.ReservationId, command.CustomerId, command.OrderId, command.Amount,
                    StoredValueReservation.Reserved, expiresAt, now), true);
        }

        private StoredValueReservation Same(
            ReservationRow kept, Command command, long customerKey, DateTimeOffset now)
        {
            var customerId = kept.CustomerKey == customerKey ? command.CustomerId : kept.CustomerId;
            var before = new Command(kept.ReservationId, customerId, kept.OrderId, caller.Shop.Money(kept.Amount));
            return JsonDifference.First(before, command) is { } pointer
                ? throw StoredValueProblems.ReservationConflict.Because(
                    $"Reservation '{command.ReservationId}' is known with other content.", pointer)
                : kept.At(caller.Shop, now);
        }
    }

    private const string InsertSql = """
        insert into stored_value_reservations (shop_id, reservation_id, customer_key, order_id, amount, expires_at,
            status, recorded_at)
        values (@shop, @reservationId, @customer, @orderId, @amount, @expiresAt, 'reserved', @now)
        """;
}
