using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>A promotion after which a person earns less from the same order.</summary>
/// <param name="Before">The chain with its tiers, the buyer first.</param>
/// <param name="Promoted">Index of the promoted person: 0 for the buyer, 1 for the referrer, ….</param>
/// <param name="To">The tier reached.</param>
/// <param name="Harmed">Index of the person who earns less.</param>
/// <param name="IncomeBefore">Each person's income from the order before the promotion, the buyer first.</param>
/// <param name="IncomeAfter">The same after the promotion.</param>
internal sealed record CounterExample(
    IReadOnlyList<string?> Before, int Promoted, string To, int Harmed, IReadOnlyList<long> IncomeBefore,
    IReadOnlyList<long> IncomeAfter)
{
    /// <summary>What the order is worth, in the parts or minor units in which incomes are told.</summary>
    public long Value { get; init; } = RepresentativeLines.Value;

    /// <summary>Whether it is one unit of that price, paid by amounts per unit.</summary>
    public bool ByUnit { get; init; }

    /// <summary>Its place in the buyer's history, where a rule is limited by it.</summary>
    public OrderPlace? Place { get; init; }
}
