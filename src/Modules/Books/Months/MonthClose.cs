namespace SocialCommerce.Books.Months;

/// <summary>A month's close, from which the next month begins.</summary>
/// <param name="Month">The month.</param>
/// <param name="MonthEnd">Its end.</param>
/// <param name="Watermark">The last movement that the close saw.</param>
/// <param name="NextFrom">The first movement that a later month may hold.</param>
public sealed record MonthClose(string Month, DateTimeOffset MonthEnd, long Watermark, long NextFrom);
