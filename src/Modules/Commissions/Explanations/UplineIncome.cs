using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>What an ancestor earns from an order, before and after.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Before">By all rules together, before the promotion.</param>
/// <param name="After">And after it.</param>
/// <param name="Holds">Whether it is no less.</param>
/// <param name="LinesBefore">By rule, as an explanation tells it.</param>
/// <param name="LinesAfter">The same after it.</param>
/// <param name="Tier">The person's own tier.</param>
public sealed record UplineIncome(
    string CustomerId, Money Before, Money After, bool Holds, IReadOnlyList<ExplanationLine> LinesBefore,
    IReadOnlyList<ExplanationLine> LinesAfter, string? Tier = null)
{
    internal static UplineIncome Of(
        Shop shop, SnapshotPerson person, IReadOnlyList<Outcome> before, IReadOnlyList<Outcome> after)
    {
        var (was, now) = (before.Sum(outcome => outcome.Amount), after.Sum(outcome => outcome.Amount));
        return new UplineIncome(
            person.CustomerId, shop.Money(was), shop.Money(now), now >= was,
            [.. before.Select(outcome => ExplanationLine.Of(shop, outcome, null))],
            [.. after.Select(outcome => ExplanationLine.Of(shop, outcome, null))], person.Tier);
    }
}
