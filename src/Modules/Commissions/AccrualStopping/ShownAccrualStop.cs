namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>An accrual stop (刹车): a rule, a person or a campaign whose new commission is held.</summary>
/// <param name="AccrualStopId">The shop's own id.</param>
/// <param name="Scope">`rule`, `person`, `touchpoint`, `inviteCode` or `productClass`.</param>
/// <param name="Target" example="c-1001">Id of what is paused.</param>
/// <param name="Reason">Why.</param>
/// <param name="SetBy" example="li.na">Operator id of who set it.</param>
/// <param name="SetAt">Since when, by the shop's clock.</param>
/// <param name="Release">How it was released; absent while it is on.</param>
internal sealed record ShownAccrualStop(
    string AccrualStopId, string Scope, string Target, string Reason, string SetBy, DateTimeOffset SetAt,
    AccrualStopRelease? Release);
