using System.Text.Json.Serialization;
using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// A paid order as the shop reports it. The contract is for life: what commission, points and tiers may one day be
/// computed from is here (prices, discounts and who bears them, tenders, times), whether a plan uses it today or not.
/// </summary>
/// <param name="OrderId">The merchant's own id, unique in the shop, never reused.</param>
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
/// <param name="Touchpoint" example="P4SLT9Q2">
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
/// <param name="Scene" example="privateChat">
/// Where it was placed: <c>marketplace</c> (a shop on a marketplace), <c>marketplaceRepeat</c> (a later order there),
/// <c>marketplaceContact</c> (there, by somebody who is a personal contact), <c>momentsLink</c> (a product link in
/// Moments), <c>privateChat</c>, <c>livestream</c>, <c>offlineSale</c> or <c>investmentMeeting</c>. Absent: unknown.
/// Any text is taken; another word is a warning.
/// </param>
/// <param name="PaymentPlan">
/// How it is paid in parts; absent where it was paid at once. Parts that do not add up to what is owed are a warning.
/// </param>
/// <param name="PaidIn">
/// What was paid in another currency; absent where it was paid in the shop's. An amount that differs from what is owed
/// by more than rounding is a warning.
/// </param>
public sealed record OrderContent(
    string OrderId,
    DateTimeOffset PaidAt,
    IReadOnlyList<OrderLine> Lines,
    string? CustomerId = null,
    bool PricesIncludeTax = true,
    Money? Shipping = null,
    Money? Tax = null,
    [property: Most(OrderContent.MaxTenders)] IReadOnlyList<Tender>? Tenders = null,
    DateTimeOffset? ShippedAt = null,
    DateTimeOffset? CompletedAt = null,
    [property: Most(Bounds.Body), JsonConverter(typeof(SubmittedText.Converter))] string? Touchpoint = null,
    [property: Most(Bounds.Body), JsonConverter(typeof(SubmittedText.Converter))] string? InviteCode = null,
    [property: Most(OrderContent.MaxDiscounts)] IReadOnlyList<Discount>? Discounts = null,
    [property: Most(OrderContent.MaxFees)] IReadOnlyList<Fee>? Fees = null,
    [property: Most(Bounds.Body), JsonConverter(typeof(SubmittedText.Converter))] string? Scene = null,
    PaymentPlan? PaymentPlan = null,
    PaidIn? PaidIn = null)
{
    /// <summary>Most lines of one order.</summary>
    public const int MaxLines = 5_000;

    /// <summary>Most means of payment of one order.</summary>
    public const int MaxTenders = 50;

    /// <summary>Most discounts of one line, or of an order as a whole.</summary>
    public const int MaxDiscounts = 100;

    /// <summary>Most fees of one order.</summary>
    public const int MaxFees = 50;

    /// <summary>Under which id the buyer is known: the one reported, or the guest's who came with this order.</summary>
    [JsonIgnore]
    public string BuyerId => CustomerId ?? Guest.IdOf(OrderId);

    /// <summary>The times in which a payment plan, as it is reported, stops the order's clocks.</summary>
    [JsonIgnore]
    public ClockPauses Pauses => PaymentPlan is null
        ? ClockPauses.None
        : ClockPauses.None.With(PaymentSchedule.Of(PaymentPlan, PaidAt, []).Pause(PaidAt));

    /// <summary>The latest time in the report, and where it stands: the report has no later one.</summary>
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
        for (var i = 0; i < (PaymentPlan?.Parts.Count ?? 0); i++)
            Take(PaymentPlan!.Parts[i].PaidAt, $"#/paymentPlan/parts/{i}/paidAt");
        return latest;

        void Take(DateTimeOffset? time, string pointer)
        {
            if (time > latest.At) latest = (time.Value, pointer);
        }
    }
}
