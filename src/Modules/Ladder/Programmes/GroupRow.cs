namespace SocialCommerce.Ladder.Programmes;

/// <summary>The sums of a group.</summary>
internal sealed record GroupRow(
    bool HeldOut, long Customers, long Open, long WithAction, long OrdersBefore, long NetBefore, long BuyersBefore,
    long DaysBefore, long OrdersAfter, long NetAfter, long BuyersAfter, long DaysAfter)
{
    /// <summary>A group without customers.</summary>
    public static GroupRow Empty(bool heldOut) => new(heldOut, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>As the API shows it.</summary>
    public GroupEffect Shown(Shop shop, string factor)
    {
        var before = GroupFigures.Of(shop, Customers, OrdersBefore, NetBefore, BuyersBefore, DaysBefore);
        var after = GroupFigures.Of(shop, Customers, OrdersAfter, NetAfter, BuyersAfter, DaysAfter);
        return new GroupEffect(
            HeldOut ? Participant.HeldOut : Participant.Treated, Customers, Open, WithAction, before, after,
            after.Of(factor) - before.Of(factor));
    }
}
