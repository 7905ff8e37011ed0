namespace SocialCommerce.Membership.PointLots;

/// <summary>Gets a customer's points: active, pending, and owed.</summary>
internal static class GetPointBalance
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The points at the shop's time.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="AsOf">The shop's time.</param>
    /// <param name="Balance">Active and pending points, less the debt.</param>
    /// <param name="Active">What can be spent.</param>
    /// <param name="Pending">What can be spent once its return window ends.</param>
    /// <param name="Debt">What was spent and then taken back; later earnings pay it back.</param>
    /// <param name="NextActivation">The pending points that become active first.</param>
    /// <param name="NextExpiry">The points that expire first.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset AsOf, long Balance, long Active, long Pending, long Debt,
        Moment? NextActivation = null, Moment? NextExpiry = null);

    /// <summary>Points that change at an instant.</summary>
    /// <param name="At">The instant.</param>
    /// <param name="Points">How many.</param>
    public sealed record Moment(DateTimeOffset At, long Points);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/points/balance", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getPointBalance", "Points", "Get a customer's point balance",
                "Returns a customer's points at the shop's time: active points, pending points of orders whose return "
                    + "window has not ended, a debt where points were spent and then taken back, and what becomes "
                    + "active and expires next. Points do not count from the instant of their expiry on.")
            .Scope(Scopes.MembershipRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            LotInputs? inputs = null;
            PendingRows<ShopState>? state = null;
            var customer = await db.Read(shop.Id, batch =>
            {
                var key = batch.FindBuyer(shop.Id, query.CustomerId);
                inputs = LotInputs.Of(batch.Membership, shop.Id);
                state = batch.ShopState(shop.Id);
                return key;
            }, cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var balance = inputs!.At(state!.First!.Now(shop, time));
            return new Result(
                query.CustomerId, balance.Now, balance.Total, balance.Active, balance.Pending, balance.Debt,
                First(balance.Lots, lot => lot.ActiveFrom > balance.Now ? lot.ActiveFrom : null),
                First(balance.Lots, lot => lot.ExpiresAt > balance.Now ? lot.ExpiresAt : null));
        }

        private static Moment? First(IEnumerable<PointLot> lots, Func<PointLot, DateTimeOffset?> at) => (
            from lot in lots
            where at(lot) is not null
            group lot.Left by at(lot)!.Value into one
            orderby one.Key
            select new Moment(one.Key, one.Sum())).FirstOrDefault();
    }
}
