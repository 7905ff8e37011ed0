namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>The end of an accrual stop.</summary>
/// <param name="Action">`book` or `reject`.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReleasedBy" example="wang.wei">Operator id of who released it.</param>
/// <param name="ReleasedAt">When, by the shop's clock.</param>
/// <param name="Accruals">How many commissions moved.</param>
/// <param name="Amount">What they came to.</param>
/// <param name="PreparedBy">Operator id of the first person, where two have decided.</param>
internal sealed record AccrualStopRelease(
    string Action, string Reason, string ReleasedBy, DateTimeOffset ReleasedAt, long Accruals, Money Amount,
    string? PreparedBy = null);
