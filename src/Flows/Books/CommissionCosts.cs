using SocialCommerce.Commissions.Costs;

namespace SocialCommerce.Flows.Books;

/// <summary>What commissions cost in closed months, and that it is what the journal's accounts say.</summary>
/// <param name="Period">The first month; absent while no month is closed.</param>
/// <param name="Through">The last month, itself included.</param>
/// <param name="By">The dimensions, as they were asked for.</param>
/// <param name="Lines">By the dimensions' values, in their order.</param>
/// <param name="Total">The sum of the lines.</param>
/// <param name="TieOut">The same from the closed months' trial balances.</param>
internal sealed record CommissionCosts(
    string? Period, string? Through, IReadOnlyList<string> By, IReadOnlyList<CostLine> Lines, CostSums Total,
    CostTieOut TieOut);
