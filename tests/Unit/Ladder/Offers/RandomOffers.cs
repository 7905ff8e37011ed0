using FsCheck;
using FsCheck.Fluent;
using SocialCommerce.Ladder.Offers;
using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.UnitTests.Ladder.Offers;

/// <summary>Customers at any place of any ladder.</summary>
internal static class RandomOffers
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] AllRungs = [.. Rungs.All];

    /// <summary>Anything that a shop may know of a customer.</summary>
    public static Arbitrary<OfferFacts> Any { get; } = (
        from ladder in Ladders
        from need in Gen.Elements<string?>(null, "low", "medium", "high")
        from owned in Gen.SubListOf(AllRungs)
        from member in Gen.Elements(false, false, true)
        from partner in Gen.Elements(false, false, false, true)
        from bought in Gen.ListOf(AnyBought)
        from suggestions in Gen.ListOf(AnySuggestion)
        from priced in Gen.SubListOf(AllRungs)
        select new OfferFacts(
            Now, ladder, need is null ? null : new CustomerNeed("c", 1, need), [.. owned],
            new Relation(member ? Now : null, partner ? Now : null), [.. bought.DistinctBy(one => one.ProductId)],
            [.. suggestions.DistinctBy(one => (one.ProductId, one.AfterProductId))],
            priced.ToDictionary(rung => rung, rung => $"cheapest-{rung}"))).ToArbitrary();

    // Rungs, and for each nothing or any rung of the ladder above it.
    private static Gen<LadderContent> Ladders =>
        from rungs in Gen.SubListOf(AllRungs).Where(rungs => rungs.Count > 0)
        from picks in Gen.ArrayOf(Gen.Choose(0, 5), rungs.Count)
        select LadderContent.Of(rungs.Select((rung, i) => new LadderRung(
            rung, null, rungs.OrderBy(Rungs.Place)
                .Where(one => Rungs.Place(one) > Rungs.Place(rung))
                .Cast<string?>().ElementAtOrDefault(picks[i] % 4))));

    private static Gen<BoughtProduct> AnyBought =>
        from product in Gen.Choose(1, 6)
        from orders in Gen.Choose(1, 3)
        from days in Gen.Choose(0, 60)
        from cycle in Gen.Choose(-20, 40)
        select new BoughtProduct(
            $"p{product}", orders, Now.AddDays(-days), $"o{product}", cycle > 0 ? cycle : null);

    private static Gen<Suggestion> AnySuggestion =>
        from product in Gen.Choose(1, 6)
        from after in Gen.Choose(1, 6)
        from days in Gen.Choose(0, 20)
        from window in Gen.Choose(1, 20)
        from rung in Gen.Elements<string?>([null, .. Rungs.All])
        select new Suggestion(
            $"n{product}-{rung}", $"p{after}", $"o{after}", Now.AddDays(-days), "why", window,
            Now.AddDays(window - days), rung);
}
