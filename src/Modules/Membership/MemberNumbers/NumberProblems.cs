namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Refusals of member numbers.</summary>
public static class NumberProblems
{
    public static readonly ProblemType MemberNumberNotFound = ProblemType.NotFound(
        "MEMBER_NUMBER_NOT_FOUND", "There is no such member number.",
        "Check the number, or give the customer one first.");

    public static readonly ProblemType MemberNumbersUnset = ProblemType.Conflict(
        "MEMBER_NUMBERS_UNSET", "The shop has not set how member numbers are formed.",
        "Set `numbers` of the joining settings first.");
}
