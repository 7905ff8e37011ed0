namespace SocialCommerce.Kernel.Accounting;

/// <summary>A movement that an event may book.</summary>
/// <param name="Event">The event.</param>
/// <param name="From">Account that gives.</param>
/// <param name="To">Account that receives.</param>
/// <param name="Unit">What moves; null for the shop's currency.</param>
public sealed record LedgerMove(string Event, string From, string To, string? Unit = null);
