using SocialCommerce.Ladder.Orders;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// What decides the points of the carried buyer's next order, as long as it is later than all others: how many orders
/// there are, what those of the day granted, and the birthday.
/// </summary>
internal sealed class EarningReads
{
    private readonly PendingRows<long> _orders;
    private readonly PendingRows<long> _dayPoints;
    private readonly PendingRows<Birthday> _birthday;
    private readonly string _timeZone;
    private readonly DateTimeOffset _at;

    /// <summary>Adds the reads.</summary>
    public EarningReads(SqlBatch batch, Shop shop, DateTimeOffset at)
    {
        (_timeZone, _at) = (shop.TimeZone, at);
        var day = Periods.DayOf(at, shop.TimeZone);
        _orders = batch.Ladder.CarryOrdersWithin(
            shop.Id, Periods.DayBegin(day, shop.TimeZone), Periods.DayEnd(day, shop.TimeZone));
        _dayPoints = batch.Membership.PointsOfCarried(shop.Id);
        _birthday = batch.Membership.Birthday(shop.Id);
    }

    /// <summary>What the settings ask about an order paid then.</summary>
    public EarningBasis? Basis(MemberCatalogue catalogue, DateTimeOffset paidAt) =>
        EarningBasis.Of(catalogue, paidAt, _at, _birthday.First, _timeZone);

    /// <summary>The same with the answers, for an order after everything that is counted in the buyer's row.</summary>
    public EarningInputs? After(MemberRow? row, MemberCatalogue catalogue, DateTimeOffset paidAt) =>
        Basis(catalogue, paidAt) is not { } basis
            ? null
            : new EarningInputs(basis, EarningJudgement.Of(
                basis, row ?? MemberRow.Nobody, catalogue, _at, _orders.First == 0, _dayPoints.First));
}
