using FluentValidation.Results;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>What a refund must be by itself.</summary>
public sealed class RefundValidator : AbstractValidator<RefundContent>
{
    private const string AmountRule = "An amount is 0 to 10^12 minor units.";

    private static readonly string QuantityRule =
        $"A quantity is 0 to {OrderLine.MaxQuantity}, with up to four decimals.";

    /// <summary>What a refund must be by itself, in the calling shop.</summary>
    public RefundValidator()
    {
        RuleFor(refund => refund.RefundId).MerchantId();
        RuleFor(refund => refund.Reason).AtMost(ValidationRules.MaxWords);
        RuleFor(refund => refund.Lines).Count(0, OrderContent.MaxLines).WithErrorCode("LINES_COUNT")
            .WithMessage($"A refund has at most {OrderContent.MaxLines} lines.");
        RuleFor(refund => refund).Must(HasSomething).WithName("Lines").WithErrorCode("REFUND_EMPTY")
            .WithMessage("A refund names lines, an amount, shipping or tax.");
        RuleFor(refund => refund.Everything)
            .Must((refund, all) => all != true || refund is { Lines: null, Amount: null, Shipping: null, Tax: null })
            .WithErrorCode("EVERYTHING_ALONE").WithMessage("A refund of everything names no parts.");
        InRange(refund => refund.Amount);
        InRange(refund => refund.Shipping);
        InRange(refund => refund.Tax);
        RuleForEach(refund => refund.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.LineId).MerchantId();
            line.RuleFor(l => l.Quantity).Must(quantity => quantity is null || Quantity.IsValid(quantity.Value))
                .WithErrorCode("QUANTITY_OUT_OF_RANGE").WithMessage(QuantityRule);
            line.RuleFor(l => l.Amount).Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule);
            line.RuleFor(l => l.Quantity).NotNull().When(l => l.Amount is null)
                .WithErrorCode("REFUND_EMPTY").WithMessage("A line names a quantity, an amount or both.");
        });
        RuleFor(refund => refund).Custom(CheckCurrencies);
    }

    private void InRange(System.Linq.Expressions.Expression<Func<RefundContent, Money?>> part) => RuleFor(part)
        .Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule);

    /// <summary>
    /// Amounts in the shop's currency, or all of them in one other, which the order then has to be paid in.
    /// </summary>
    private static void CheckCurrencies(RefundContent refund, ValidationContext<RefundContent> context)
    {
        var currency = ValidationRules.Currency(context);
        foreach (var (pointer, money) in refund.Moneys())
            if (money.Currency != currency && !(Currencies.IsKnown(money.Currency) && refund.IsIn(money.Currency)))
                context.AddFailure(new ValidationFailure(
                    Path(pointer), "Amounts are in the shop's currency, or all in that in which the order was paid.")
                {
                    ErrorCode = "CURRENCY_MISMATCH",
                });
    }

    private static string Path(string pointer) => pointer.Split('/') is [_, var list, var index, var name]
        ? $"{list}[{index}].{name}"
        : pointer["#/".Length..];

    private static bool HasSomething(RefundContent refund) =>
        refund.Everything == true || refund.Lines is { Count: > 0 } || refund.Amount is { Amount: not 0 }
            || refund.Shipping is { Amount: not 0 } || refund.Tax is { Amount: not 0 };

    private static bool IsInRange(Money? money) => money is null or { Amount: >= 0 and <= Money.Limit };
}
