using System.Text.Json.Serialization;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;

namespace SocialCommerce.Ladder;

/// <summary>
/// A paid order as the shop reports it. The contract is for life: what commission, points and tiers may one day be
/// computed from is here (prices, discounts and who bears them, tenders, times), whether a plan uses it today or not.
/// </summary>
/// <param name="OrderId">The merchant's own id, unique in the shop for ever.</param>
/// <param name="PaidAt">When it was paid. Plan, tiers and chain are those in force then.</param>
/// <param name="Lines">What was bought; at least one line, amounts of 0 included.</param>
/// <param name="CustomerId">
/// Who bought; an unknown person is made known. Absent for a guest, who gets an id of its own; a guest's id continues
/// that guest.
/// </param>
/// <param name="PricesIncludeTax">Whether unit prices include tax. Where they don't, <c>tax</c> is paid on top.</param>
/// <param name="Shipping">Paid for shipping; moves no commission.</param>
/// <param name="Tax">
/// The order's tax: a part of its own where prices are without it; where prices include it, the tax in what was due for
/// lines and shipping, which plans and settings with <c>netOfTax</c> take out.
/// </param>
/// <param name="Tenders">
/// What was paid by which means; they add up to what was due, but for the small change that the shop tolerates.
/// Absent: all of it was money.
/// </param>
/// <param name="ShippedAt">When it left, for lines that don't say so themselves.</param>
/// <param name="CompletedAt">When it was received, for lines that don't say so themselves.</param>
/// <param name="Touchpoint">
/// Short code or id of the touchpoint that brought the buyer. Any text is taken; one that names no touchpoint is a
/// warning. Up to 500 characters are kept as sent, of longer texts the beginning and a hash.
/// </param>
/// <param name="InviteCode">
/// Code of the person who recommended the buyer; binds a buyer who has no referrer. Any text is taken and kept as
/// <c>touchpoint</c> is.
/// </param>
/// <param name="Discounts">
/// Discounts on the order as a whole. Discounts and fees of the order are spread over its lines by what was due for
/// each after its own discounts, by largest remainder, ties to the earlier line; equally where nothing was due. A
/// discount of 1000 on lines of 2000 and 1000 takes 667 from the first and 333 from the second.
/// </param>
/// <param name="Fees">
/// Amounts of either sign that belong to the order as a whole, such as a deposit or a rounding; spread as discounts
/// are. What was due for all lines never falls below 0.
/// </param>
public sealed record OrderContent(
    string OrderId,
    DateTimeOffset PaidAt,
    IReadOnlyList<OrderLine> Lines,
    string? CustomerId = null,
    bool PricesIncludeTax = true,
    Money? Shipping = null,
    Money? Tax = null,
    IReadOnlyList<Tender>? Tenders = null,
    DateTimeOffset? ShippedAt = null,
    DateTimeOffset? CompletedAt = null,
    [property: JsonConverter(typeof(SentText.Converter))] string? Touchpoint = null,
    [property: JsonConverter(typeof(SentText.Converter))] string? InviteCode = null,
    IReadOnlyList<Discount>? Discounts = null,
    IReadOnlyList<Fee>? Fees = null)
{
    /// <summary>Most lines of one order.</summary>
    public const int MaxLines = 5_000;

    /// <summary>Under which id the buyer is known: the one reported, or the guest's who came with this order.</summary>
    [JsonIgnore]
    public string BuyerId => CustomerId ?? Guest.IdOf(OrderId);

    /// <summary>The latest time in the report, and where it stands: a shop has heard of nothing later.</summary>
    public (DateTimeOffset At, string Pointer) LatestTime()
    {
        var latest = (At: PaidAt, Pointer: "#/paidAt");
        Take(ShippedAt, "#/shippedAt");
        Take(CompletedAt, "#/completedAt");
        for (var i = 0; i < Lines.Count; i++)
        {
            Take(Lines[i].ShippedAt, $"#/lines/{i}/shippedAt");
            Take(Lines[i].CompletedAt, $"#/lines/{i}/completedAt");
        }
        return latest;

        void Take(DateTimeOffset? time, string pointer)
        {
            if (time > latest.At) latest = (time.Value, pointer);
        }
    }
}

/// <summary>One line of an order; it has a unit price or a total.</summary>
/// <param name="LineId">The merchant's own id of the line, unique in the order.</param>
/// <param name="ProductId">The product; one that nobody declared is made known, unclassified.</param>
/// <param name="Quantity">More than 0, with up to four decimals, such as 0.5 of a kilogram.</param>
/// <param name="UnitPrice">
/// For one unit, before discounts. The line comes to quantity × unit price, rounded half to even once.
/// </param>
/// <param name="Discounts">Taken off this line, and who bears each.</param>
/// <param name="ShippedAt">When this line left.</param>
/// <param name="CompletedAt">When this line was received.</param>
/// <param name="Tax">
/// The tax in what was due for this line, where prices include it; it is a part of the order's tax, and wins over the
/// line's share of it.
/// </param>
/// <param name="Total">
/// For the whole line, before discounts, in place of a unit price that would have a fraction of a minor unit.
/// </param>
public sealed record OrderLine(
    string LineId,
    string ProductId,
    decimal Quantity,
    Money? UnitPrice = null,
    IReadOnlyList<Discount>? Discounts = null,
    DateTimeOffset? ShippedAt = null,
    DateTimeOffset? CompletedAt = null,
    Money? Tax = null,
    Money? Total = null)
{
    /// <summary>Most units of one line.</summary>
    public const long MaxQuantity = Kernel.Quantity.Max;
}

/// <summary>A fee on an order, of either sign.</summary>
/// <param name="Amount">Below 0 for what was taken off.</param>
/// <param name="Code">What it is for.</param>
public sealed record Fee(Money Amount, string Code);

/// <summary>A discount on a line, or on an order.</summary>
/// <param name="Amount">For the whole line or order, not per unit.</param>
/// <param name="FundedBy">Who bears it: <c>merchant</c>, <c>platform</c>, <c>partner</c> or <c>points</c>.</param>
/// <param name="Code">
/// Coupon or campaign, where there is one; any text, kept as an order's <c>touchpoint</c> is.
/// </param>
public sealed record Discount(
    Money Amount, string FundedBy,
    [property: JsonConverter(typeof(SentText.Converter))] string? Code = null)
{
    /// <summary>Who may bear a discount.</summary>
    public static readonly IReadOnlyList<string> Funders = ["merchant", "platform", "partner", "points"];
}

/// <summary>A means of payment and what was paid by it.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Amount">What was paid by it.</param>
public sealed record Tender(string Kind, Money Amount)
{
    /// <summary>Means of payment.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["card", "wallet", "bankTransfer", "cash", "storedValue", "giftCard", "points", "bonus", "other"];
}

/// <summary>Something about an accepted order or refund that its sender should know.</summary>
/// <param name="Code">lowerCamel: <c>unknownInviteCode</c>, <c>otherReferrer</c>, <c>unknownProduct</c>, …</param>
/// <param name="Pointer">JSON pointer into the order or refund.</param>
public sealed record OrderWarning(string Code, string Pointer);
