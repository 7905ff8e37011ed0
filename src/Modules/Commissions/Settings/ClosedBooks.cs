namespace SocialCommerce.Commissions.Settings;

/// <summary>The books of a shop when a period was to be closed.</summary>
/// <param name="Asked">The shop's time before anybody was waited for.</param>
/// <param name="Watermark">The last movement's number after everybody had ended.</param>
public sealed record ClosedBooks(DateTimeOffset Asked, long Watermark);
