namespace SocialCommerce.Flows.Members;

/// <summary>Refusals of guest claims.</summary>
internal static class GuestProblems
{
    public static readonly ProblemType GuestNotFound = ProblemType.NotFound(
        "GUEST_NOT_FOUND", "There is no such guest.", "Use the guestId that the answer to the guest's order gave.");

    public static readonly ProblemType GuestClaimed = ProblemType.Conflict(
        "GUEST_CLAIMED", "Another customer has claimed the guest.", "Use the customer that detail names.");
}
