namespace SocialCommerce.Commissions.Settings;

/// <summary>The books of a shop when a period was to be closed.</summary>
/// <param name="Asked">The shop's time before the wait for running transactions.</param>
/// <param name="Watermark">The last movement's number after those transactions had ended.</param>
public sealed record ClosedBooks(DateTimeOffset Asked, long Watermark);
