namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>
/// Looks for what is missing or wrong on a ladder: each rung has an audience and a product, each product a price; each
/// rung but the highest leads to the next one; and every price is above those of the rung below. Pure.
/// </summary>
internal static class LadderReview
{
    /// <summary>The findings, lowest rung first.</summary>
    public static IReadOnlyList<LadderFinding> Of(LadderContent ladder, IReadOnlyList<RungPrices> prices)
    {
        var known = prices.ToDictionary(one => one.Rung, StringComparer.Ordinal);
        var findings = new List<LadderFinding>();
        RungPrices? below = null;
        for (var i = 0; i < ladder.Rungs.Count; i++)
        {
            var rung = ladder.Rungs[i];
            findings.AddRange(OfRung(ladder, rung, i));
            if (!known.TryGetValue(rung.Rung, out var own)) continue;
            findings.AddRange(OfProducts(own, below, $"#/rungs/{i}"));
            if (own.HighestMinor is not null) below = own;
        }
        return findings;
    }

    private static IEnumerable<LadderFinding> OfRung(LadderContent ladder, LadderRung rung, int place)
    {
        var at = $"#/rungs/{place}";
        if (rung.Audience is null)
            yield return new("noAudience", rung.Rung, $"{at}/audience", "The rung has no audience.");
        if (rung.NextRung is null && place < ladder.Rungs.Count - 1)
            yield return new("noNextRung", rung.Rung, $"{at}/nextRung", "The rung leads to no other rung.");
        if (place > 0 && ladder.Rungs.All(other => other.NextRung != rung.Rung))
            yield return new("rungNotReached", rung.Rung, at, "No rung leads to this one.");
    }

    private static IEnumerable<LadderFinding> OfProducts(RungPrices own, RungPrices? below, string at)
    {
        if (own.Product is null)
            yield return new("noProduct", own.Rung, at, "No product stands on the rung.");
        if (own.UnpricedProduct is { } unpriced)
            yield return new(
                "noPrice", own.Rung, at, $"Product '{unpriced}' has no price to compare.", unpriced);
        if (own.LowestMinor <= below?.HighestMinor)
            yield return new(
                "priceNotAbove", own.Rung, $"{at}/lowestPrice",
                $"Product '{own.LowestProduct}' costs no more than '{below.HighestProduct}' of rung {below.Rung}.",
                own.LowestProduct);
    }
}
