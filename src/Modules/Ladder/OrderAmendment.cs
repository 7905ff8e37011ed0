using FluentValidation;
using FluentValidation.Results;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Ladder;

/// <summary>
/// A change of an order after payment, as the shop reports it: the lines that were changed or added as they are now,
/// and the parts of the order that were changed as they are now. What it does not name stays as it is. Of several
/// amendments that name the same line or part, the one with the latest <c>amendedAt</c> holds; of one instant, the one
/// with the greater id (ordinal).
/// </summary>
/// <param name="AmendmentId">The merchant's own id, unique in the shop for ever.</param>
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
public sealed record OrderAmendment(
    string AmendmentId,
    DateTimeOffset AmendedAt,
    IReadOnlyList<AmendedLine>? Lines = null,
    Money? Shipping = null,
    Money? Tax = null,
    IReadOnlyList<Tender>? Tenders = null,
    IReadOnlyList<Discount>? Discounts = null,
    IReadOnlyList<Fee>? Fees = null,
    string? Reason = null);

/// <summary>A line as an amendment leaves it: with a unit price or a total, as in an order.</summary>
/// <param name="LineId">The merchant's own id of the line; one that the order does not have adds a line.</param>
/// <param name="ProductId">The product; of a line that the order has, the same as before.</param>
/// <param name="Quantity">
/// Units sold in all, those that came back included, with up to four decimals. 0 takes the line off the order.
/// </param>
/// <param name="UnitPrice">For one unit, before discounts.</param>
/// <param name="Total">For the whole line, before discounts, in place of a unit price.</param>
/// <param name="Discounts">All discounts on this line.</param>
/// <param name="Tax">The tax in what was due for this line, where prices include it.</param>
public sealed record AmendedLine(
    string LineId,
    string ProductId,
    decimal Quantity,
    Money? UnitPrice = null,
    Money? Total = null,
    IReadOnlyList<Discount>? Discounts = null,
    Money? Tax = null)
{
    /// <summary>As a line of an order, with the times that it had before.</summary>
    public OrderLine ToLine(OrderLine? before = null) => new(
        LineId, ProductId, Quantity, UnitPrice, Discounts, before?.ShippedAt, before?.CompletedAt, Tax, Total);
}

/// <summary>What an amendment must be by itself.</summary>
public sealed class AmendmentValidator : AbstractValidator<OrderAmendment>
{
    private const int MaxReason = 500;

    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public AmendmentValidator()
    {
        RuleFor(amendment => amendment.AmendmentId).MerchantId();
        RuleFor(amendment => amendment.Reason).MaximumLength(MaxReason);
        RuleFor(amendment => amendment).Custom((amendment, context) =>
        {
            var isEmpty = amendment is { Lines: null or { Count: 0 }, Shipping: null, Tax: null }
                && amendment is { Tenders: null, Discounts: null, Fees: null };
            if (isEmpty)
                context.AddFailure(new ValidationFailure("Lines", "An amendment names lines or a part of the order.")
                {
                    ErrorCode = "AMENDMENT_EMPTY",
                });
            var check = new OrderCheck(ValidationRules.Currency(context));
            foreach (var failure in check.Run(amendment)) context.AddFailure(failure);
        });
    }
}
