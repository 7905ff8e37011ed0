using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What commissions cost in closed months, and that it is what the journal's accounts say.</summary>
/// <param name="Period">The first month; absent while no month is closed.</param>
/// <param name="Through">The last month, itself included.</param>
/// <param name="By">The dimensions, as they were asked for.</param>
/// <param name="Lines">By the dimensions' values, in their order.</param>
/// <param name="Total">The sum of the lines.</param>
/// <param name="TieOut">The same from the closed months' trial balances.</param>
public sealed record CommissionCosts(
    string? Period, string? Through, IReadOnlyList<string> By, IReadOnlyList<CostLine> Lines, CostSums Total,
    CostTieOut TieOut);

/// <summary>A line of the cost report. Dimensions that were not asked for are absent; `none` has no value.</summary>
/// <param name="Kind">Bonus kind; `adjustment` for what was adjusted by hand.</param>
/// <param name="Rule">The plan's rule.</param>
/// <param name="PlanId">The plan version that governs it.</param>
/// <param name="Tier">The tier by which it was earned.</param>
/// <param name="ProductId">The product; `none` for what no order earns.</param>
/// <param name="Sums">What it comes to.</param>
public sealed record CostLine(
    string? Kind, string? Rule, string? PlanId, string? Tier, string? ProductId, CostSums Sums);

/// <summary>What was booked as cost. By product each can be below 0, where the cost moved to another product.</summary>
/// <param name="Accrued">Given by the account expense: accrued, restored, credited.</param>
/// <param name="Reversed">Received by it: reversed, rejected, debited.</param>
/// <param name="Net">Accrued less reversed.</param>
/// <param name="Absorbed">
/// Given by the account clawbackLoss: what was reversed and the shop bears itself, because it was paid out.
/// </param>
public sealed record CostSums(Money Accrued, Money Reversed, Money Net, Money Absorbed);

/// <summary>The report beside the trial balances.</summary>
/// <param name="Expense">What the account expense gave less what it received, by the closed months' balances.</param>
/// <param name="ClawbackLoss">The same of the account clawbackLoss.</param>
/// <param name="Difference">What the report has more than the two accounts: 0.</param>
public sealed record CostTieOut(Money Expense, Money ClawbackLoss, Money Difference);

/// <summary>Where a cost belongs; null where a dimension has no value, or was not asked for.</summary>
internal sealed record CostKey(string? Kind, string? Rule, long? PlanKey, string? Tier, string? ProductId)
{
    /// <summary>The key reduced to some dimensions.</summary>
    public CostKey Of(IReadOnlyCollection<string> by) => new(
        by.Contains(CostDimension.Kind) ? Kind : null, by.Contains(CostDimension.Rule) ? Rule : null,
        by.Contains(CostDimension.Plan) ? PlanKey : null, by.Contains(CostDimension.Tier) ? Tier : null,
        by.Contains(CostDimension.Product) ? ProductId : null);
}

/// <summary>Amounts in minor units.</summary>
internal sealed record CostAmounts(long Accrued, long Reversed, long Absorbed)
{
    public static readonly CostAmounts Zero = new(0, 0, 0);

    public static CostAmounts operator +(CostAmounts a, CostAmounts b) =>
        new(a.Accrued + b.Accrued, a.Reversed + b.Reversed, a.Absorbed + b.Absorbed);
}

/// <summary>By what costs can be broken down.</summary>
internal static class CostDimension
{
    public const string Kind = "kind";
    public const string Rule = "rule";
    public const string Plan = "plan";
    public const string Tier = "tier";
    public const string Product = "product";

    /// <summary>Every dimension.</summary>
    public static readonly string[] Known = [Kind, Rule, Plan, Tier, Product];

    /// <summary>What a dimension has where there is no value.</summary>
    public const string None = "none";

    /// <summary>The dimensions that a request names; kind where it names none.</summary>
    /// <exception cref="Refused">422 for one that does not exist, and for one that is named twice.</exception>
    public static IReadOnlyList<string> Parse(string? by)
    {
        var names = (by ?? Kind).Split(',');
        foreach (var name in names) Paging.Filter("by", name, Known);
        return names.Distinct().Count() == names.Length
            ? names
            : throw Refused.Invalid("VALUE_REPEATED", "by names each dimension once.", "?by");
    }
}
