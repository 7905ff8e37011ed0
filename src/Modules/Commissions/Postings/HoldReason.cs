namespace SocialCommerce.Commissions.Postings;

/// <summary>Why commission is held, as <c>cause</c> and the id of what caused it.</summary>
/// <param name="Cause"><c>chargeback</c>, <c>accrualStop</c>, <c>dispute</c> or <c>fraud</c>.</param>
/// <param name="SubjectId">Id of the chargeback, accrual stop or dispute; for fraud the order's own.</param>
public sealed record HoldReason(string Cause, string SubjectId)
{
    /// <summary>The buyer's bank takes the payment back.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>A person has paused a rule, a person or a campaign.</summary>
    public const string AccrualStop = "accrualStop";

    /// <summary>The partner says that it is wrong.</summary>
    public const string Dispute = "dispute";

    /// <summary>The order's score reached the threshold of the shop's fraud policy.</summary>
    public const string Fraud = "fraud";

    /// <summary>What an order's row says: <c>cause:subject</c>.</summary>
    public static HoldReason Parse(string text) => new(text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..]);
}
