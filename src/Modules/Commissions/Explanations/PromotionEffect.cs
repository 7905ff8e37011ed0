using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>
/// What a promotion did to the income of the people above (下级客户升级不影响上级客户利益): the same order before and after
/// it, through the same engine, floors included. Pure.
/// </summary>
/// <param name="plan">The version by which orders were paid when it was recorded.</param>
/// <param name="chain">The promoted person, then the people above, nearest first.</param>
/// <param name="promotion">The entry that promoted the first of them.</param>
public sealed class PromotionEffect(PlanContent plan, IReadOnlyList<ChainPerson> chain, HistoryEntry promotion)
{
    private readonly List<SnapshotPerson> _before = Standing(plan, chain, promotion.Seq - 1);
    private readonly List<SnapshotPerson> _after = Standing(plan, chain, promotion.Seq);

    /// <summary>The effect on an order of one line, at every distance from which an ancestor is paid.</summary>
    public IReadOnlyList<LegOrder> Of(Shop shop, SnapshotLine line) =>
        [.. Enumerable.Range(0, plan.PayDepth).Select(distance => Of(shop, line, distance))];

    /// <summary>Whether no ancestor gets less from a line of any kind that the rules can tell apart.</summary>
    public bool Holds() => (RepresentativeLines.Of(plan.Rules) ?? []).All(line =>
        Enumerable.Range(0, plan.PayDepth).All(distance =>
        {
            var (before, after) = (Incomes(_before, line, distance), Incomes(_after, line, distance));
            return chain.Skip(1).All(person => after[person.Key].Sum(outcome => outcome.Amount)
                >= before[person.Key].Sum(outcome => outcome.Amount));
        }));

    private LegOrder Of(Shop shop, SnapshotLine line, int distance)
    {
        var (before, after) = (Incomes(_before, line, distance), Incomes(_after, line, distance));
        var upline = chain.Skip(1).Select((person, i) => UplineIncome.Of(
                shop, _after[i + 1], [.. before[person.Key]], [.. after[person.Key]]))
            .Where(income => income.LinesBefore.Count > 0 || income.LinesAfter.Count > 0).ToList();
        return new LegOrder(distance, upline.TrueForAll(income => income.Holds), upline);
    }

    /// <summary>An order of a buyer so many levels below the promoted person; people between hold no tier.</summary>
    private ILookup<long, Outcome> Incomes(List<SnapshotPerson> people, SnapshotLine line, int distance)
    {
        var chain = Enumerable.Range(1, distance).Select(i => new SnapshotPerson(-i, "")).Concat(people).ToList();
        return Engine.Evaluate(new Snapshot(chain[0], chain[1..], [line]), plan, [line.Value])
            .ToLookup(outcome => outcome.Person.Key);
    }

    private static List<SnapshotPerson> Standing(
        PlanContent plan, IReadOnlyList<ChainPerson> chain, long upTo)
    {
        var people = new List<SnapshotPerson>();
        foreach (var person in chain)
        {
            var entry = person.Entries.Where(entry => entry.Seq <= upTo).MaxBy(entry => entry.Seq);
            var below = people.Count > 0 ? chain[people.Count - 1] : null;
            var floors = below?.Bond is null || !plan.HasFloors
                ? null
                : Floors.Of(
                    new KnownHistory(person.Entries, upTo), new KnownHistory(below.Entries, upTo), below.Bond);
            people.Add(new SnapshotPerson(
                person.Key, person.CustomerId, entry?.Tier, entry?.Seq ?? 0, entry?.Active ?? true, floors));
        }
        return people;
    }
}
