namespace SocialCommerce.Membership.CheckIns;

/// <summary>A day with a check-in.</summary>
/// <param name="Day" example="2026-01-31">The day, in the shop's time zone.</param>
/// <param name="CheckedInAt">When the customer checked in.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
internal sealed record CheckInDay(string Day, DateTimeOffset CheckedInAt, DateTimeOffset RecordedAt);
