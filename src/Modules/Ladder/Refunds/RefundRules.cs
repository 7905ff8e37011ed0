using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>Whether a refund fits an order, and what it does to its sums. Pure.</summary>
public static class RefundRules
{
    /// <summary>Code of the warning that a part exceeds what was paid, and counts up to what is left.</summary>
    public const string ExceedsPaidWarning = "refundExceedsPaid";

    /// <summary>The sums of an order as they stand.</summary>
    public static RefundSums Sums(OrderState order, IReadOnlyList<LineState> lines) => new(
        [.. lines.Select(line => line.Worth)], [.. lines.Select(line => line.Refunds)], order.PlainMinor);

    /// <summary>
    /// Holds a refund against its order. A quantity without an amount is never too much while the units exist. Amounts
    /// may exceed what is left of the goods by the tolerance; shipping and tax may exceed what was paid. What exceeds
    /// does not count and is warned of. Goods are weighed first, then shipping, then tax.
    /// </summary>
    /// <param name="order">The order as it stands.</param>
    /// <param name="lines">Its lines as they stand.</param>
    /// <param name="refund">The refund; valid by itself.</param>
    /// <param name="toleranceMinor">By how much its amounts may exceed what is left of the goods.</param>
    public static MeasuredRefund Measure(
        OrderState order, IReadOnlyList<LineState> lines, RefundContent refund, long toleranceMinor)
    {
        if (Find(lines, refund, out var misfit) is not { } named) return new MeasuredRefund(null, misfit, []);
        var (before, plain) = (Sums(order, lines), refund.Amount?.Amount ?? 0);
        var byUnits = before.With([.. named.Select(one => one with { Units = one.Unpriced, Amount = 0 })], 0);
        var after = before.With(named, plain);
        var apart = TaxApart(order, before.Due, Worth(before, named) + plain, refund.Tax?.Amount ?? 0);

        var beside = BesideGoods.Of(order);
        var goods = beside.Over(after) - beside.Over(byUnits);
        if (goods > toleranceMinor)
            return new MeasuredRefund(null, new Misfit(WaitingReasons.ExceedsPaid, Pointer(lines, refund, after)), []);
        var shipped = beside with { RefundedShipping = beside.RefundedShipping + (refund.Shipping?.Amount ?? 0) };
        var taxed = shipped with { RefundedTax = shipped.RefundedTax + apart };
        List<OrderWarning> warnings = [];
        if (goods > 0) Warn(Pointer(lines, refund, after));
        if (shipped.Over(after) > beside.Over(after)) Warn("#/shipping");
        if (taxed.Over(after) > shipped.Over(after)) Warn("#/tax");
        return new MeasuredRefund(new RefundEffect(named, plain, apart, before, after), null, warnings);

        void Warn(string at) => warnings.Add(new OrderWarning(ExceedsPaidWarning, at));
    }

    /// <summary>The same refund with a plain amount of no more than is left of the goods.</summary>
    public static RefundContent UpToLeft(OrderState order, IReadOnlyList<LineState> lines, RefundContent refund)
    {
        var sums = Sums(order, lines);
        return refund.Amount is { } amount
            ? refund with { Amount = amount with { Amount = Math.Min(amount.Amount, sums.Due - sums.Refunded) } }
            : refund;
    }

    /// <summary>A refund of everything with all that is left of the order; another one as it is.</summary>
    public static RefundContent Fill(
        OrderState order, IReadOnlyList<LineState> lines, RefundContent refund, string currency)
    {
        return refund.Everything != true ? refund : refund with
        {
            Lines = [.. lines.Where(line => line.RefundedUnits < line.Quantity)
                .Select(line => new RefundLine(line.LineId, line.Quantity - line.RefundedUnits))],
            Shipping = Left(order.ShippingMinor, order.RefundedShippingMinor),
            Tax = order.PricesIncludeTax ? null : Left(order.TaxMinor, order.RefundedTaxMinor),
        };

        Money? Left(long paid, long refunded) => paid > refunded ? new Money(paid - refunded, currency) : null;
    }

