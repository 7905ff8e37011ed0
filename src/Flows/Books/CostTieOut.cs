namespace SocialCommerce.Flows.Books;

/// <summary>The report beside the trial balances.</summary>
/// <param name="Expense">What the account expense gave less what it received, by the closed months' balances.</param>
/// <param name="ClawbackLoss">The same of the account clawbackLoss.</param>
/// <param name="Difference">What the report has more than the two accounts: 0.</param>
internal sealed record CostTieOut(Money Expense, Money ClawbackLoss, Money Difference);
