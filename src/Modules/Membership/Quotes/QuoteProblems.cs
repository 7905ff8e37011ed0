namespace SocialCommerce.Membership.Quotes;

/// <summary>Refusals of quotes.</summary>
public static class QuoteProblems
{
    /// <summary>404: there is no such quote.</summary>
    public static readonly ProblemType QuoteNotFound = ProblemType.NotFound(
        "QUOTE_NOT_FOUND", "There is no such quote.", "Check the quote's id.");

    /// <summary>409: the quote is known otherwise, or has ended otherwise.</summary>
    public static readonly ProblemType QuoteConflict = ProblemType.Conflict(
        "QUOTE_CONFLICT", "The quote is known with other content, or has ended otherwise.",
        "Use another quoteId for another cart.");

    /// <summary>409: the cart would cost something else now.</summary>
    public static readonly ProblemType QuoteOutdated = ProblemType.Conflict(
        "QUOTE_OUTDATED", "The cart costs the customer something else by now.",
        "Make another quote and show the customer its prices.");
}
