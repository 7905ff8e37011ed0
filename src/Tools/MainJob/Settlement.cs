namespace SocialCommerce.MainJob;

/// <summary>A settlement run as the product tells it.</summary>
internal sealed record Settlement(DateTimeOffset PeriodEnd, long Statements, long TotalMinor);
