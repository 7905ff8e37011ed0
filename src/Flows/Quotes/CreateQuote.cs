using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Quotes a cart (报价): what it costs this customer and why, and what it would earn.</summary>
internal static class CreateQuote
{
    /// <summary>The cart.</summary>
    public sealed record Command(QuoteContent Body) : IRequest<CreatedOrExisting<Quote>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/quotes", (QuoteContent body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body), cancel))
            .Describe(
                "createQuote", "Quotes", "Quote a cart",
                "Returns what each line of a cart costs this customer, which privileges and coupons make it so, what "
                    + "takes nothing off and why, the stored value that could pay for it, and what the order would "
                    + "earn if it were paid in money. First each line has the lowest of the member's prices, which "
                    + "are not combined with each other; then shipping is free where a privilege has it so; then "
                    + "coupons take off their part of what is left. A line whose product is exclusive to other tiers "
                    + "has `restrictedTo`. The quote reserves nothing. The same cart again returns the quote as it "
                    + "is; another cart under its id is refused with 409.\n\n"
                    + "Example: with 5 % off for members and a coupon of 10.00, a line of 200.00 costs 180.00.")
            .Example("""
                {"quoteId": "q-20260131-7", "customerId": "c-1042",
                 "lines": [{"lineId": "1", "productId": "p-serum", "quantity": 2,
                   "unitPrice": {"amount": 19900, "currency": "CNY"}}],
                 "shipping": {"amount": 1000, "currency": "CNY"}}
                """)
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(QuoteProblems.QuoteConflict, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.QuoteId).MerchantId();
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.Lines).Count(1, QuoteContent.MaxLines)
                .WithErrorCode("LINES_COUNT").WithMessage($"A cart has 1 to {QuoteContent.MaxLines} lines.");
            RuleForEach(c => c.Body.Lines).NotNull().WithErrorCode("REQUIRED").WithMessage("A line is an object.")
                .ChildRules(line =>
                {
                    line.RuleFor(one => one.LineId).MerchantId();
                    line.RuleFor(one => one.ProductId).MerchantId();
                    line.RuleFor(one => one.Quantity).Must(quantity => quantity > 0 && Quantity.IsValid(quantity))
                        .WithErrorCode("QUANTITY_OUT_OF_RANGE")
                        .WithMessage("More than 0 and up to 1000000000, with at most four decimals.");
                    line.RuleFor(one => one.UnitPrice).InShopCurrency();
                    line.RuleFor(one => one.UnitPrice.Amount).AmountFrom(0);
                });
            RuleFor(c => c.Body.Lines).Must(lines => lines.DistinctBy(line => line?.LineId).Count() == lines.Count)
                .WithErrorCode("LINE_REPEATED").WithMessage("A line's id is unique in its cart.");
            RuleFor(c => c.Body.Lines).Must(IsCountable)
                .When(c => c.Body.Lines.All(line => line is not null && Quantity.IsValid(line.Quantity)))
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage($"A cart costs at most {Money.Limit}.");
            RuleFor(c => c.Body.Shipping).InShopCurrency();
            RuleFor(c => c.Body.Shipping!.Amount).AmountFrom(0).When(c => c.Body.Shipping is not null);
            RuleFor(c => c.Body.CouponCodes).Count(0, QuoteContent.MaxCoupons)
                .WithErrorCode("LIST_COUNT").WithMessage($"A cart has at most {QuoteContent.MaxCoupons} coupons.");
            RuleForEach(c => c.Body.CouponCodes).MerchantId();
            RuleFor(c => c.Body.ValidMinutes).Between(1, QuoteContent.MaxMinutes);
        }

        private static bool IsCountable(IReadOnlyList<QuoteLine> lines) =>
            lines.Sum(line => (decimal)line.UnitPrice.Amount * line.Quantity) is >= 0 and <= Money.Limit;
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings)
        : IRequestHandler<Command, CreatedOrExisting<Quote>>
    {
        public Task<CreatedOrExisting<Quote>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Make(transaction, command.Body), cancel);

        private async Task<CreatedOrExisting<Quote>> Make(ShopTransaction transaction, QuoteContent cart)
        {
            var shop = context.Shop.Id;
            var asking = transaction.Batch();
            var shopState = asking.ShopState(shop);
            await asking.Run(transaction.Cancel);
            var state = shopState.First!;
            var now = state.Now(context.Shop, context.Time);
            var members = await settings.Members(transaction, state);
            var reads = transaction.Batch();
            var customer = reads.UpsertAndLockCustomer(shop, cart.CustomerId, now);
            var known = reads.Membership.Quote(shop, cart.QuoteId);
            var making = new QuoteMaking(reads, context.Shop, members, cart, now);
            await reads.Run(transaction.Cancel);
            if (known.First is { } kept) return new CreatedOrExisting<Quote>(Same(kept, cart, now), false);
            var quote = making.ToQuote();
            var batch = transaction.Batch();
            batch.Membership.Keep(shop, customer.First!.Key, cart, quote);
            await batch.Commit(transaction.Cancel);
            return new CreatedOrExisting<Quote>(quote, true);
        }

        private static Quote Same(QuoteRow known, QuoteContent cart, DateTimeOffset now) =>
            JsonDifference.First(known.Cart, cart) is { } pointer
                ? throw QuoteProblems.QuoteConflict.Because(
                    $"The quote '{cart.QuoteId}' is known with another cart.", pointer)
                : known.At(now);
    }
}
