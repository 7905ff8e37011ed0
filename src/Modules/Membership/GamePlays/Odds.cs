using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>The weight of a prize that could be won when a play was made.</summary>
/// <param name="PrizeId">The prize.</param>
/// <param name="Weight">Its weight.</param>
internal sealed record Odds(string PrizeId, int Weight)
{
    /// <summary>The prizes that can be won: those in stock, and coupons that can be issued to the customer.</summary>
    /// <param name="prizes">The prizes of the game, in their order.</param>
    /// <param name="wins">How often each was won.</param>
    /// <param name="issuable">The coupon templates of which the customer can be issued a coupon.</param>
    public static List<GamePrize> Winnable(
        IEnumerable<GamePrize> prizes, IReadOnlyDictionary<string, long> wins, IReadOnlySet<string> issuable) =>
    [
        .. prizes.Where(prize => prize.Weight > 0 && !(wins.GetValueOrDefault(prize.PrizeId) >= prize.Stock)
            && (prize.TemplateId is null || issuable.Contains(prize.TemplateId))),
    ];
}
