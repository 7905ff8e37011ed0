using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Membership.Joining;

/// <summary>What a customer's membership is, as the facts make it.</summary>
/// <param name="State">One of <see cref="MembershipStates"/>.</param>
/// <param name="Cause">Why, or what is missing.</param>
/// <param name="Since">Since when; null where nothing is known.</param>
/// <param name="PendingAt">When order and contact were there; also of one that ended before it began.</param>
/// <param name="BegunAt">When the last required condition was met.</param>
/// <param name="OrderId">The order that founded it.</param>
/// <param name="Trade">The trade of its entry rule.</param>
/// <param name="ReturnedAt">Of one that has begun: since when no order counts any more, without a decision.</param>
/// <param name="Steps">The ceremony, where there is one.</param>
public sealed record MemberStatus(
    string State, string Cause, DateTimeOffset? Since = null, DateTimeOffset? PendingAt = null,
    DateTimeOffset? BegunAt = null, string? OrderId = null, string? Trade = null, DateTimeOffset? ReturnedAt = null,
    IReadOnlyList<CeremonyProgress>? Steps = null)
{
    /// <summary>Of a customer without an event.</summary>
    public static readonly MemberStatus None = new(MembershipStates.None, MembershipStates.Nothing);

    /// <summary>Required steps of a pending membership that are open, by the times at which they are due.</summary>
    public IEnumerable<CeremonyProgress> Open => State == MembershipStates.Pending
        ? (Steps ?? []).Where(step => step is { Required: true, DoneAt: null }).OrderBy(step => step.DueAt)
        : [];

    /// <summary>The steps that are done, and those that are required.</summary>
    internal (int Done, int Required) Count => (
        (Steps ?? []).Count(step => step is { Required: true, DoneAt: not null }),
        (Steps ?? []).Count(step => step.Required));
}
