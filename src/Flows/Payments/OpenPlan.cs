using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Payments;

/// <summary>An order's payment plan for a person who decides about it; the order is locked.</summary>
/// <param name="Order">The order.</param>
/// <param name="Plan">Its plan; null where it was paid at once.</param>
/// <param name="Payments">Its payments and write-offs so far.</param>
internal sealed record OpenPlan(OrderState Order, PaymentPlan? Plan, IReadOnlyList<PaymentRow> Payments)
{
    /// <summary>Reads the carried order's.</summary>
    public static async Task<OpenPlan> Read(ShopTransaction transaction, OrderState order)
    {
        var batch = transaction.Batch();
        var plan = batch.Ladder.Plan(transaction.ShopId);
        var payments = batch.Ladder.Payments(transaction.ShopId);
        await batch.Run(transaction.Cancel);
        return new OpenPlan(order, plan.First is { } json ? Json.Read<PaymentPlan>(json) : null, payments.List);
    }

    /// <summary>Writes off an amount of a part, or all that is open of it.</summary>
    /// <exception cref="ProblemException">
    /// 422 PART_UNKNOWN, WRITE_OFF_EXCEEDS_OPEN; 409 where a payment of the order has the id.
    /// </exception>
    public (PaymentRow Row, PaymentSchedule After) WriteOff(
        string id, string orderId, int partNo, Money? asked, string reason, DateTimeOffset now)
    {
        if (Payments.Any(one => one.PaymentId == id))
            throw PaymentProblems.WriteOffConflict.Because("A payment of the order has this id.", "#/writeOffId");
        var entries = Payments.Select(one => one.Entry).ToList();
        var part = Plan is null ? null : PaymentSchedule.Of(Plan, Order.PaidAt, entries).Part(partNo);
        if (part is null)
            throw PaymentProblems.PartUnknown.Because($"The order's plan has no part {partNo}.", "#/part");
        var amount = asked?.Amount ?? part.OpenMinor;
        if (amount > part.OpenMinor || amount == 0)
            throw PaymentProblems.WriteOffExceedsOpen.Because(
                $"{part.OpenMinor} of part {partNo} are open.", asked is null ? "#/part" : "#/amount");
        var row = new PaymentRow(id, orderId, true, partNo, amount, Refundable(amount), now, now, reason);
        return (row, PaymentSchedule.Of(Plan!, Order.PaidAt, entries.Append(row.Entry)));
    }

    /// <summary>
    /// The refund by which the order counts as refunded: goods first, then shipping, then tax on top, as far as any of
    /// them is left.
    /// </summary>
    public RefundContent Refund(Shop shop, PaymentRow row)
    {
        var goods = Math.Min(row.RefundedMinor, LeftOfGoods);
        var shipping = Math.Min(row.RefundedMinor - goods, LeftOfShipping);
        var tax = row.RefundedMinor - goods - shipping;
        return new RefundContent(
            row.PaymentId, row.PaidAt, Amount: shop.Money(goods), Shipping: shipping > 0 ? shop.Money(shipping) : null,
            Tax: tax > 0 ? shop.Money(tax) : null, Reason: row.Reason);
    }

    private long LeftOfGoods => Math.Max(0, Order.DueMinor - Order.RefundedDueMinor);

    private long LeftOfShipping => Math.Max(0, Order.ShippingMinor - Order.RefundedShippingMinor);

    private long TaxOnTop => Order.PricesIncludeTax ? 0 : Order.TaxMinor;

    private long LeftOfTax => Math.Max(0, TaxOnTop - Order.RefundedTaxMinor);

    /// <summary>
    /// What the order has left of an amount that is written off: no more than what is owed and neither paid nor written
    /// off, since an amendment may have lowered it, and no more than refunds have left.
    /// </summary>
    private long Refundable(long amount)
    {
        var owed = Order.DueMinor + Order.ShippingMinor + TaxOnTop;
        var paid = Payments.Sum(one => one.IsWriteOff ? one.RefundedMinor : one.AmountMinor)
            + Plan!.Parts.Where(part => part.PaidAt is not null).Sum(part => part.Amount.Amount);
        return Math.Min(
            Math.Min(amount, Math.Max(0, owed - paid)), LeftOfGoods + LeftOfShipping + LeftOfTax);
    }
}
