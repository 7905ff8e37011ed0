namespace SocialCommerce.Commissions.Balances;

/// <summary>A tier above the one that a person holds, and what is missing to it.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Conditions">Absent where there is no promotion to it by numbers.</param>
internal sealed record TierAhead(string TierId, string Name, MeasuredCondition? Conditions);
