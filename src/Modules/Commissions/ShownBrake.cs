using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A brake (刹车): a rule, a person or a campaign whose new commission is held.</summary>
/// <param name="BrakeId">The shop's own id.</param>
/// <param name="Scope">`rule`, `person`, `touchpoint`, `inviteCode` or `productClass`.</param>
/// <param name="Target">Id of what is paused.</param>
/// <param name="Reason">Why.</param>
/// <param name="SetBy">Operator id of who set it.</param>
/// <param name="SetAt">Since when, by the shop's clock.</param>
/// <param name="Release">How it was released; absent while it is on.</param>
public sealed record ShownBrake(
    string BrakeId, string Scope, string Target, string Reason, string SetBy, DateTimeOffset SetAt,
    BrakeRelease? Release);

/// <summary>The end of a brake.</summary>
/// <param name="Action">`book` or `reject`.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReleasedBy">Operator id of who released it.</param>
/// <param name="ReleasedAt">When, by the shop's clock.</param>
/// <param name="Accruals">How many commissions moved.</param>
/// <param name="Amount">What they came to.</param>
/// <param name="PreparedBy">Operator id of the first person, where two have decided.</param>
public sealed record BrakeRelease(
    string Action, string Reason, string ReleasedBy, DateTimeOffset ReleasedAt, long Accruals, Money Amount,
    string? PreparedBy = null);

/// <summary>A brake as it is kept.</summary>
internal sealed record BrakeRow(
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

    public ShownBrake ToBrake(Shop shop) => new(
        BrakeId, Scope, Target, Reason, SetBy, SetAt, Action is null
            ? null
            : new BrakeRelease(
                Action, ReleaseReason!, ReleasedBy!, ReleasedAt!.Value, Accruals!.Value, shop.Money(Amount!.Value),
                PreparedBy));
}
