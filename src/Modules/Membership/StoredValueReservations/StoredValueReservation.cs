namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>Value kept for an order, or spent by it.</summary>
/// <param name="ReservationId">The merchant's own id.</param>
/// <param name="CustomerId">Whose value.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">How much.</param>
/// <param name="Status" example="reserved">
/// <c>reserved</c>, <c>committed</c>, <c>released</c>, or <c>expired</c>: it ended by the clock.
/// </param>
/// <param name="ExpiresAt">When the reservation ends by itself.</param>
/// <param name="RecordedAt">When it was made, by the shop's clock.</param>
/// <param name="Principal">Of a committed one: what was taken of the principal.</param>
/// <param name="Bonus">Of a committed one: what was taken of the bonus.</param>
internal sealed record StoredValueReservation(
    string ReservationId, string CustomerId, string OrderId, Money Amount, string Status, DateTimeOffset ExpiresAt,
    DateTimeOffset RecordedAt, Money? Principal = null, Money? Bonus = null)
{
    public const string Reserved = "reserved";
    public const string Committed = "committed";
    public const string Released = "released";
    public const string Expired = "expired";
}
