using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Earning;

/// <summary>
/// What a shop's settings ask of a customer's history to say how many points an order earns; fixed when the order is
/// recorded.
/// </summary>
/// <param name="MaxPerDay">The most points of the customer's day; null: no cap.</param>
/// <param name="BirthdayBps">The multiplier of the birthday; null where the order was not paid on it.</param>
/// <param name="FirstOrder">What the customer's first order earns more; null: nothing.</param>
public sealed record EarningBasis(long? MaxPerDay = null, int? BirthdayBps = null, FirstOrderPoints? FirstOrder = null)
{
    /// <summary>Whether the settings ask anything of the history of an order's buyer.</summary>
    /// <param name="catalogue">The shop's tiers and rates.</param>
    /// <param name="paidAt">When the order was paid, by which rates count.</param>
    /// <param name="at">When it takes effect, by which tiers count.</param>
    public static bool IsAsked(MemberCatalogue catalogue, DateTimeOffset paidAt, DateTimeOffset at) =>
        catalogue.RatesAt(paidAt).Terms?.Points is { AsksHistory: true } || catalogue.SetThen(at).HasMultipliers;

    /// <summary>Whether they ask for more than the tier: for other orders, or the birthday.</summary>
    public static bool AsksOrders(MemberCatalogue catalogue, DateTimeOffset paidAt) =>
        catalogue.RatesAt(paidAt).Terms?.Points is { } points
            && (points.MaxPerDay is not null || points.FirstOrder is not null || points.Birthday is not null);

    /// <summary>What they ask; null where they ask nothing.</summary>
    /// <param name="catalogue">The shop's tiers and rates.</param>
    /// <param name="paidAt">When the order was paid.</param>
    /// <param name="at">When it takes effect.</param>
    /// <param name="birthday">The buyer's birthday, as it is known when the order is recorded; null: unknown.</param>
    /// <param name="timeZone">Where the shop is.</param>
    public static EarningBasis? Of(
        MemberCatalogue catalogue, DateTimeOffset paidAt, DateTimeOffset at, Birthday? birthday, string timeZone)
    {
        if (!IsAsked(catalogue, paidAt, at)) return null;
        var terms = catalogue.RatesAt(paidAt).Terms?.Points;
        var celebrates = birthday is not null && terms?.Birthday is { } rule
            && rule.Takes(birthday, Periods.DayOf(at, timeZone));
        return new EarningBasis(
            terms?.MaxPerDay, celebrates ? terms!.Birthday!.MultiplierBps : null, terms?.FirstOrder);
    }
}
