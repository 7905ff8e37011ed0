namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// Payment times that are probably mistakes: the zero of a system's clock (1970), a year that was typed wrong. The API
/// takes such an order with the warning <c>paidLongAgo</c>. It does not warn of an imported history: ten years before
/// the shop's clock are usual, and a sandbox whose clock follows the events is always at their time.
/// </summary>
public static class LongAgo
{
    private const int Years = 10;

    /// <summary>Shops of today have no orders from before it, and the zero of most clocks lies before it.</summary>
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether an order paid at that time is to be warned of.</summary>
    public static bool Is(DateTimeOffset paidAt, DateTimeOffset recordedAt) =>
        paidAt < First || paidAt < recordedAt.AddYears(-Years);
}
