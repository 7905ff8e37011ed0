using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.UnitTests.Membership;

/// <summary>Orders, refunds and tiers from which members are made; day 0 is the first of 2026.</summary>
internal static class RandomMembers
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly MemberCatalogue Shop = Catalogue(
        Tier("silver", 1, growthFrom: 100, days: 365),
        Tier("gold", 2, growthFrom: 500, days: 30),
        Tier("black", 3, days: 90, products: ["card"]));

    public static MemberTier Tier(
        string id, int rank, long? growthFrom = null, int? days = null, string[]? products = null) =>
        new(id, 1, id, rank, growthFrom, products ?? [], days, [], DateTimeOffset.UnixEpoch);

    public static MemberCatalogue Catalogue(params MemberTier[] tiers) => new(tiers, []);

    /// <summary>An order as it is granted, under an id of its own.</summary>
    public static PastOrder Granted(
        MemberCatalogue catalogue, string id, DateTimeOffset at, params PaidLine[] lines)
    {
        var terms = GrantTerms.Of(catalogue, lines, at);
        return new PastOrder(
            id.GetHashCode(StringComparison.Ordinal), id, at, terms.Whole.Points, terms.Whole.Growth, terms.Gives, [],
            terms.Whole.SpendMinor);
    }

    public static PastOrder Order(MemberCatalogue catalogue, int day, params PaidLine[] lines) =>
        Granted(catalogue, "order", Day(day), lines);

    public static PastOrder Bought(
        MemberCatalogue catalogue, int day, long valueMinor, params (int Day, long Left)[] refunds) =>
        Order(catalogue, day, Line(valueMinor)) with
        {
            Refunds =
            [
                .. refunds.Select((refund, i) => new PastRefund(
                    $"r{i}", Day(refund.Day),
                    new MembershipStanding(refund.Left / 100, refund.Left / 100, refund.Left), [],
                    catalogue.RefundsAt(Day(refund.Day)))),
            ],
        };

    public static PastOrder Card(
        MemberCatalogue catalogue, string id, int day, long units, params (int Day, long UnitsLeft)[] refunds) =>
        Granted(catalogue, id, Day(day), new PaidLine("card", units, 0)) with
        {
            Refunds =
            [
                .. refunds.Select((refund, i) => new PastRefund(
                    $"r{i}", Day(refund.Day), default, [refund.UnitsLeft], catalogue.RefundsAt(Day(refund.Day)))),
            ],
        };

    public static MemberRow Refunded(
        MemberCatalogue catalogue, PastOrder order, params (int Day, long Left)[] refunds)
    {
        var row = MemberRules.Earn(null, catalogue, order, order.At).After;
        var after = order with
        {
            Refunds =
            [
                .. refunds.Select((refund, i) => new PastRefund(
                    $"r{i}", Day(refund.Day),
                    new MembershipStanding(refund.Left / 100, refund.Left / 100, refund.Left), [],
                    catalogue.RefundsAt(Day(refund.Day)))),
            ],
        };
        return MemberRules.Recompute(row, [order], [after], catalogue, Day(refunds[^1].Day)).After;
    }

    public static MemberRow Fold(params PastOrder[] orders) => MemberRules.Fold(orders, Shop).Member;

    public static PaidLine Line(long valueMinor) => new("tea", 1, valueMinor);

    public static DateTimeOffset Day(int day) => Start.AddDays(day);

    public static MemberRow Buy(long valueMinor) =>
        MemberRules.Earn(null, Shop, Order(Shop, 0, Line(valueMinor)), Start).After;

    public static string? TierOf(MemberRow member, DateTimeOffset at) =>
        MemberRules.TierAt(member, Shop, at)?.Tier.TierId;

    public static (string? Tier, DateTimeOffset? Until) TierAt(
        MemberRow member, MemberCatalogue catalogue, DateTimeOffset at) =>
        MemberRules.TierAt(member, catalogue, at) is { } tier ? (tier.Tier.TierId, tier.Until) : (null, null);

    public static DateTimeOffset? Until(MemberRow member, DateTimeOffset at) =>
        MemberRules.TierAt(member, Shop, at)?.Until;
}
