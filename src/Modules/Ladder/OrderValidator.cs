using FluentValidation;
using FluentValidation.Results;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Ladder;

/// <summary>What an order must be by itself, before anybody looks at the shop.</summary>
public sealed class OrderValidator : AbstractValidator<OrderContent>
{
    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public OrderValidator()
    {
        RuleFor(order => order.OrderId).MerchantId();
        RuleFor(order => order.CustomerId!).MerchantId().When(order => order.CustomerId is not null);
        RuleFor(order => order).Custom((order, context) =>
        {
            var check = new OrderCheck(ValidationRules.Currency(context));
            foreach (var failure in check.Run(order)) context.AddFailure(failure);
        });
    }
}

/// <summary>The rules on amounts, in one pass: an order may have thousands of lines.</summary>
internal sealed class OrderCheck(string currency)
{
    private const int MaxLines = 5_000;

    private readonly List<ValidationFailure> _failures = [];

    public List<ValidationFailure> Run(OrderContent order)
    {
        Amount(order.Shipping, "Shipping");
        Amount(order.Tax, "Tax");
        Lines(order.Lines);
        var tenders = order.Tenders ?? [];
        for (var i = 0; i < tenders.Count; i++) CheckTender(tenders[i], $"Tenders[{i}]");
        if (_failures.Count == 0) Totals(order);
        return _failures;
    }

    private void Lines(IReadOnlyList<OrderLine> lines)
    {
        if (lines.Count is 0 or > MaxLines)
            Fail("Lines", "LINES_COUNT", $"An order has 1 to {MaxLines} lines.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var path = $"Lines[{i}]";
            if (!ValidationRules.IsMerchantId(line.LineId)) Fail($"{path}.LineId", "ID_INVALID", "Not a valid id.");
            else if (!ids.Add(line.LineId)) Fail($"{path}.LineId", "LINE_REPEATED", "This line id occurs twice.");
            if (!ValidationRules.IsMerchantId(line.ProductId))
                Fail($"{path}.ProductId", "ID_INVALID", "Not a valid id.");
            if (line.Quantity is <= 0 or > OrderLine.MaxQuantity)
                Fail($"{path}.Quantity", "QUANTITY_OUT_OF_RANGE", $"A quantity is 1 to {OrderLine.MaxQuantity}.");
            Amount(line.UnitPrice, $"{path}.UnitPrice");
            Amount(line.Tax, $"{path}.Tax");
            var discounts = line.Discounts ?? [];
            for (var d = 0; d < discounts.Count; d++) CheckDiscount(discounts[d], $"{path}.Discounts[{d}]");
        }
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

    private void Totals(OrderContent order)
    {
        Int128 total = 0;
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            var gross = (Int128)line.Quantity * line.UnitPrice.Amount;
            var discounts = line.Discounts?.Sum(discount => discount.Amount.Amount) ?? 0;
            if (gross > Money.Limit) Fail($"Lines[{i}]", "AMOUNT_OUT_OF_RANGE", $"A line is at most {Money.Limit}.");
            if (discounts > gross)
                Fail($"Lines[{i}].Discounts", "DISCOUNT_EXCEEDS_LINE", "Discounts are more than the line.");
            total += gross;
        }
        if (total > Money.Limit) Fail("Lines", "AMOUNT_OUT_OF_RANGE", $"An order is at most {Money.Limit}.");
    }

    private void Amount(Money? money, string path)
    {
        if (money is null) return;
        if (money.Amount is < 0 or > Money.Limit)
            Fail($"{path}.Amount", "AMOUNT_OUT_OF_RANGE", $"An amount is 0 to {Money.Limit} minor units.");
        if (money.Currency != currency)
            Fail($"{path}.Currency", "CURRENCY_MISMATCH", $"This shop's currency is {currency}.");
    }

    private void Fail(string path, string code, string detail) =>
        _failures.Add(new ValidationFailure(path, detail) { ErrorCode = code });
}
