namespace SocialCommerce.Membership.Joining;

/// <summary>An order that may found a membership by the entry rule of its time.</summary>
/// <param name="OrderId">The merchant's id.</param>
/// <param name="PaidAt">When it took effect.</param>
/// <param name="Rule">The entry rule.</param>
/// <param name="Spans">Through which times something that counts was kept of it, in their order.</param>
public sealed record FoundingOrder(
    string OrderId, DateTimeOffset PaidAt, EntryRule Rule, IReadOnlyList<FoundingSpan> Spans);
