namespace SocialCommerce.Commissions.TierHistory;

/// <summary>Refusals of reads of the tier history.</summary>
public static class TierHistoryProblems
{
    /// <summary>404: there is no such promotion.</summary>
    public static readonly ProblemType PromotionNotFound = ProblemType.NotFound(
        "PROMOTION_NOT_FOUND", "There is no such promotion.",
        "List the partner's tier history and use an id of that list.");
}
