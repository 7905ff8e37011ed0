namespace SocialCommerce.Commissions.Costs;

/// <summary>What was booked as cost. By product each can be below 0, where the cost moved to another product.</summary>
/// <param name="Accrued">Given by the account expense: accrued, restored, credited.</param>
/// <param name="Reversed">Received by it: reversed, rejected, debited.</param>
/// <param name="Net">Accrued less reversed.</param>
/// <param name="Absorbed">
/// Given by the account clawbackLoss: what was reversed and the shop bears itself, because it was paid out.
/// </param>
public sealed record CostSums(Money Accrued, Money Reversed, Money Net, Money Absorbed);
