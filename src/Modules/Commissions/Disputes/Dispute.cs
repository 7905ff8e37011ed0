namespace SocialCommerce.Commissions.Disputes;

/// <summary>A dispute (异议): what a partner says is wrong, and what was answered.</summary>
/// <param name="DisputeId">The shop's own id.</param>
/// <param name="CustomerId">The partner.</param>
/// <param name="StatementId">The statement that the disputed amount is in; absent where it was in none.</param>
/// <param name="LineNo">Its line there.</param>
/// <param name="MovementId">The disputed movement.</param>
/// <param name="OrderId">The order that it comes from; absent where it comes from none.</param>
/// <param name="Amount">What is disputed; below 0 where it was taken back.</param>
/// <param name="Held">What was held when it was opened; what had gone into a payout before could not be.</param>
/// <param name="Reason" example="The buyer took three, not two">What the partner says.</param>
/// <param name="Status">`open`, `rejected` or `upheld`.</param>
/// <param name="OpenedAt">When it was opened, by the shop's clock.</param>
/// <param name="AgeDays">For how many whole days it has been, or was, open.</param>
/// <param name="Answer">What was answered; absent while it is open.</param>
public sealed record Dispute(
    string DisputeId, string CustomerId, string? StatementId, int? LineNo, string MovementId, string? OrderId,
    Money Amount, Money Held, string Reason, string Status, DateTimeOffset OpenedAt, int AgeDays,
    DisputeAnswer? Answer)
{
    /// <summary>Not answered.</summary>
    public const string Open = "open";

    /// <summary>Nothing was wrong: what was held is paid as usual.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was wrong, and an adjustment puts it right.</summary>
    public const string Upheld = "upheld";

}
