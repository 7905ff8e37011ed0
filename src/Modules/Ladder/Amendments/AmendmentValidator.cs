using FluentValidation.Results;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>What an amendment must be by itself.</summary>
public sealed class AmendmentValidator : AbstractValidator<OrderAmendment>
{
    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public AmendmentValidator()
    {
        RuleFor(amendment => amendment.AmendmentId).MerchantId();
        RuleFor(amendment => amendment.Reason).AtMost(ValidationRules.MaxWords);
        RuleFor(amendment => amendment.Lines).Count(0, OrderContent.MaxLines).WithErrorCode("LINES_COUNT")
            .WithMessage($"An order has 1 to {OrderContent.MaxLines} lines.");
        RuleFor(amendment => amendment).Custom((amendment, context) =>
        {
            var isEmpty = amendment is { Lines: null or { Count: 0 }, Shipping: null, Tax: null }
                && amendment is { Tenders: null, Discounts: null, Fees: null, Returned: null or { Count: 0 } };
            if (isEmpty)
                context.AddFailure(new ValidationFailure("Lines", "An amendment names lines or a part of the order.")
                {
                    ErrorCode = "AMENDMENT_EMPTY",
                });
            var check = new OrderChecker(ValidationRules.Currency(context));
            foreach (var failure in check.Run(amendment)) context.AddFailure(failure);
        });
    }
}
