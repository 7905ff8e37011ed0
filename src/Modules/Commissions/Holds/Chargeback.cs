namespace SocialCommerce.Commissions.Holds;

/// <summary>A chargeback (拒付) of an order's payment.</summary>
/// <param name="ChargebackId">The merchant's own id, unique in the shop.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Status">`open`, `won` or `lost`.</param>
/// <param name="DecidedAt">When it was decided; absent while it is open.</param>
public sealed record Chargeback(
    string ChargebackId, string OrderId, DateTimeOffset OpenedAt, string Status, DateTimeOffset? DecidedAt)
{
    /// <summary>Not decided.</summary>
    public const string Open = "open";

    /// <summary>The payment stays: what was held is set free.</summary>
    public const string Won = "won";

    /// <summary>The payment is gone: what is left of the order is refunded.</summary>
    public const string Lost = "lost";
}
