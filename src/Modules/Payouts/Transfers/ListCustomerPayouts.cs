namespace SocialCommerce.Payouts.Transfers;

/// <summary>
/// Lists the transfers to a customer for display to the member: amounts, what to confirm and until when, and what can
/// be requested again.
/// </summary>
internal static class ListCustomerPayouts
{
    /// <summary>A page of a customer's transfers, latest first.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A transfer as the member sees it.</summary>
    /// <param name="TransferNo">Its number.</param>
    /// <param name="State"><c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>,
    /// <c>failed</c>, <c>expired</c>, <c>cancelled</c>, or <c>returned</c> by the bank after it was paid.</param>
    /// <param name="Gross">Before tax.</param>
    /// <param name="Tax">Withheld.</param>
    /// <param name="Net">What is paid out.</param>
    /// <param name="SubmittedAt">When it was handed to the channel.</param>
    /// <param name="CanAskAgain">Whether it expired and may be asked for again.</param>
    /// <param name="ClosedAt">When it was paid, or failed finally.</param>
    /// <param name="ConfirmBefore">Until when the member has to confirm it in WeChat.</param>
    /// <param name="Package" example="affffddafdfafddffda==">
    /// For <c>wx.requestMerchantTransfer</c>, while it can be confirmed.
    /// </param>
    /// <param name="MerchantId" example="1900000109">The WeChat merchant, for the same call.</param>
    /// <param name="AppId" example="wx8888888888888888">The WeChat app, for the same call.</param>
    /// <param name="Replaces" example="sc7k2m9p4q0000000000000001">
    /// The expired transfer instead of which it was asked for.
    /// </param>
    /// <param name="Reason">Why it failed, or came back.</param>
    /// <param name="ReturnedAt">When the return of what had been paid was booked; the next batch pays it again.</param>
    public sealed record Item(
        string TransferNo, string State, Money Gross, Money Tax, Money Net, DateTimeOffset SubmittedAt,
        bool CanAskAgain, DateTimeOffset? ClosedAt, DateTimeOffset? ConfirmBefore, string? Package, string? MerchantId,
        string? AppId, string? Replaces, string? Reason, DateTimeOffset? ReturnedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/payouts", (
                string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listCustomerPayouts", "Payouts", "List a customer's payouts",
                "Lists the transfers to a customer, latest first, for display to the member: amounts, status, what "
                    + "to confirm in WeChat and until when, and which expired transfers can be requested again.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var person = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            var rows = await db.Rows<Row>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                person.Key,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            var now = time.GetUtcNow();
            return Paging.Of(rows, limit, row => row.TransferKey).Select(row => row.ToItem(shop, now));
        }
    }

    private sealed record Row(
        long TransferKey, string TransferNo, string State, long Gross, long Tax, long Net, DateTimeOffset SubmittedAt,
        bool Replaced, DateTimeOffset? ClosedAt, DateTimeOffset? ConfirmBefore, string? Package, string? MchId,
        string? AppId, string? Replaces, string? Reason, bool TakenBack, DateTimeOffset? ReturnedAt)
    {
        public Item ToItem(Shop shop, DateTimeOffset now)
        {
            var waits = State == "awaitingConfirmation" && now < ConfirmBefore && !TakenBack;
            return new Item(
                TransferNo, State, shop.Money(Gross), shop.Money(Tax), shop.Money(Net), SubmittedAt,
                State == "expired" && !Replaced, ClosedAt, waits ? ConfirmBefore : null, waits ? Package : null,
                waits ? MchId : null, waits ? AppId : null, Replaces, Reason, ReturnedAt);
        }
    }

    private const string ListSql = """
        select b.transfer_key, b.transfer_no, b.state, b.gross, b.tax, b.net, b.submitted_at, exists (
                select from payout_transfers n where n.shop_id = @shop and n.replaces = b.transfer_key) as replaced,
            b.closed_at, b.confirm_before, b.package, w.mch_id, w.app_id, (
                select o.transfer_no from payout_transfers o where o.shop_id = @shop
                    and o.transfer_key = b.replaces) as replaces,
            b.reason, b.cancel_asked_at is not null as taken_back, b.returned_at
        from payout_transfers b
        left join wechat_channels w on w.shop_id = @shop and b.channel = 'wechat'
        where b.shop_id = @shop and b.customer_key = @key and b.transfer_key < @before
        order by b.transfer_key desc limit @take
        """;
}
