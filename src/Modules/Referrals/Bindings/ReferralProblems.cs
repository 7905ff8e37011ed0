namespace SocialCommerce.Referrals.Bindings;

/// <summary>Refusals of referral bindings and of what is read of them.</summary>
public static class ReferralProblems
{
    /// <summary>404: the customer has no referrer.</summary>
    public static readonly ProblemType ReferralNotFound = ProblemType.NotFound(
        "REFERRAL_NOT_FOUND", "The customer has no referrer.", "Bind the customer first.");

    /// <summary>404: there is no such invite code.</summary>
    public static readonly ProblemType InviteCodeNotFound = ProblemType.NotFound(
        "INVITE_CODE_NOT_FOUND", "There is no such invite code.", "Read the code again; it may be of another shop.");

    /// <summary>409: the customer has another referrer.</summary>
    public static readonly ProblemType AlreadyBound = ProblemType.Conflict(
        "ALREADY_BOUND", "The customer has another referrer.", "Keep the first referrer; a binding is for life.");

    /// <summary>422: a customer cannot refer themselves.</summary>
    public static readonly ProblemType SelfReferral = ProblemType.Invalid(
        "SELF_REFERRAL", "A customer cannot refer themselves.", "Name another referrer.");

    /// <summary>422: the referrer stands below the customer.</summary>
    public static readonly ProblemType ReferralCycle = ProblemType.Invalid(
        "REFERRAL_CYCLE", "The referrer stands below the customer.",
        "Name a referrer outside the customer's own team.");

    /// <summary>422: the depth is out of range.</summary>
    public static readonly ProblemType DepthOutOfRange = ProblemType.Invalid(
        "DEPTH_OUT_OF_RANGE", "The depth is out of range.", "Send a depth of 1 or more, or none.");
}
