namespace SocialCommerce.Ladder.Payments;

/// <summary>A part of a payment plan as it stands.</summary>
/// <param name="Number" example="2">1 for the first part.</param>
/// <param name="Amount">What had to be paid.</param>
/// <param name="Paid">What was paid for it.</param>
/// <param name="Open">What is open of it.</param>
/// <param name="WrittenOff">What was written off; absent where nothing was.</param>
/// <param name="DueAt">When it has to be paid; absent where no date was agreed.</param>
/// <param name="PaidUpAt">When nothing of it was open any more; absent while something is.</param>
public sealed record PlanPart(
    int Number, Money Amount, Money Paid, Money Open, Money? WrittenOff, DateTimeOffset? DueAt,
    DateTimeOffset? PaidUpAt);
