namespace SocialCommerce.Membership.PointLots;

/// <summary>Points that were earned at once, as far as a decision needs to know them.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Left">What is left of it; booked as expired only some time after its end.</param>
/// <param name="ActiveFrom">Pending until then.</param>
/// <param name="ExpiresAt">From then on it cannot be spent; null: no end.</param>
/// <param name="Own">Whether it is what the order earned that a refund is about.</param>
/// <param name="Drawn">What the spend or the order that the decision is about has taken from it.</param>
internal sealed record PointLot(
    long Key, long Left, DateTimeOffset ActiveFrom, DateTimeOffset? ExpiresAt, bool Own = false, long Drawn = 0);
