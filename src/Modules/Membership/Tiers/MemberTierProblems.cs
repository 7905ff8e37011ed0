namespace SocialCommerce.Membership.Tiers;

/// <summary>Refusals of member tiers.</summary>
internal static class MemberTierProblems
{
    public static readonly ProblemType MemberTierNotFound = ProblemType.NotFound(
        "MEMBER_TIER_NOT_FOUND", "There is no such member tier.", "Define the tier first, and check the id.");

    public static readonly ProblemType TooManyTiers = ProblemType.Conflict(
        "TOO_MANY_TIERS", "The shop has the most member tiers that it may have.", "Change an existing tier.");

    public static readonly ProblemType RankTaken = ProblemType.Conflict(
        "RANK_TAKEN", "Another member tier has this rank.", "Choose a free rank, or move the other tier first.");

    public static readonly ProblemType ProductTaken = ProblemType.Conflict(
        "PRODUCT_TAKEN", "Another member tier is sold by this product.",
        "Remove the product from the other tier first.");
}
