using SocialCommerce.Commissions.DecisionLimits;

namespace SocialCommerce.Commissions.Projects;

/// <summary>What a task is about (项目奖).</summary>
/// <param name="RuleId">The plan's project rule, of the version in force when it is opened.</param>
/// <param name="Goal" example="10 trial events by 30 June">What is to be done, in words.</param>
/// <param name="Deadline">Until when it can be accepted.</param>
/// <param name="Amount">What it pays when the goal is reached.</param>
/// <param name="Split">The shares: all in basis points of 10,000, or all in parts that add up to the amount.</param>
/// <param name="Target">How many of what the goal names; 1 when absent.</param>
/// <param name="Payment"><c>allOrNothing</c>, or <c>proRata</c> to the achieved share.</param>
internal sealed record ProjectContent(
    string RuleId, string Goal, DateTimeOffset Deadline, Money Amount, IReadOnlyList<ProjectPart> Split,
    long Target = 1, string Payment = ProjectContent.AllOrNothing)
{
    /// <summary>Pays when the goal is reached.</summary>
    public const string AllOrNothing = "allOrNothing";

    /// <summary>Pays the achieved share.</summary>
    public const string ProRata = "proRata";

    /// <summary>Refuses an amount above the shop's limit.</summary>
    /// <exception cref="ProblemException">422 PROJECT_EXCEEDS_LIMIT.</exception>
    public void RequireWithin(PaymentLimits.Body limits)
    {
        if (Amount.Amount > limits.ProjectMinor)
            throw PaymentLimitProblems.ProjectExceedsLimit.Because(
                $"The shop's payment limits allow {limits.ProjectMinor}.", "#/content/amount/amount");
    }

    /// <summary>
    /// What is paid for what was achieved, rounded half to even; more than the goal pays no more. Null where nothing
    /// is.
    /// </summary>
    public long? Worth(long achieved)
    {
        if (achieved < Target && Payment == AllOrNothing) return null;
        var worth = Allocation.RoundHalfEven((Int128)Amount.Amount * Math.Min(achieved, Target), Target);
        return worth == 0 ? null : worth;
    }

    /// <summary>
    /// Each person's part of a worth, in the split's order: by largest remainder, ties to the smaller id, so that the
    /// parts add up to it exactly.
    /// </summary>
    public IReadOnlyList<long> Parts(long worth)
    {
        var ordered = Split.Select((part, place) => (part, place))
            .OrderBy(one => one.part.CustomerId, StringComparer.Ordinal).ToList();
        var amounts = Allocation.LargestRemainder(worth, ordered.ConvertAll(one => one.part.Weight));
        var parts = new long[Split.Count];
        for (var i = 0; i < parts.Length; i++) parts[ordered[i].place] = amounts[i];
        return parts;
    }
}
