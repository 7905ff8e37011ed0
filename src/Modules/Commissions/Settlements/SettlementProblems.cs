namespace SocialCommerce.Commissions.Settlements;

/// <summary>Refusals of settlement runs and statements.</summary>
public static class SettlementProblems
{
    /// <summary>404: there is no settlement of this period.</summary>
    public static readonly ProblemType SettlementNotFound = ProblemType.NotFound(
        "SETTLEMENT_NOT_FOUND", "There is no settlement of this period.",
        "List the settlements and use a period of that list.");

    /// <summary>404: there is no such statement.</summary>
    public static readonly ProblemType StatementNotFound = ProblemType.NotFound(
        "STATEMENT_NOT_FOUND", "There is no such statement.", "List the statements and use an id of that list.");

    /// <summary>409: a later period has been settled.</summary>
    public static readonly ProblemType SettledLater = ProblemType.Conflict(
        "SETTLED_LATER", "A later period has been settled.", "Choose an end after that of the latest settlement.");
}
