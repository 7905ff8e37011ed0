namespace SocialCommerce.Membership.PointLots;

/// <summary>Refusals of points.</summary>
internal static class PointProblems
{
    public static readonly ProblemType PointsInsufficient = ProblemType.Conflict(
        "POINTS_INSUFFICIENT", "The customer's active points are not enough.",
        "Ask for at most what is active; the balance shows it.");

    public static readonly ProblemType PointSpendConflict = ProblemType.Conflict(
        "POINT_SPEND_CONFLICT", "The spend, or its cancellation, is known with other content.",
        "Use another id for another spend or cancellation; send a repetition unchanged.");

    public static readonly ProblemType PointSpendNotFound = ProblemType.NotFound(
        "POINT_SPEND_NOT_FOUND", "There is no such spend of points.", "Check the spend's id.");

    public static readonly ProblemType PointSpendExceeded = ProblemType.Conflict(
        "POINT_SPEND_EXCEEDED", "The cancellation exceeds what is left of the spend.",
        "Cancel at most what the spend has not given back.");

    public static readonly ProblemType PointGiftConflict = ProblemType.Conflict(
        "POINT_GIFT_CONFLICT", "The gift is known with other content.", "Use another giftId for another gift.");

    public static readonly ProblemType PointGiftToSelf = ProblemType.Invalid(
        "POINT_GIFT_TO_SELF", "A customer cannot give points to themselves.", "Name another customer.");

    public static readonly ProblemType PointAdjustmentNotFound = ProblemType.NotFound(
        "POINT_ADJUSTMENT_NOT_FOUND", "There is no such adjustment of points.",
        "List the adjustments and use an id of that list.");

    public static readonly ProblemType PointAdjustmentConflict = ProblemType.Conflict(
        "POINT_ADJUSTMENT_CONFLICT", "The adjustment is known with other content.",
        "Use a new adjustmentId; send a repetition unchanged.");

    public static readonly ProblemType PointAdjustmentDecided = ProblemType.Conflict(
        "POINT_ADJUSTMENT_DECIDED", "The adjustment was decided otherwise.",
        "Read the adjustment; the first decision stands.");
}
