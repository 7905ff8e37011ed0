namespace SocialCommerce.Ladder.Orders;

/// <summary>What an order must be by itself, before anybody looks at the shop.</summary>
public sealed class OrderValidator : AbstractValidator<OrderContent>
{
    /// <summary>All amounts have to be in the calling shop's currency.</summary>
    public OrderValidator()
    {
        RuleFor(order => order.OrderId).MerchantId();
        RuleFor(order => order.CustomerId!).MerchantId().When(order => order.CustomerId is not null);
        RuleFor(order => order.Lines).Count(1, OrderContent.MaxLines).WithErrorCode("LINES_COUNT")
            .WithMessage($"An order has 1 to {OrderContent.MaxLines} lines.");
        RuleFor(order => order).Custom((order, context) =>
        {
            var check = new OrderChecker(ValidationRules.Currency(context));
            foreach (var failure in check.Run(order)) context.AddFailure(failure);
        });
    }
}
