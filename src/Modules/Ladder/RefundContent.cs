using FluentValidation;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Ladder;

/// <summary>
/// A refund as the shop reports it: goods by line (units or an amount) or as a plain amount, shipping and tax as parts
/// of their own.
/// </summary>
/// <param name="RefundId">The merchant's own id, unique in the shop for ever.</param>
/// <param name="RefundedAt">When it happened.</param>
/// <param name="Lines">Goods, by line.</param>
/// <param name="Amount">Goods, as a plain amount that belongs to no line.</param>
/// <param name="Shipping">Refunded shipping; moves no commission.</param>
/// <param name="Tax">Refunded tax where it was paid on top; moves no commission.</param>
/// <param name="Reason">The merchant's words.</param>
public sealed record RefundContent(
    string RefundId,
    DateTimeOffset RefundedAt,
    IReadOnlyList<RefundLine>? Lines = null,
    Money? Amount = null,
    Money? Shipping = null,
    Money? Tax = null,
    string? Reason = null);

/// <summary>What is refunded of one line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">Units returned; worth their share of the line unless <c>amount</c> says otherwise.</param>
/// <param name="Amount">
/// The amount really refunded, which then counts; 0 where units came back and nothing was paid back.
/// </param>
public sealed record RefundLine(string LineId, long? Quantity = null, Money? Amount = null);

/// <summary>What a refund must be by itself.</summary>
public sealed class RefundValidator : AbstractValidator<RefundContent>
{
    private const int MaxReason = 500;
    private const string AmountRule = "An amount is 0 to 10^12 minor units.";

    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public RefundValidator()
    {
        RuleFor(refund => refund.RefundId).MerchantId();
        RuleFor(refund => refund.Reason).MaximumLength(MaxReason);
        RuleFor(refund => refund).Must(HasSomething).WithName("Lines").WithErrorCode("REFUND_EMPTY")
            .WithMessage("A refund names lines, an amount, shipping or tax.");
        InRange(refund => refund.Amount);
        InRange(refund => refund.Shipping);
        InRange(refund => refund.Tax);
        RuleForEach(refund => refund.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.LineId).MerchantId();
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, OrderLine.MaxQuantity)
                .WithErrorCode("QUANTITY_OUT_OF_RANGE");
            line.RuleFor(l => l.Amount).Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule)
                .InShopCurrency();
            line.RuleFor(l => l.Quantity).NotNull().When(l => l.Amount is null or { Amount: 0 })
                .WithErrorCode("REFUND_EMPTY").WithMessage("A line names a quantity, an amount or both.");
        });
        RuleFor(refund => refund.Lines!)
            .Must(lines => lines.Select(line => line.LineId).Distinct().Count() == lines.Count)
            .When(refund => refund.Lines is not null)
            .WithErrorCode("LINE_REPEATED").WithMessage("A line occurs twice.");
    }

    private void InRange(System.Linq.Expressions.Expression<Func<RefundContent, Money?>> part) => RuleFor(part)
        .Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule).InShopCurrency();

    private static bool HasSomething(RefundContent refund) =>
        refund.Lines is { Count: > 0 } || refund.Amount is { Amount: not 0 } || refund.Shipping is { Amount: not 0 }
            || refund.Tax is { Amount: not 0 };

    private static bool IsInRange(Money? money) => money is null or { Amount: >= 0 and <= Money.Limit };
}
