using SocialCommerce.Kernel;

namespace SocialCommerce.Membership;

/// <summary>A guest's points, growth and tiers become the claiming customer's.</summary>
public static class ClaimedMember
{
    private const string Claimed = "claimed";

    /// <summary>A member's row.</summary>
    public static Rows<MemberRow> MemberOf(this Batch batch, long shopId, long customerKey) =>
        batch.Rows<MemberRow>(MemberSql, new { shop = shopId, customerKey });

    /// <summary>
    /// The customer with what the guest had: the sums added, of each tier the later end. Growth reached together begins
    /// with the claim. Pure.
    /// </summary>
    public static MemberChange Absorb(
        MemberRow? customer, MemberRow guest, MemberCatalogue catalogue, DateTimeOffset now)
    {
        var own = customer ?? MemberRow.Nobody;
        var together = own with
        {
            Growth = own.Growth + guest.Growth,
            Points = own.Points + guest.Points,
            GrowthTier = own.GrowthTier ?? guest.GrowthTier,
            GrowthTierUntil = own.GrowthTierUntil ?? guest.GrowthTierUntil,
            Held = [.. own.Held.Concat(guest.Held).GroupBy(held => held.TierId).Select(Longest)],
        };
        return MemberRules.Earn(together, catalogue, [], now) with { Growth = guest.Growth, Points = guest.Points };
    }

    /// <summary>Moves what the guest had, of either sign; nothing where the guest had nothing.</summary>
    public static void Absorb(this Batch batch, Occasion when, long guestKey, long customerKey, MemberChange change)
    {
        batch.Save(when, customerKey, change);
        batch.Save(when, guestKey, change with
        {
            After = MemberRow.Nobody,
            Growth = -change.Growth,
            Points = -change.Points,
            Entries = [],
        });
        if (change.Points == 0) return;
        var (giver, taker) = change.Points > 0 ? (guestKey, customerKey) : (customerKey, guestKey);
        var points = Math.Abs(change.Points);
        batch.Book(
            [
                new Movement(
                    Movement.Points, giver, Account.PointsHeld, Account.PointsIssued, points, Claimed, guestKey),
                new Movement(
                    Movement.Points, taker, Account.PointsIssued, Account.PointsHeld, points, Claimed, guestKey),
            ], when);
    }

    private static HeldTier Longest(IEnumerable<HeldTier> same) =>
        same.MaxBy(held => held.Until ?? DateTimeOffset.MaxValue)!;

    private const string MemberSql = """
        select growth, points, growth_tier, growth_tier_until, held, version from members
        where shop_id = @shop and customer_key = @customerKey
        """;
}
