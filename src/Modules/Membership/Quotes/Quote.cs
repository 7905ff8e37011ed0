namespace SocialCommerce.Membership.Quotes;

/// <summary>What a cart costs a customer.</summary>
/// <param name="QuoteId">The merchant's own id.</param>
/// <param name="CustomerId">Who would buy.</param>
/// <param name="TierId">The customer's tier; absent for none.</param>
/// <param name="Status" example="quoted">
/// <c>quoted</c>, <c>reserved</c>, <c>committed</c>, <c>released</c>, or <c>expired</c>: its time has passed.
/// </param>
/// <param name="Lines">What each line costs.</param>
/// <param name="Shipping">What shipping costs; absent where the cart has none.</param>
/// <param name="ListTotal">Lines and shipping before discounts.</param>
/// <param name="Discount">What is taken off in all.</param>
/// <param name="Total">What the customer pays.</param>
/// <param name="Unavailable">Privileges of the tier and coupons that take nothing off, with the reasons.</param>
/// <param name="StoredValue">Stored value that could pay for it.</param>
/// <param name="Points" example="1200">Points that the customer can spend.</param>
/// <param name="Earns">What the order would earn.</param>
/// <param name="ExpiresAt">When the quote or its reservation ends.</param>
/// <param name="RecordedAt">When it was made, by the shop's clock.</param>
/// <param name="OrderId">The order that it was committed for.</param>
/// <param name="Differences">
/// Where the order differs from it; empty where it does not, absent while the order is not known.
/// </param>
public sealed record Quote(
    string QuoteId, string CustomerId, string? TierId, string Status, IReadOnlyList<QuotedLine> Lines,
    QuotedShipping? Shipping, Money ListTotal, Money Discount, Money Total,
    IReadOnlyList<UnavailableDiscount> Unavailable, Money StoredValue, long Points, QuoteEarnings Earns,
    DateTimeOffset ExpiresAt, DateTimeOffset RecordedAt, string? OrderId = null,
    IReadOnlyList<QuoteDifference>? Differences = null)
{
    internal const string Quoted = "quoted";
    internal const string Reserved = "reserved";
    internal const string Committed = "committed";
    internal const string Released = "released";
    internal const string Expired = "expired";

    /// <summary>Whether another pricing takes the same money for the same things.</summary>
    public bool Costs(Quote other) =>
        Json.Write(new { Lines, Shipping }) == Json.Write(new { other.Lines, other.Shipping });

    /// <summary>What each privilege or coupon takes off in all, in the order of the cart.</summary>
    public IReadOnlyList<QuoteDiscount> Used() =>
    [
        .. from discount in Lines.SelectMany(line => line.Discounts).Concat(Shipping?.Discounts ?? [])
            group discount by (discount.Kind, discount.Code) into one
            select one.First() with
            {
                Amount = new Money(one.Sum(part => part.Amount.Amount), one.First().Amount.Currency),
            },
    ];
}
