namespace SocialCommerce.Membership.StoredValue;

/// <summary>A guest's stored value becomes the claiming customer's, with its top-ups and reservations.</summary>
public sealed class ClaimedValue
{
    private readonly PendingRows<Held> _held;
    private readonly long _guest;
    private readonly long _customer;

    /// <summary>Adds the read of two people who are locked.</summary>
    public ClaimedValue(MembershipBatch batch, long shopId, long guestKey, long customerKey)
    {
        (_guest, _customer) = (guestKey, customerKey);
        _held = batch.Rows<Held>(HeldSql, new { shop = shopId, guest = guestKey });
    }

    /// <summary>Adds the writes.</summary>
    public void Write(MembershipBatch batch, PostingContext posting, string unit)
    {
        batch.Do(MoveSql, new { shop = posting.ShopId, guest = _guest, customer = _customer });
        var (principal, bonus) = (_held.First!.Principal, _held.First!.Bonus);
        batch.Sql.Book(
            [
                .. ValueWrites.Move(StoredValueMoves.PrincipalClaimedFrom, unit, _guest, principal, _guest),
                .. ValueWrites.Move(StoredValueMoves.PrincipalClaimedBy, unit, _customer, principal, _guest),
                .. ValueWrites.Move(StoredValueMoves.BonusClaimedFrom, unit, _guest, bonus, _guest),
                .. ValueWrites.Move(StoredValueMoves.BonusClaimedBy, unit, _customer, bonus, _guest),
            ], posting);
    }

    private sealed record Held(long Principal, long Bonus);

    private const string HeldSql = """
        select coalesce(sum(principal_left), 0)::bigint as principal, coalesce(sum(bonus_left), 0)::bigint as bonus
        from stored_value_top_ups where shop_id = @shop and customer_key = @guest
        """;

    private const string MoveSql = """
        with top_ups as (
            update stored_value_top_ups set customer_key = @customer where shop_id = @shop and customer_key = @guest)
        update stored_value_reservations set customer_key = @customer where shop_id = @shop and customer_key = @guest
        """;
}
