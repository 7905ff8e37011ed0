namespace SocialCommerce.Membership.StoredValue;

/// <summary>The statements by which parts of top-ups are taken and booked.</summary>
internal static class ValueWrites
{
    /// <summary>Books bonus that has expired: the first write after its end does.</summary>
    public static void Expire(
        this MembershipBatch batch, PostingContext posting, string unit, long customerKey, ValueBalance balance)
    {
        batch.TakeParts(posting.ShopId, balance.Expired, refunds: false);
        batch.Sql.Book(
            [
                .. balance.Expired.Select(part => new Movement(
                    StoredValueMoves.BonusExpired, unit, customerKey, part.Bonus, part.Lot.Key)),
            ], posting);
    }

    /// <summary>Books an amount, where there is any.</summary>
    public static Movement[] Move(LedgerMove move, string unit, long customerKey, long amount, long subject) =>
        amount > 0 ? [new Movement(move, unit, customerKey, amount, subject)] : [];

    /// <summary>Lowers what is left of top-ups.</summary>
    public static void TakeParts(
        this MembershipBatch batch, long shopId, IReadOnlyCollection<ValuePart> parts, bool refunds)
    {
        if (parts.Count == 0) return;
        batch.Do(TakeSql, new
        {
            shop = shopId,
            keys = parts.Select(part => part.Lot.Key).ToArray(),
            principals = parts.Select(part => part.Principal).ToArray(),
            bonuses = parts.Select(part => part.Bonus).ToArray(),
            refunds,
        });
    }

    private const string TakeSql = """
        update stored_value_top_ups t set principal_left = t.principal_left - n.principal,
            bonus_left = t.bonus_left - n.bonus,
            refunded = t.refunded + case when @refunds then n.principal else 0 end
        from unnest(@keys, @principals, @bonuses) as n(top_up_key, principal, bonus)
        where t.shop_id = @shop and t.top_up_key = n.top_up_key
        """;
}
