namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>The statements about what reservations have spent of top-ups.</summary>
internal static class SpentPartSql
{
    /// <summary>What a reservation has spent of each top-up and has not come back.</summary>
    public static PendingRows<SpentPart> SpentParts(this MembershipBatch batch, long shopId, string reservationId) =>
        batch.Rows<SpentPart>(LeftSql, new { shop = shopId, reservationId });

    /// <summary>Keeps what a reservation has spent, or what comes back.</summary>
    public static void KeepParts(
        this MembershipBatch batch, PostingContext posting, long reservationKey, IReadOnlyCollection<SpentPart> parts)
    {
        if (parts.Count == 0) return;
        batch.Do(KeepSql, Arguments(posting, reservationKey, parts));
    }

    /// <summary>Gives parts back to their top-ups.</summary>
    public static void GiveBack(
        this MembershipBatch batch, PostingContext posting, long reservationKey, IReadOnlyCollection<SpentPart> parts)
    {
        batch.KeepParts(posting, reservationKey, parts);
        batch.Do(GiveBackSql, Arguments(posting, reservationKey, parts));
    }

    private static object Arguments(
        PostingContext posting, long reservationKey, IReadOnlyCollection<SpentPart> parts) => new
        {
            shop = posting.ShopId,
            reservationKey,
            keys = parts.Select(part => part.TopUpKey).ToArray(),
            principals = parts.Select(part => part.Principal).ToArray(),
            bonuses = parts.Select(part => part.Bonus).ToArray(),
            posting.RecordedAt,
        };

    private const string LeftSql = """
        select p.top_up_key, sum(p.principal)::bigint as principal, sum(p.bonus)::bigint as bonus
        from stored_value_reservations r
            join stored_value_parts p on p.shop_id = @shop and p.reservation_key = r.reservation_key
        where r.shop_id = @shop and r.reservation_id = @reservationId
        group by p.top_up_key order by p.top_up_key
        """;

    private const string KeepSql = """
        insert into stored_value_parts (shop_id, reservation_key, top_up_key, principal, bonus, recorded_at)
        select @shop, @reservationKey, n.top_up_key, n.principal, n.bonus, @recordedAt
        from unnest(@keys, @principals, @bonuses) as n(top_up_key, principal, bonus)
        """;

    private const string GiveBackSql = """
        update stored_value_top_ups t set principal_left = t.principal_left - n.principal,
            bonus_left = t.bonus_left - n.bonus
        from unnest(@keys, @principals, @bonuses) as n(top_up_key, principal, bonus)
        where t.shop_id = @shop and t.top_up_key = n.top_up_key
        """;
}
