using FluentValidation.Results;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Ladder.Orders;

/// <summary>The rules on amounts, in one pass: an order may have thousands of lines.</summary>
internal sealed class OrderChecker(string currency)
{
    internal static readonly string QuantityRule =
        $"A quantity is more than 0 and at most {OrderLine.MaxQuantity}, with up to four decimals.";

    private static readonly string AmendedQuantityRule =
        $"A quantity is 0 to {OrderLine.MaxQuantity}, with up to four decimals.";

    private readonly List<ValidationFailure> _failures = [];

    public List<ValidationFailure> Run(OrderContent order)
    {
        Parts(order);
        Lines(order.Lines, false);
        if (order.PaymentPlan is { } plan) _failures.AddRange(PaymentPlanChecks.Of(plan, currency));
        if (order.PaidIn is { } paid) _failures.AddRange(PaymentPlanChecks.Of(paid));
        if (_failures.Count == 0 && order.Lines.Count > 0) Totals(order);
        return _failures;
    }

    /// <summary>
    /// An amendment by itself: its lines and parts, as those of an order; a line without units needs no price.
    /// </summary>
    public List<ValidationFailure> Run(OrderAmendment amendment)
    {
        var order = new OrderContent(
            "", amendment.AmendedAt, [.. (amendment.Lines ?? []).Select(line => line.ToLine())],
            Shipping: amendment.Shipping, Tax: amendment.Tax, Tenders: amendment.Tenders,
            Discounts: amendment.Discounts, Fees: amendment.Fees);
        Parts(order);
        Lines(order.Lines, true);
        Returned(amendment.Returned ?? []);
        if (_failures.Count == 0) LineTotals(order.Lines);
        return _failures;
    }

    private void Parts(OrderContent order)
    {
        Amount(order.Shipping, "Shipping");
        Amount(order.Tax, "Tax");
        Discounts(order.Discounts, "Discounts");
        var fees = order.Fees ?? [];
        for (var i = 0; i < fees.Count; i++) CheckFee(fees[i], $"Fees[{i}]");
        var tenders = order.Tenders ?? [];
        for (var i = 0; i < tenders.Count; i++) CheckTender(tenders[i], $"Tenders[{i}]");
    }

    private void Lines(IReadOnlyList<OrderLine> lines, bool mayBeOff)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var path = $"Lines[{i}]";
            if (!ValidationRules.IsMerchantId(line.LineId)) Fail($"{path}.LineId", "ID_INVALID", "Not a valid id.");
            else if (!ids.Add(line.LineId)) Fail($"{path}.LineId", "LINE_REPEATED", "This line id occurs twice.");
            if (!ValidationRules.IsMerchantId(line.ProductId))
                Fail($"{path}.ProductId", "ID_INVALID", "Not a valid id.");
            var off = mayBeOff && line.Quantity == 0;
            if ((line.Quantity == 0 && !off) || !Quantity.IsValid(line.Quantity))
                Fail($"{path}.Quantity", "QUANTITY_OUT_OF_RANGE", mayBeOff ? AmendedQuantityRule : QuantityRule);
            if (line.UnitPrice is null == line.Total is null && !(off && line.Total is null))
                Fail(
                    $"{path}.{(line.Total is null ? "UnitPrice" : "Total")}", "LINE_PRICE",
                    "A line has a unitPrice or a total, and not both.");
            Amount(line.UnitPrice, $"{path}.UnitPrice");
            Amount(line.Total, $"{path}.Total");
            Amount(line.Tax, $"{path}.Tax");
            Discounts(line.Discounts, $"{path}.Discounts");
        }
    }

    private void Returned(IReadOnlyList<ReturnedLine> lines)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var path = $"Returned[{i}]";
            if (!ValidationRules.IsMerchantId(lines[i].LineId))
                Fail($"{path}.LineId", "ID_INVALID", "Not a valid id.");
            else if (!ids.Add(lines[i].LineId)) Fail($"{path}.LineId", "LINE_REPEATED", "This line id occurs twice.");
            if (lines[i].Quantity == 0 || !Quantity.IsValid(lines[i].Quantity))
                Fail($"{path}.Quantity", "QUANTITY_OUT_OF_RANGE", QuantityRule);
        }
    }

    private void Discounts(IReadOnlyList<Discount>? discounts, string path)
    {
        for (var i = 0; i < (discounts?.Count ?? 0); i++) CheckDiscount(discounts![i], $"{path}[{i}]");
    }

    private void CheckFee(Fee fee, string path)
    {
        Amount(fee.Amount, $"{path}.Amount", -Money.Limit);
        if (!ValidationRules.IsMerchantId(fee.Code))
            Fail($"{path}.Code", "CODE_INVALID", "A code has 1 to 64 characters, without control characters.");
    }

    private void CheckDiscount(Discount discount, string path)
    {
        Amount(discount.Amount, $"{path}.Amount");
        if (!Discount.Funders.Contains(discount.FundedBy))
            Fail($"{path}.FundedBy", "VALUE_UNKNOWN", $"One of {string.Join(", ", Discount.Funders)}.");
    }

    private void CheckTender(Tender tender, string path)
    {
        Amount(tender.Amount, $"{path}.Amount");
        if (!Tender.Kinds.Contains(tender.Kind))
            Fail($"{path}.Kind", "VALUE_UNKNOWN", $"One of {string.Join(", ", Tender.Kinds)}.");
    }

    private Int128 LineTotals(IReadOnlyList<OrderLine> lines)
    {
        Int128 total = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Quantity == 0) continue;
            var gross = line.Total?.Amount
                ?? ((Int128)line.UnitPrice!.Amount * Quantity.Parts(line.Quantity) / Quantity.PartsPerUnit);
            var discounts = line.Discounts?.Sum(discount => discount.Amount.Amount) ?? 0;
            if (gross > Money.Limit) Fail($"Lines[{i}]", "AMOUNT_OUT_OF_RANGE", $"A line is at most {Money.Limit}.");
            else if (discounts > LineValues.Gross(line))
                Fail($"Lines[{i}].Discounts", "DISCOUNT_EXCEEDS_LINE", "Discounts are more than the line.");
            total += gross;
        }
        return total;
    }

    private void Totals(OrderContent order)
    {
        var total = LineTotals(order.Lines);
        total += order.Fees?.Sum(fee => Math.Max(0, fee.Amount.Amount)) ?? 0;
        if (total > Money.Limit) Fail("Lines", "AMOUNT_OUT_OF_RANGE", $"An order is at most {Money.Limit}.");
        if (_failures.Count == 0 && LineValues.Price(order) < (order.Shipping?.Amount ?? 0))
            Fail(
                order.Discounts is { Count: > 0 } ? "Discounts" : "Fees", "DISCOUNT_EXCEEDS_ORDER",
                "Discounts of the order, less its fees, are more than what was due for its lines.");
    }

    private void Amount(Money? money, string path, long least = 0)
    {
        if (money is null) return;
        if (money.Amount < least || money.Amount > Money.Limit)
            Fail($"{path}.Amount", "AMOUNT_OUT_OF_RANGE", $"An amount is {least} to {Money.Limit} minor units.");
        if (money.Currency != currency)
            Fail($"{path}.Currency", "CURRENCY_MISMATCH", $"This shop's currency is {currency}.");
    }

    private void Fail(string path, string code, string detail) =>
        _failures.Add(new ValidationFailure(path, detail) { ErrorCode = code });
}
