namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>An accrual stop as it is kept.</summary>
internal sealed record AccrualStopRow(
    long AccrualStopKey, string AccrualStopId, string Scope, string Target, string Reason, string SetBy,
    DateTimeOffset SetAt, string? Action, string? ReleaseReason, string? ReleasedBy, DateTimeOffset? ReleasedAt,
    long? Accruals, long? Amount, string? PreparedBy)
{
    public const string Columns = """
        b.accrual_stop_key, b.accrual_stop_id, b.scope, b.target, b.reason, b.set_by, b.recorded_at as set_at, r.action,
        r.reason as release_reason, r.released_by, r.recorded_at as released_at, r.accruals, r.amount,
        r.prepared_by
        """;

    public const string Joins = """
        left join accrual_stop_releases r on r.shop_id = @shop and r.accrual_stop_id = b.accrual_stop_id
        """;

    public const string FindSql = $"""
        select {Columns} from accrual_stops b {Joins} where b.shop_id = @shop and b.accrual_stop_id = @accrualStopId
        """;

    public ShownAccrualStop ToAccrualStop(Shop shop) => new(
        AccrualStopId, Scope, Target, Reason, SetBy, SetAt, Action is null
            ? null
            : new AccrualStopRelease(
                Action, ReleaseReason!, ReleasedBy!, ReleasedAt!.Value, Accruals!.Value, shop.Money(Amount!.Value),
                PreparedBy));
}
