namespace SocialCommerce.Commissions.Terms;

/// <summary>A published plan version in time.</summary>
public sealed record PlanTime(long PlanKey, DateTimeOffset EffectiveFrom, DateTimeOffset PublishedAt)
{
    /// <summary>
    /// The versions of which one was in force, latest first; null for none. There are several only where one was
    /// published in the very instant of the recording: times don't tell which of the two came first.
    /// </summary>
    /// <param name="plans">All of them, latest first.</param>
    /// <param name="at">The time that they are asked for.</param>
    /// <param name="recordedAt">When it was asked.</param>
    public static IEnumerable<long?> InForce(
        IEnumerable<PlanTime> plans, DateTimeOffset at, DateTimeOffset recordedAt)
    {
        foreach (var plan in plans.Where(plan => plan.EffectiveFrom <= at && plan.PublishedAt <= recordedAt))
        {
            yield return plan.PlanKey;
            if (plan.PublishedAt < recordedAt) yield break;
        }
        yield return null;
    }
}
