namespace SocialCommerce.Books.Months;

/// <summary>A closed month (月结): what was recorded in it, account by account.</summary>
/// <param name="Month">The month, such as <c>2026-01</c>.</param>
/// <param name="MonthEnd" example="2026-02-28T16:00:00Z">Its end: midnight where the shop is.</param>
/// <param name="Hash">SHA-256 of its trial balance's file without the byte order mark; who signs the month names it.
/// </param>
/// <param name="ClosedBy" example="li.na">Operator id of who closed it.</param>
/// <param name="ClosedAt">When, by the shop's clock.</param>
/// <param name="Accounts">Every account over all people.</param>
/// <param name="SignedBy" example="wang.wei">Operator id of the second person, who has signed it.</param>
/// <param name="SignedAt">The time of the signature.</param>
public sealed record ClosedMonth(
    string Month, DateTimeOffset MonthEnd, string Hash, string ClosedBy, DateTimeOffset ClosedAt,
    IReadOnlyList<AccountBalance> Accounts, string? SignedBy, DateTimeOffset? SignedAt);
