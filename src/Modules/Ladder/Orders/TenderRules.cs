namespace SocialCommerce.Ladder.Orders;

/// <summary>What the buyer paid by which means, held against what was due. Pure.</summary>
public static class TenderRules
{
    /// <summary>
    /// Whether tenders miss what was due by small change, as when cash is rounded. The difference belongs to no line:
    /// lines are worth what was due for them.
    /// </summary>
    /// <param name="order">The order; valid. Without tenders all of it was money.</param>
    /// <param name="toleranceMinor">The most that tenders may miss what was due by, either way.</param>
    /// <exception cref="ValidationFailedException">
    /// TENDERS_DO_NOT_ADD_UP, where they miss it by more: then something was misread.
    /// </exception>
    public static bool AreRounded(OrderContent order, long toleranceMinor)
    {
        if (order.Tenders is not { } tenders) return false;
        var due = LineValues.Due(order);
        var missed = Math.Abs(tenders.Sum(tender => tender.Amount.Amount) - due);
        if (missed > toleranceMinor)
            throw new ValidationFailedException([new ProblemError(
                "#/tenders", "TENDERS_DO_NOT_ADD_UP",
                $"Tenders must add up to what was due, {due}; this shop tolerates a difference of {toleranceMinor}.")]);
        return missed > 0;
    }
}
