using FluentValidation;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Ladder;

/// <summary>
/// A refund as the shop reports it, in the buyer's money: goods by line (units, an amount or both) or as a plain
/// amount, shipping and tax beside them.
/// </summary>
/// <param name="RefundId">The merchant's own id, unique in the shop for ever.</param>
/// <param name="RefundedAt">When it happened.</param>
/// <param name="Lines">Goods, by line; rows of the same line add up.</param>
/// <param name="Amount">Goods, as a plain amount that belongs to no line.</param>
/// <param name="Shipping">Refunded shipping; moves no commission.</param>
/// <param name="Tax">
/// Refunded tax; moves no commission. Where prices include tax, it tells how much of it the refunded goods include, and
/// what exceeds that is a part of its own, as is all of it where tax came on top.
/// </param>
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
/// <param name="Quantity">
/// Units returned, with up to four decimals; worth their share of what was due for the line unless <c>amount</c> says
/// otherwise. 0 says the same as nothing.
/// </param>
/// <param name="Amount">
/// The amount refunded for the row as a whole, which then counts; 0 where units came back and nothing was paid back.
/// </param>
public sealed record RefundLine(string LineId, decimal? Quantity = null, Money? Amount = null);

/// <summary>What a refund must be by itself.</summary>
public sealed class RefundValidator : AbstractValidator<RefundContent>
{
    private const int MaxReason = 500;
    private const string AmountRule = "An amount is 0 to 10^12 minor units.";

    private static readonly string QuantityRule =
        $"A quantity is 0 to {OrderLine.MaxQuantity}, with up to four decimals.";

    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public RefundValidator()
    {
        RuleFor(refund => refund.RefundId).MerchantId();
        RuleFor(refund => refund.Reason).MaximumLength(MaxReason);
        RuleFor(refund => refund.Lines).Must(lines => lines is not { Count: > OrderCheck.MaxLines })
            .WithErrorCode("LINES_COUNT").WithMessage($"A refund has at most {OrderCheck.MaxLines} lines.");
        RuleFor(refund => refund).Must(HasSomething).WithName("Lines").WithErrorCode("REFUND_EMPTY")
            .WithMessage("A refund names lines, an amount, shipping or tax.");
        InRange(refund => refund.Amount);
        InRange(refund => refund.Shipping);
        InRange(refund => refund.Tax);
        RuleForEach(refund => refund.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.LineId).MerchantId();
            line.RuleFor(l => l.Quantity).Must(quantity => quantity is null || Quantity.IsValid(quantity.Value))
                .WithErrorCode("QUANTITY_OUT_OF_RANGE").WithMessage(QuantityRule);
            line.RuleFor(l => l.Amount).Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule)
                .InShopCurrency();
            line.RuleFor(l => l.Quantity).NotNull().When(l => l.Amount is null)
                .WithErrorCode("REFUND_EMPTY").WithMessage("A line names a quantity, an amount or both.");
        });
    }

    private void InRange(System.Linq.Expressions.Expression<Func<RefundContent, Money?>> part) => RuleFor(part)
        .Must(IsInRange).WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage(AmountRule).InShopCurrency();

    private static bool HasSomething(RefundContent refund) =>
        refund.Lines is { Count: > 0 } || refund.Amount is { Amount: not 0 } || refund.Shipping is { Amount: not 0 }
            || refund.Tax is { Amount: not 0 };

    private static bool IsInRange(Money? money) => money is null or { Amount: >= 0 and <= Money.Limit };
}
