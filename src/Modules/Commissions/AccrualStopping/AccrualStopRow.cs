namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>A brake as it is kept.</summary>
internal sealed record AccrualStopRow(
    long BrakeKey, string BrakeId, string Scope, string Target, string Reason, string SetBy, DateTimeOffset SetAt,
    string? Action, string? ReleaseReason, string? ReleasedBy, DateTimeOffset? ReleasedAt, long? Accruals, long? Amount,
    string? PreparedBy)
{
    public const string Columns = """
        b.brake_key, b.brake_id, b.scope, b.target, b.reason, b.set_by, b.recorded_at as set_at, r.action,
        r.reason as release_reason, r.released_by, r.recorded_at as released_at, r.accruals, r.amount,
        r.prepared_by
        """;

    public const string Joins = """
        left join brake_releases r on r.shop_id = @shop and r.brake_id = b.brake_id
        """;

    public const string FindSql = $"""
        select {Columns} from brakes b {Joins} where b.shop_id = @shop and b.brake_id = @brakeId
        """;

    public ShownAccrualStop ToBrake(Shop shop) => new(
        BrakeId, Scope, Target, Reason, SetBy, SetAt, Action is null
            ? null
            : new AccrualStopRelease(
                Action, ReleaseReason!, ReleasedBy!, ReleasedAt!.Value, Accruals!.Value, shop.Money(Amount!.Value),
                PreparedBy));
}
