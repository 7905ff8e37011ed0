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
        var missed = Missed(order);
        if (missed > toleranceMinor)
            throw new ValidationFailedException([new ProblemError(
                "#/tenders", "TENDERS_DO_NOT_ADD_UP",
                $"Tenders must add up to what was due, {LineValues.Due(order)}; this shop tolerates a difference of "
                    + $"{toleranceMinor}.")]);
        return missed > 0;
    }

    /// <summary>
    /// By how much tenders miss what was due, in minor units. Tenders of an order with a payment plan may be those of
    /// the parts that were paid.
    /// </summary>
    public static long Missed(OrderContent order)
    {
        if (order.Tenders is not { } tenders) return 0;
        var over = tenders.Sum(tender => tender.Amount.Amount) - LineValues.Due(order);
        return over < 0 && order.PaymentPlan is not null ? 0 : Math.Abs(over);
    }
}