    /// <summary>When the order counts as complete, given what is left of its lines.</summary>
    public static DateTimeOffset? Completion(
        OrderState order, IReadOnlyList<LineState> lines, IReadOnlyList<long> left, int autoDays,
        bool reportsShipments, ClockPauses pauses) =>
        Delivery.Completion.Of(
            lines.Select((line, i) => new Completion.Line(
                line.ShippedAt ?? order.ShippedAt, line.CompletedAt ?? order.CompletedAt, left[i] > 0)),
            order.PaidAt, autoDays, reportsShipments, pauses);

    /// <summary>What the refund adds to each line, rows of the same line together; null where it cannot.</summary>
    private static LineRefunds[]? Find(IReadOnlyList<LineState> lines, RefundContent refund, out Misfit? misfit)
    {
        var added = new LineRefunds[lines.Count];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++) places[lines[i].LineId] = i;
        var named = refund.Lines ?? [];
        for (var i = 0; i < named.Count; i++)
        {
            if (!places.TryGetValue(named[i].LineId, out var at))
            {
                misfit = new Misfit(WaitingReasons.LineUnknown, $"#/lines/{i}/lineId");
                return null;
            }
            var units = named[i].Quantity ?? 0;
            added[at] += new LineRefunds(units, named[i].Amount is null ? units : 0, named[i].Amount?.Amount ?? 0);
            if (lines[at].RefundedUnits + added[at].Units <= lines[at].Quantity) continue;
            misfit = new Misfit(WaitingReasons.UnitsExceedSold, $"#/lines/{i}/quantity");
            return null;
        }
        misfit = null;
        return added;
    }

    private static long Worth(RefundSums sums, LineRefunds[] added)
    {
        var worth = 0L;
        for (var i = 0; i < added.Length; i++)
            worth += added[i].Amount
                + RefundSums.UnitsWorth(sums.Lines[i].Due, sums.Lines[i].Quantity, added[i].Unpriced);
        return worth;
    }

    /// <summary>
    /// Where prices include tax, a refund's tax tells what its goods include, up to their part of the order's tax
    /// rounded up; what is beyond that was paid back beside them. Where tax came on top, all of it was.
    /// </summary>
    private static long TaxApart(OrderState order, long due, long goods, long tax)
    {
        if (!order.PricesIncludeTax || tax == 0 || due == 0) return tax;
        var included = (((Int128)order.TaxMinor * Math.Min(goods, due)) + due - 1) / due;
        return tax - (long)Int128.Min(tax, included);
    }

    /// <summary>The part of the refund that exceeds, or might: the first line with an amount that does.</summary>
    private static string Pointer(IReadOnlyList<LineState> lines, RefundContent refund, RefundSums after)
    {
        var named = refund.Lines ?? [];
        for (var i = 0; i < named.Count; i++)
        {
            if (named[i].Amount is not { Amount: > 0 }) continue;
            for (var at = 0; at < lines.Count; at++)
                if (lines[at].LineId == named[i].LineId && after.Explicit(at) > lines[at].DueMinor)
                    return $"#/lines/{i}/amount";
        }
        return refund.Amount is null ? "#/lines" : "#/amount";
    }

    /// <summary>What was paid beside the goods, and what was reported as refunded of it.</summary>
    /// <param name="Paid">All that was paid for the order.</param>
    /// <param name="Shipping">Paid for shipping.</param>
    /// <param name="Tax">The order's tax.</param>
    /// <param name="RefundedShipping">Shipping refunded, as it was reported.</param>
    /// <param name="RefundedTax">Tax refunded beside goods, as it was reported.</param>
    private sealed record BesideGoods(long Paid, long Shipping, long Tax, long RefundedShipping, long RefundedTax)
    {
        public static BesideGoods Of(OrderState order) => new(
            order.DueMinor + order.ShippingMinor + (order.PricesIncludeTax ? 0 : order.TaxMinor), order.ShippingMinor,
            order.TaxMinor, order.RefundedShippingMinor, order.TaxApartMinor);

        /// <summary>By how much what was reported exceeds what was paid: each part, and all together.</summary>
        public long Over(RefundSums goods)
        {
            var (shipping, tax) = (Math.Min(RefundedShipping, Shipping), Math.Min(RefundedTax, Tax));
            return goods.Reported - goods.Refunded + RefundedShipping - shipping + RefundedTax - tax
                + Math.Max(0, goods.Refunded + shipping + tax - Paid);
        }
    }
}
