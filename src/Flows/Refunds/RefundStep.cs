using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// A refund of an order, the cancellation of one, or an amendment: what it does to the order's sums, and its names.
/// </summary>
/// <param name="Refund">
/// The refund; of a cancellation its id, when it was cancelled, and what is taken back; of an amendment its id and when
/// it was made.
/// </param>
/// <param name="Effect">What it does to the order's sums.</param>
/// <param name="Warnings">Parts that exceed what was paid.</param>
/// <param name="Cancels">What it cancels; null unless it is a cancellation.</param>
/// <param name="Amends">What it changes of the order itself; null unless it is an amendment.</param>
internal sealed record RefundStep(
    RefundContent Refund, RefundEffect Effect, IReadOnlyList<OrderWarning> Warnings, KeptCancellation? Cancels = null,
    OrderAmendmentOutcome? Amends = null)
{
    /// <summary>A refund held against its order; it fits.</summary>
    public static RefundStep Of(RefundContent refund, MeasuredRefund measured) =>
        new(refund, measured.Effect!, measured.Warnings);

    /// <summary>The cancellation of a refund that took effect on the order.</summary>
    public static RefundStep Of(
        Shop shop, RefundInputs inputs, string refundId, RefundCancellation cancellation, RecordedRefund recorded) =>
        new(
            new RefundContent(
                refundId, cancellation.CancelledAt, Shipping: Taken(shop, recorded.ShippingMinor),
                Tax: Taken(shop, recorded.TaxMinor), Reason: cancellation.Reason),
            recorded.Without(inputs.Order!, inputs.Lines), [],
            new KeptCancellation(recorded.RefundKey, Json.Write(cancellation)));

    /// <summary>An amendment laid over the order.</summary>
    public static RefundStep Of(
        OrderAmendment amendment, OrderAmendmentOutcome amended, RefundSums before, RefundSums after) => new(
        new RefundContent(amendment.AmendmentId, amendment.AmendedAt, Reason: amendment.Reason),
        new RefundEffect(new LineRefunds[after.Lines.Count], 0, 0, before, after), amended.Warnings, Amends: amended);

    /// <summary>The order's snapshot, with the lines as an amendment leaves them.</summary>
    public Snapshot Snapshot(RefundInputs inputs)
    {
        var snapshot = inputs.Commission.ReadSnapshot();
        return Amends is null ? snapshot : snapshot with { Lines = Amends.SnapshotLines };
    }

    /// <summary>By what document the books know it.</summary>
    public Document Document => new(
        Amends is not null ? OrderChanges.Amendment
            : Cancels is not null ? OrderChanges.RefundCancellation
            : OrderChanges.Refund, Refund.RefundId);

    /// <summary>The event that announces it.</summary>
    public string Announced => Amends is not null ? "order.amended"
        : Cancels is not null ? "refund.cancelled"
        : "order.refunded";

    private static Money? Taken(Shop shop, long minor) => minor == 0 ? null : shop.Money(minor);
}
