using SocialCommerce.Commissions.Balances;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Statements;

/// <summary>What the shop comes to since its beginning, counted from the records themselves.</summary>
internal static class GetTotals
{
    /// <summary>The totals.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>A count and what it comes to.</summary>
    public sealed record Tally(long Count, Money Sum);

    /// <summary>Commission in all.</summary>
    /// <param name="Accruals">How many accruals were made.</param>
    /// <param name="Accrued">What they came to when they were made.</param>
    /// <param name="Reversed">What refunds have taken back of them.</param>
    /// <param name="Net">What is left.</param>
    /// <param name="Absorbed">
    /// Of what was reversed: what the shop bears, because it had been paid out (<c>withinBalance</c>).
    /// </param>
    /// <param name="Settled">What statements came to.</param>
    /// <param name="Paid">What has been paid out, after tax.</param>
    /// <param name="OpenDisputes">Disputes without an answer.</param>
    public sealed record CommissionTotals(
        long Accruals, Money Accrued, Money Reversed, Money Net, Money Absorbed, Money Settled, Money Paid,
        long OpenDisputes);

    /// <summary>The totals of a shop.</summary>
    /// <param name="Orders">Orders, by their value as the plans count it.</param>
    /// <param name="Refunds">Refunds applied, by goods in the buyer's money.</param>
    /// <param name="WaitingEvents">Events that wait for their order or for a person's decision.</param>
    /// <param name="Bindings">People who have a referrer.</param>
    /// <param name="Promotions">Promotions by the tier reached.</param>
    /// <param name="Commissions">Commission.</param>
    public sealed record Result(
        Tally Orders, Tally Refunds, long WaitingEvents, long Bindings, IReadOnlyDictionary<string, long> Promotions,
        CommissionTotals Commissions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/totals", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getTotals", "Reports", "Get the shop's totals",
                "Returns the totals of the shop since its start, counted from the records themselves: orders, "
                    + "refunds, waiting events, bindings, promotions and commission. Use it to compare the shop with "
                    + "another system.")
            .Scope(Scopes.CommissionsRead).Expensive();

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = context.Shop;
            PendingRows<OrderTotals>? orders = null;
            PendingRows<long>? bindings = null;
            PendingRows<CommissionSums>? sums = null;
            var promotions = await context.Db.Read(shop.Id, batch =>
            {
                orders = batch.Ladder.OrderTotals(shop.Id);
                bindings = batch.Referrals.CountBindings(shop.Id);
                sums = batch.Commissions.CommissionSums(shop);
                return batch.Commissions.PromotionCounts(shop.Id);
            }, cancel);
            var (order, sum) = (orders!.First!, sums!.First!);
            return new Result(
                new Tally(order.Orders, shop.Money(order.ValueMinor)),
                new Tally(order.Refunds, shop.Money(order.RefundedMinor)), order.WaitingEvents, bindings!.First,
                promotions.List.ToDictionary(row => row.Tier, row => row.Promotions),
                new CommissionTotals(
                    sum.Accruals, shop.Money(sum.Accrued), shop.Money(sum.Accrued - sum.Net), shop.Money(sum.Net),
                    shop.Money(sum.Absorbed), shop.Money(sum.Settled), shop.Money(sum.Paid), sum.OpenDisputes));
        }
    }
}
