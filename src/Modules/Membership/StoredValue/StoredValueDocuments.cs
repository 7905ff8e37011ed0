namespace SocialCommerce.Membership.StoredValue;

/// <summary>The documents of stored value: top-ups, committed reservations, returns, refunds, claims.</summary>
internal static class StoredValueDocuments
{
    /// <summary>The sources.</summary>
    public static readonly IReadOnlyList<DocumentSource> Sources =
    [
        new(["toppedUp", "bonusGranted", "bonusExpired"], TopUpsSql),
        new(["valueSpent"], SpendsSql),
        new(["valueReturned"], ReturnsSql),
        new(["claimed"], ClaimsSql),
        new(["valueRefunded", "bonusWithdrawn"], RefundsSql),
    ];

    private const string TopUpsSql = """
        select m.movement_id, 'storedValueTopUp' as kind, t.top_up_id as id, null::text as prefix, null::bigint as key,
            null::text as rule, null::text as rule_kind
        from movements m join stored_value_top_ups t on t.shop_id = @shop and t.top_up_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;

    private const string SpendsSql = """
        select m.movement_id, 'storedValueReservation' as kind, r.reservation_id as id, null::text as prefix,
            null::bigint as key, null::text as rule, null::text as rule_kind
        from movements m join stored_value_reservations r on r.shop_id = @shop and r.reservation_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;

    private const string ReturnsSql = """
        select m.movement_id, 'storedValueReturn' as kind, r.return_id as id, null::text as prefix, null::bigint as key,
            null::text as rule, null::text as rule_kind
        from movements m join stored_value_returns r on r.shop_id = @shop and r.return_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;

    private const string ClaimsSql = """
        select m.movement_id, 'guestClaim' as kind, c.customer_id as id, null::text as prefix, null::bigint as key,
            null::text as rule, null::text as rule_kind
        from movements m join customers c on c.shop_id = @shop and c.customer_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;

    private const string RefundsSql = """
        select m.movement_id, 'storedValueRefund' as kind, r.refund_id as id, null::text as prefix, null::bigint as key,
            null::text as rule, null::text as rule_kind
        from movements m join stored_value_refunds r on r.shop_id = @shop and r.refund_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;
}
