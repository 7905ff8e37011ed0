using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Membership.Joining;

/// <summary>All that is known of how a customer became a member.</summary>
/// <param name="Orders">Orders that count.</param>
/// <param name="ContactAt">When the customer's contact was added first; null: not yet.</param>
/// <param name="Steps">Steps of the ceremony that are done and were not corrected.</param>
/// <param name="Decisions">What persons decided about a membership.</param>
public sealed record JoiningFacts(
    IReadOnlyCollection<FoundingOrder> Orders, DateTimeOffset? ContactAt,
    IReadOnlyCollection<StepRow> Steps, IReadOnlyCollection<DecisionRow> Decisions)
{
    /// <summary>Of a customer without an event.</summary>
    public static readonly JoiningFacts None = new([], null, [], []);
}
