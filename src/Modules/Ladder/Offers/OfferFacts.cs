using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Offers;

/// <summary>What a next offer is decided by.</summary>
/// <param name="At">The shop's time.</param>
/// <param name="Ladder">The ladder in force.</param>
/// <param name="Need">The need in force; null until one is recorded.</param>
/// <param name="OwnedRungs">Rungs of the products that the customer has bought and kept.</param>
/// <param name="Relation">How far the journey went; null before the first order.</param>
/// <param name="Bought">Those products, the latest first.</param>
/// <param name="Suggestions">Products that follow from them, whose window is open.</param>
/// <param name="Products">A product for each rung that has one: the cheapest.</param>
internal sealed record OfferFacts(
    DateTimeOffset At, LadderContent Ladder, CustomerNeed? Need, IReadOnlyCollection<string> OwnedRungs,
    Relation? Relation, IReadOnlyList<BoughtProduct> Bought, IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyDictionary<string, string> Products)
{
    /// <summary>
    /// Every rung that the customer has: by a product, or by having become member or partner in another way.
    /// </summary>
    public IEnumerable<string> Reached => OwnedRungs
        .Concat(Relation?.MemberAt is null ? [] : new[] { Rungs.Member })
        .Concat(Relation?.PartnerAt is null ? [] : new[] { Rungs.Partner });
}
