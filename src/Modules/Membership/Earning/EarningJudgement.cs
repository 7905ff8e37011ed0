using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Earning;

/// <summary>
/// What a customer's history says about each order. It is a function of the set of orders and refunds by their own
/// times, whenever each was recorded: orders count in the order of their payments, of one instant by their ids. A day's
/// cap counts what orders granted in full; refunds and amendments free nothing of it. Pure.
/// </summary>
public static class EarningJudgement
{
    /// <summary>The facts of each order that has a basis, by its key.</summary>
    /// <param name="orders">All orders of the customer.</param>
    /// <param name="catalogue">The shop's tiers and rates.</param>
    /// <param name="invited">Tiers that persons gave the customer.</param>
    /// <param name="timeZone">Where the shop's days end.</param>
    public static Dictionary<long, EarningFacts> Of(
        IReadOnlyCollection<JudgedOrder> orders, MemberCatalogue catalogue, IReadOnlyCollection<InvitedTier>? invited,
        string timeZone)
    {
        var facts = new Dictionary<long, EarningFacts>();
        if (!orders.Any(order => order.Terms?.Basis is not null)) return facts;
        var before = new Dictionary<long, MemberRow>();
        MemberRules.Fold([.. orders.Select(order => order.Past)], catalogue, before: before);
        var caps = orders.Any(order => order.Terms?.Basis?.MaxPerDay is not null);
        var (days, first) = (new Dictionary<DateOnly, long>(), true);
        InvitedTier[]? given = invited is { Count: > 0 } ? [.. invited] : null;
        foreach (var order in Sorted(orders))
        {
            var day = caps ? Periods.DayOf(order.Past.At, timeZone) : default;
            if (order.Terms is { } terms)
            {
                if (terms.Basis is { } basis)
                {
                    var row = before[order.Past.OrderKey] with { Invited = given };
                    var judged = Of(basis, row, catalogue, order.Past.At, first, days.GetValueOrDefault(day));
                    facts.Add(order.Past.OrderKey, judged);
                    terms = terms with { Facts = judged };
                }
                days[day] = days.GetValueOrDefault(day) + terms.Whole.Points;
            }
            first = false;
        }
        return facts;
    }

    /// <summary>The facts of an order after everything that is known of its buyer.</summary>
    /// <param name="basis">What is asked.</param>
    /// <param name="row">The buyer before it.</param>
    /// <param name="catalogue">The shop's tiers and rates.</param>
    /// <param name="at">When the order takes effect.</param>
    /// <param name="first">Whether no order was paid before it.</param>
    /// <param name="dayPoints">What the orders before it granted in its day.</param>
    public static EarningFacts Of(
        EarningBasis basis, MemberRow row, MemberCatalogue catalogue, DateTimeOffset at, bool first, long dayPoints)
    {
        var tier = TierThen.Of(row, catalogue, at);
        return new EarningFacts(
            tier?.TierId, tier?.PointsMultiplierBps, first && basis.FirstOrder is not null,
            basis.MaxPerDay is { } most ? Math.Max(0, most - dayPoints) : null);
    }

    private static IEnumerable<JudgedOrder> Sorted(IEnumerable<JudgedOrder> orders) => orders
        .OrderBy(order => order.Past.At).ThenBy(order => order.Past.OrderId, StringComparer.Ordinal);
}
