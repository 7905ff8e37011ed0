namespace SocialCommerce.Ladder.Orders;

/// <summary>A means of payment and what was paid by it.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Amount">What was paid by it.</param>
public sealed record Tender(string Kind, Money Amount)
{
    /// <summary>Means of payment.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["card", "wallet", "bankTransfer", "cash", "storedValue", "giftCard", "points", "bonus", "other"];
}
