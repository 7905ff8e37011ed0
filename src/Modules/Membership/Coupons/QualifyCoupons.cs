namespace SocialCommerce.Membership.Coupons;

/// <summary>
/// Finds out which of a customer's coupons apply to a cart, what each takes off, and why the others do not apply.
/// </summary>
internal static class QualifyCoupons
{
    private const int MaxLines = 500;

    /// <summary>A cart.</summary>
    /// <param name="Lines">What would be bought.</param>
    /// <param name="Shipping">The cost of shipping; none without it.</param>
    public sealed record Body(IReadOnlyList<CartLine> Lines, Money? Shipping = null);

    /// <summary>The cart of a customer.</summary>
    public sealed record Query(string CustomerId, Body Body) : IRequest<Result>;

    /// <summary>The customer's coupons that can be used now or later.</summary>
    /// <param name="Available">What applies, the largest discount first; of equal ones the first to expire.</param>
    /// <param name="Unavailable">What does not apply, and why.</param>
    public sealed record Result(IReadOnlyList<Available> Available, IReadOnlyList<Unavailable> Unavailable);

    /// <summary>A coupon that applies.</summary>
    /// <param name="Coupon">The coupon.</param>
    /// <param name="Discount">All that it takes off.</param>
    /// <param name="Lines">What it takes off each line of the cart, in the cart's order.</param>
    /// <param name="Shipping">What it takes off the shipping.</param>
    public sealed record Available(Coupon Coupon, Money Discount, IReadOnlyList<Money> Lines, Money Shipping);

    /// <summary>A coupon that does not apply.</summary>
    /// <param name="Coupon">The coupon.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Unavailable(Coupon Coupon, IReadOnlyList<UnavailableReason> Reasons);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/coupon-qualifications", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, body), cancel))
            .Describe(
                "qualifyCoupons", "Coupons", "Qualify a customer's coupons for a cart",
                "Returns which coupons of a customer apply to a cart, with what each takes off in all and off each "
                    + "line, and why the others do not apply. Call it at checkout; it changes nothing. Up to 200 "
                    + "coupons are looked at that are neither redeemed nor expired, those that expire first.\n\n"
                    + "Example: 10 % off with a cap of 15.00 takes 15.00 off lines of 120.00 and 60.00: 10.00 off "
                    + "the first and 5.00 off the second.")
            .Example("""
                {"lines": [{"productId": "p-serum", "quantity": 2, "amount": {"amount": 18000, "currency": "CNY"}}],
                 "shipping": {"amount": 800, "currency": "CNY"}}
                """)
            .Scope(Scopes.MembershipRead)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Lines).Count(1, MaxLines)
                .WithErrorCode("LINES_COUNT").WithMessage($"A cart has 1 to {MaxLines} lines.");
            RuleForEach(c => c.Body.Lines).ChildRules(line =>
            {
                line.RuleFor(one => one.ProductId).MerchantId();
                line.RuleFor(one => one.Quantity).Must(quantity => quantity > 0 && Quantity.IsValid(quantity))
                    .WithErrorCode("QUANTITY_OUT_OF_RANGE")
                    .WithMessage("More than 0 and up to 1000000000, with at most four decimals.");
                line.RuleFor(one => one.Amount).InShopCurrency();
                line.RuleFor(one => one.Amount.Amount).AmountFrom(0);
            });
            RuleFor(c => c.Body.Shipping).InShopCurrency();
            RuleFor(c => c.Body.Shipping!.Amount).AmountFrom(0).When(c => c.Body.Shipping is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<ShopState>? state = null;
            var customer = (await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.FindCustomer(shop.Id, query.CustomerId);
            }, cancel)).OrNotFound(query.CustomerId);
            var now = state!.First!.Now(shop, time);
            var rows = await db.Rows<CouponRow>(
                shop.Id, OpenSql, new { shop = shop.Id, customer = customer.Key, now }, cancel);
            return Qualify(rows, query.Body, shop, now);
        }
    }

    private static Result Qualify(IEnumerable<CouponRow> rows, Body cart, Shop shop, DateTimeOffset now)
    {
        var (available, unavailable) = (new List<Available>(), new List<Unavailable>());
        foreach (var row in rows)
        {
            var (coupon, reasons) = (row.At(now), new List<UnavailableReason>());
            var saving = CouponSaving.Of(row.Terms, cart.Lines, cart.Shipping?.Amount ?? 0);
            if (row.ValidFrom > now)
                reasons.Add(new UnavailableReason(UnavailableReason.NotYetValid, From: row.ValidFrom));
            if (saving.Reason is { } reason) reasons.Add(reason);
            if (reasons.Count > 0) unavailable.Add(new Unavailable(coupon, reasons));
            else available.Add(new Available(
                coupon, shop.Money(saving.Total), [.. saving.Lines.Select(shop.Money)], shop.Money(saving.Shipping)));
        }
        return new Result([.. available.OrderByDescending(one => one.Discount.Amount)], unavailable);
    }

    private const string OpenSql = $"""
        select {CouponRow.Columns}
        where k.shop_id = @shop and k.customer_key = @customer and k.redemption_key is null and k.expires_at > @now
        order by k.expires_at, k.coupon_key limit 200
        """;
}
