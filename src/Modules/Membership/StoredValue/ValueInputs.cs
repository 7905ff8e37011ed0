namespace SocialCommerce.Membership.StoredValue;

/// <summary>
/// A customer's stored value, read under the customer's own lock: of several writers each sees what the others left, so
/// that no balance falls below 0.
/// </summary>
internal sealed class ValueInputs
{
    private readonly PendingRows<long>? _customer;
    private readonly PendingRows<ValueLot> _lots;
    private readonly PendingRows<OpenReservation> _open;
    private readonly PendingRows<ShopState>? _state;
    private readonly PendingSetting<PutStoredValueSettings.Body>? _settings;

    /// <summary>
    /// Adds the reads of the carried customer; with the lock, the shop's state and the rules where something is to be
    /// written.
    /// </summary>
    public ValueInputs(SqlBatch batch, long shopId, bool writes = true)
    {
        if (writes) _customer = batch.LockBuyerOrClaimant(shopId);
        _lots = batch.Rows<ValueLot>(LotsSql, new { shop = shopId });
        _open = batch.Rows<OpenReservation>(OpenSql, new { shop = shopId });
        if (!writes) return;
        _state = batch.ShopState(shopId);
        _settings = batch.InForce(PutStoredValueSettings.Setting, shopId);
    }

    /// <summary>The customer who is locked: of a guest who was claimed, the one who claimed; 0 for none.</summary>
    public long CustomerKey => _customer!.First;

    /// <summary>The shop's state.</summary>
    public ShopState State => _state!.First!;

    /// <summary>The rules in force.</summary>
    public PutStoredValueSettings.Body Settings => _settings!.Content;

    /// <summary>The balance at a time.</summary>
    public ValueBalance At(DateTimeOffset now) => ValueBalance.At(_lots.List, now);

    /// <summary>What reservations keep at a time, without one of them.</summary>
    public long Reserved(DateTimeOffset now, string? without = null) => _open.List
        .Where(one => one.ExpiresAt > now && one.ReservationId != without).Sum(one => one.Amount);

    private sealed record OpenReservation(string ReservationId, long Amount, DateTimeOffset ExpiresAt);

    private const string LotsSql = $"""
        select top_up_key as key, top_up_id, principal, bonus, principal_left, bonus_left, refunded, bonus_until,
            paid_at
        from stored_value_top_ups
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and (principal_left > 0 or bonus_left > 0)
        order by top_up_key
        """;

    private const string OpenSql = $"""
        select reservation_id, amount, expires_at from stored_value_reservations
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and status = 'reserved'
        """;
}
