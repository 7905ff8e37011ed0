namespace SocialCommerce.Commissions.Disputes;

/// <summary>Refusals of disputes.</summary>
public static class DisputeProblems
{
    /// <summary>404: there is no such dispute.</summary>
    public static readonly ProblemType DisputeNotFound = ProblemType.NotFound(
        "DISPUTE_NOT_FOUND", "There is no such dispute.", "List the disputes and use an id of that list.");

    /// <summary>409: another dispute has this id.</summary>
    public static readonly ProblemType DisputeIdReused = ProblemType.Conflict(
        "DISPUTE_ID_REUSED", "Another dispute has this id.", "Use a new disputeId; send a repetition unchanged.");

    /// <summary>409: the movement is disputed already.</summary>
    public static readonly ProblemType DisputedBefore = ProblemType.Conflict(
        "DISPUTED_BEFORE", "The movement is disputed already.", "Use the dispute that detail names.");

    /// <summary>409: the dispute was answered otherwise.</summary>
    public static readonly ProblemType DisputeAnswered = ProblemType.Conflict(
        "DISPUTE_ANSWERED", "The dispute was answered otherwise.", "Read the dispute; the first answer stands.");

    /// <summary>409: the bonus is not in a statement yet.</summary>
    public static readonly ProblemType NotInAStatement = ProblemType.Conflict(
        "NOT_IN_A_STATEMENT", "The bonus is not in a statement yet.", "Dispute it once a statement holds it.");

    /// <summary>409: the adjustment corrects another dispute.</summary>
    public static readonly ProblemType AdjustmentTaken = ProblemType.Conflict(
        "ADJUSTMENT_TAKEN", "The adjustment corrects another dispute.",
        "Request and approve an adjustment for this dispute.");

    /// <summary>422: the partner has no such line or movement.</summary>
    public static readonly ProblemType NotDisputable = ProblemType.Invalid(
        "NOT_DISPUTABLE", "The partner has no such line or movement.",
        "Use a line of the partner's statements or a movement of the partner.");

    /// <summary>422: the adjustment is not an approved one of the partner.</summary>
    public static readonly ProblemType AdjustmentNotApproved = ProblemType.Invalid(
        "ADJUSTMENT_NOT_APPROVED", "The adjustment is not an approved one of the partner.",
        "Approve the adjustment first, and check the id.");
}
