using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Programmes;

/// <summary>What a group did within the window.</summary>
/// <param name="Orders" example="180">Orders paid in it that were not refunded as a whole.</param>
/// <param name="Net">What was paid for them, without refunds.</param>
/// <param name="Buyers" example="120">Customers who had paid an order by the window's end.</param>
/// <param name="LifetimeDays" example="5400">
/// Days, of 24 hours each and rounded down, from the first to the last of the orders by the window's end, of all
/// buyers.
/// </param>
/// <param name="Frequency" example="0.9">Orders by customers.</param>
/// <param name="Ticket">What was paid by orders.</param>
/// <param name="Lifetime" example="45">Days by buyers.</param>
public sealed record GroupFigures(
    long Orders, Money Net, long Buyers, long LifetimeDays, decimal? Frequency, Money? Ticket, decimal? Lifetime)
{
    internal static GroupFigures Of(Shop shop, long customers, long orders, long net, long buyers, long days) => new(
        orders, shop.Money(net), buyers, days, Share.Of(orders, customers), Share.Of(shop.Money(net), orders),
        Share.Of(days, buyers));

    /// <summary>The figure of a factor; an amount in minor units.</summary>
    internal decimal? Of(string factor) => factor switch
    {
        ProgrammeTerms.Frequency => Frequency,
        ProgrammeTerms.Ticket => Ticket?.Amount,
        _ => Lifetime,
    };
}
