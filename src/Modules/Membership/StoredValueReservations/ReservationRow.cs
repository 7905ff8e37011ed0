namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>A reservation as it is kept.</summary>
internal sealed record ReservationRow(
    long Key, string ReservationId, long CustomerKey, string CustomerId, string OrderId, long Amount, string Status,
    DateTimeOffset ExpiresAt, DateTimeOffset RecordedAt, long? Principal, long? Bonus)
{
    /// <summary>As the API shows it at a time.</summary>
    public StoredValueReservation At(Shop shop, DateTimeOffset now) => new(
        ReservationId, CustomerId, OrderId, shop.Money(Amount),
        Status == StoredValueReservation.Reserved && ExpiresAt <= now ? StoredValueReservation.Expired : Status,
        ExpiresAt, RecordedAt, Principal is { } principal ? shop.Money(principal) : null,
        Bonus is { } bonus ? shop.Money(bonus) : null);

    internal const string FindSql = """
        select r.reservation_key as key, r.reservation_id, r.customer_key, c.customer_id, r.order_id, r.amount,
            r.status, r.expires_at, r.recorded_at, r.principal, r.bonus
        from stored_value_reservations r join customers c on c.shop_id = @shop and c.customer_key = r.customer_key
        where r.shop_id = @shop and r.reservation_id = @reservationId
        """;

    /// <summary>Carries the customer of a reservation, 0 where there is none.</summary>
    internal const string CarrySql = $"""
        select set_config('{BatchVariables.Buyer}', coalesce(max(customer_key), 0)::text, true)::bigint
        from stored_value_reservations where shop_id = @shop and reservation_id = @reservationId
        """;

    internal const string EndSql = """
        update stored_value_reservations set status = @status, principal = @principal, bonus = @bonus, ended_at = @at
        where shop_id = @shop and reservation_key = @key
        """;
}
