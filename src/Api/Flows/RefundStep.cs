using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A refund of an order, or the cancellation of one: what it does to the order's sums, and its names.
/// </summary>
/// <param name="Refund">The refund; of a cancellation its id, when it was cancelled, and what is taken back.</param>
/// <param name="Effect">What it does to the order's sums.</param>
/// <param name="Warnings">Parts that exceed what was paid.</param>
/// <param name="Cancels">What it cancels; null for a refund.</param>
internal sealed record RefundStep(
    RefundContent Refund, RefundEffect Effect, IReadOnlyList<OrderWarning> Warnings, KeptCancellation? Cancels = null)
{
    /// <summary>A refund held against its order; it fits.</summary>
    public static RefundStep Of(RefundContent refund, MeasuredRefund measured) =>
        new(refund, measured.Effect!, measured.Warnings);

    /// <summary>The cancellation of a refund that took effect on the order.</summary>
    public static RefundStep Of(
        Shop shop, RefundReading reading, string refundId, RefundCancellation cancellation, RecordedRefund recorded) =>
        new(
            new RefundContent(
                refundId, cancellation.CancelledAt, Shipping: Taken(shop, recorded.ShippingMinor),
                Tax: Taken(shop, recorded.TaxMinor), Reason: cancellation.Reason),
            recorded.Without(reading.Order!, reading.Lines), [],
            new KeptCancellation(recorded.RefundKey, Json.Write(cancellation)));

    /// <summary>By what document the books know it.</summary>
    public Document Document =>
        new(Cancels is null ? OrderChanges.Refund : OrderChanges.RefundCancellation, Refund.RefundId);

    /// <summary>The event that announces it.</summary>
    public string Announced => Cancels is null ? "order.refunded" : "refund.cancelled";

    private static Money? Taken(Shop shop, long minor) => minor == 0 ? null : shop.Money(minor);
}
