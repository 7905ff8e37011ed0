using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Offers;

/// <summary>
/// Decides what to offer to a customer next (客单递进): a product of the rung that the ladder names after the highest one
/// that the customer has. Pure.
/// </summary>
/// <param name="Offer">The offer; null without one.</param>
/// <param name="NoOffer">Why there is no offer; null with one.</param>
internal sealed record NextOffer(Offer? Offer, string? NoOffer)
{
    private const int MostOrders = 3;

    /// <summary>The offer, or why the customer gets no offer.</summary>
    public static NextOffer Decide(OfferFacts facts)
    {
        if (facts.Need?.Level == CustomerNeed.Low) return new(null, "lowNeed");
        var highest = Rungs.Highest(facts.Reached);
        if (facts.Ladder.After(highest) is not { } rung)
            return new(null, facts.Ladder.EndsAt(highest) ? "ladderComplete" : "noNextRung");
        if (OfLinks(facts, rung) is { } linked) return new(linked, null);
        if (!facts.Products.TryGetValue(rung, out var product)) return new(null, "noProduct");
        return new(OfRung(facts, rung, product), null);
    }

    /// <summary>A linked product comes first: the one whose window ends first.</summary>
    private static Offer? OfLinks(OfferFacts facts, string rung)
    {
        var open = facts.Suggestions
            .Where(one => one.Rung == rung && one.BoughtAt <= facts.At && one.Until > facts.At)
            .OrderBy(one => one.Until).ThenBy(one => one.ProductId, StringComparer.Ordinal)
            .ThenBy(one => one.AfterProductId, StringComparer.Ordinal).ToList();
        if (open.Count == 0) return null;
        Suggestion[] links = [.. open.Where(one => one.ProductId == open[0].ProductId)];
        return new(
            open[0].ProductId, rung, "moreItems", new OfferTime(facts.At, links[^1].Until),
            new OfferEvidence([.. links.Select(one => one.OrderId).Distinct().Take(MostOrders)], links));
    }

    private static Offer OfRung(OfferFacts facts, string rung, string product)
    {
        string[] orders =
        [
            .. facts.Bought.OrderByDescending(one => one.LastPaidAt)
                .ThenBy(one => one.ProductId, StringComparer.Ordinal)
                .Select(one => one.LastOrderId).Distinct().Take(MostOrders),
        ];
        if (rung != Rungs.Partner && Repeated(facts) is { } cycle)
            return new(
                product, rung, "deeperNeed", new OfferTime(cycle.DueAt > facts.At ? cycle.DueAt : facts.At),
                new OfferEvidence(orders, [], cycle));
        var reason = rung switch
        {
            Rungs.Member => "morePrivileges",
            Rungs.Partner => "deeperRelation",
            // The first deal makes the relation; after it, the need is what is known.
            _ => orders.Length == 0 ? "deeperRelation" : "deeperNeed",
        };
        return new(product, rung, reason, new OfferTime(facts.At), new OfferEvidence(orders, []));
    }

    /// <summary>The product bought more than once that is due first.</summary>
    private static OfferCycle? Repeated(OfferFacts facts) => facts.Bought
        .Where(one => one is { Orders: > 1, ExpectedCycleDays: not null })
        .OrderBy(one => one.DueAt).ThenBy(one => one.ProductId, StringComparer.Ordinal)
        .Select(one => new OfferCycle(
            one.ProductId, one.Orders, one.LastPaidAt, one.ExpectedCycleDays!.Value, one.DueAt!.Value))
        .FirstOrDefault();
}
