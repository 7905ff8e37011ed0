namespace SocialCommerce.Commissions.Terms;

/// <summary>When an order counts as complete, and when its commission matures.</summary>
/// <param name="CompletedAt">Completion: reported, or due by itself after the plan's days.</param>
/// <param name="MaturesAt">Completion plus hold, but not before the completion was recorded.</param>
public sealed record Maturity(DateTimeOffset CompletedAt, DateTimeOffset MaturesAt)
{
    /// <summary>
    /// Maturity by the plan's hold, in days of 24 hours outside the pauses; null while the order is not complete, and
    /// while a pause has no end.
    /// </summary>
    public static Maturity? Of(
        PlanContent? plan, DateTimeOffset? completedAt, DateTimeOffset recordedAt, ClockPauses pauses)
    {
        if (plan is null || pauses.IsOpen || completedAt is not { } completed) return null;
        var due = pauses.After(completed, plan.HoldDays);
        return new Maturity(completed, due > recordedAt ? due.Value : recordedAt);
    }
}
