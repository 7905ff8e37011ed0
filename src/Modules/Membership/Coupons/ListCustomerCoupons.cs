namespace SocialCommerce.Membership.Coupons;

/// <summary>Lists a customer's coupons, newest first.</summary>
internal static class ListCustomerCoupons
{
    /// <summary>A page of one customer's coupons.</summary>
    public sealed record Query(string CustomerId, string? Status, string? Cursor, int? Limit) : IRequest<Page<Coupon>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/coupons", (
                string customerId, string? status, string? cursor, int? limit, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(customerId, status, cursor, limit), cancel))
            .Describe(
                "listCustomerCoupons", "Coupons", "List a customer's coupons",
                "Lists the coupons of a customer, newest first. Filter by the `status` `upcoming`, `usable`, "
                    + "`redeemed` or `expired`, which is derived from the shop's clock: a coupon is expired from "
                    + "that instant on.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange,
                CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Coupon>>
    {
        public async Task<Page<Coupon>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, CouponStates.All);
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<ShopState>? state = null;
            var customer = (await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.FindCustomer(shop.Id, query.CustomerId);
            }, cancel)).OrNotFound(query.CustomerId);
            var now = state!.First!.Now(shop, time);
            var rows = await db.Rows<CouponRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                customer = customer.Key,
                before = before > 0 ? before : long.MaxValue,
                query.Status,
                now,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.CouponKey).Select(row => row.At(now));
        }
    }

    private const string ListSql = $"""
        select {CouponRow.Columns}
        where k.shop_id = @shop and k.customer_key = @customer and k.coupon_key < @before
            and (@status is null or @status = {CouponStates.StateAtNow})
        order by k.coupon_key desc limit @take
        """;
}
