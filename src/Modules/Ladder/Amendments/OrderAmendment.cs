using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>
/// A change of an order after payment, as the shop reports it: the lines that were changed or added as they are now,
/// and the parts of the order that were changed as they are now. What it does not name stays as it is. Of several
/// amendments that name the same line or part, the one with the latest <c>amendedAt</c> holds; of one instant, the one
/// with the greater id (ordinal).
/// </summary>
/// <param name="AmendmentId">The merchant's own id, unique in the shop, never reused.</param>
/// <param name="AmendedAt">When the order was changed.</param>
/// <param name="Lines">Changed and added lines, whole; a line id that the order does not have adds a line.</param>
/// <param name="Shipping">Paid for shipping in all.</param>
/// <param name="Tax">The order's tax in all.</param>
/// <param name="Tenders">
/// All means of payment of the order, the first payment included; empty where all of it was money. Absent, what was due
/// more or less counts as money.
/// </param>
/// <param name="Discounts">All discounts on the order as a whole; empty where none is left.</param>
/// <param name="Fees">All fees on the order as a whole; empty where none is left.</param>
/// <param name="Reason">The merchant's words.</param>
/// <param name="Returned">
/// An exchange: units that came back, which the order no longer has; what was given for them is among the lines. A
/// line's discounts, tax and total keep the share of the units that stay. No refund of these units is reported.
/// </param>
public sealed record OrderAmendment(
    string AmendmentId,
    DateTimeOffset AmendedAt,
    IReadOnlyList<AmendedLine>? Lines = null,
    Money? Shipping = null,
    Money? Tax = null,
    [property: Most(OrderContent.MaxTenders)] IReadOnlyList<Tender>? Tenders = null,
    [property: Most(OrderContent.MaxDiscounts)] IReadOnlyList<Discount>? Discounts = null,
    [property: Most(OrderContent.MaxFees)] IReadOnlyList<Fee>? Fees = null,
    string? Reason = null,
    [property: Most(OrderContent.MaxLines)] IReadOnlyList<ReturnedLine>? Returned = null);
