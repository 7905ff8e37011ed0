using System.Text.Json.Serialization;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>
/// A refund as the shop reports it, in the buyer's money: goods by line (units, an amount or both) or as a plain
/// amount, shipping and tax beside them. Of an order that was paid in another currency, all amounts may be in that
/// currency; they are converted at the order's rate.
/// </summary>
/// <param name="RefundId">The merchant's own id, unique in the shop, never reused.</param>
/// <param name="RefundedAt">When it happened.</param>
/// <param name="Lines">Goods, by line; rows of the same line add up.</param>
/// <param name="Amount">Goods, as a plain amount that belongs to no line.</param>
/// <param name="Shipping">Refunded shipping; moves no commission.</param>
/// <param name="Tax">
/// Refunded tax; moves no commission. Where prices include tax, it tells how much of it the refunded goods include, and
/// what exceeds that is a part of its own, as is all of it where tax came on top.
/// </param>
/// <param name="Reason" example="Damaged in transit">The merchant's words.</param>
/// <param name="Everything">
/// True in place of lines and amounts: all that is left of the order, as when it is cancelled before shipment. All
/// units come back, and shipping and tax beside the goods with them.
/// </param>
public sealed record RefundContent(
    string RefundId,
    DateTimeOffset RefundedAt,
    IReadOnlyList<RefundLine>? Lines = null,
    Money? Amount = null,
    Money? Shipping = null,
    Money? Tax = null,
    string? Reason = null,
    bool? Everything = null)
{
    /// <summary>How it was stated in the currency of payment, where it has been converted.</summary>
    [JsonIgnore]
    internal RefundContent? Reported { get; init; }

    /// <summary>As it was reported, where what it takes of the order has been filled in or converted.</summary>
    internal RefundContent AsReported() =>
        Reported ?? (Everything == true ? this with { Lines = null, Shipping = null, Tax = null } : this);

    /// <summary>
    /// What goods, shipping and tax on top were stated as in the currency of payment; null where they were stated in
    /// the shop's.
    /// </summary>
    /// <param name="pricesIncludeTax">Whether the tax is a part of the goods.</param>
    public Money? Stated(bool pricesIncludeTax)
    {
        if (Reported is not { } stated) return null;
        var moneys = stated.Moneys().ToList();
        var tax = pricesIncludeTax ? stated.Tax?.Amount ?? 0 : 0;
        return new Money(moneys.Sum(one => one.Money.Amount) - tax, moneys[0].Money.Currency);
    }

    /// <summary>Every amount that it states, with its JSON pointer.</summary>
    public IEnumerable<(string Pointer, Money Money)> Moneys()
    {
        for (var i = 0; i < (Lines?.Count ?? 0); i++)
            if (Lines![i].Amount is { } amount) yield return ($"#/lines/{i}/amount", amount);
        if (Amount is not null) yield return ("#/amount", Amount);
        if (Shipping is not null) yield return ("#/shipping", Shipping);
        if (Tax is not null) yield return ("#/tax", Tax);
    }

    /// <summary>Whether all of its amounts are in a currency.</summary>
    public bool IsIn(string currency) => Moneys().All(one => one.Money.Currency == currency);
}
