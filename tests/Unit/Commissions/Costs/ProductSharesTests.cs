using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Costs;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Costs;

/// <summary>A commission's cost by product adds up to every movement; failures print their seeds.</summary>
public sealed class ProductSharesTests
{
    private static readonly PlanContent Plan = new(
        [
            new PlanRule("all", PlanRule.Level, Rates: [new PlanRate("T1", 1_000, 1)]),
            new PlanRule("tea", PlanRule.Level, Rates: [new PlanRate("T1", 500, 1)], Products: ["tea"]),
            new PlanRule("unit", PlanRule.Level, Rates: [new PlanRate("T1", null, 1, 7)]),
        ]);

    private static readonly CostRule All = new("all", 1, "T1");

    [Fact]
    public void Parts_go_by_what_each_line_is_worth_and_the_largest_remainder()
    {
        var shares = new ProductShares(Plan, [Line(1, "tea", 100), Line(2, "cup", 200)]);
        Shown(shares.Book(1, All, 100)).ShouldBe(["cup 67", "tea 33"]);
        Shown(shares.Book(2, new CostRule("tea", 1, "T1"), 5)).ShouldBe(["tea 5"]);
        Shown(shares.Book(3, new CostRule("unknown", 1, "T1"), 3)).ShouldBe(["cup 2", "tea 1"]);
    }

    [Fact]
    public void A_product_that_came_back_bears_nothing_and_what_the_shop_bears_is_its()
    {
        var shares = new ProductShares(Plan, [Line(1, "tea", 10_000), Line(2, "cup", 30_000)]);
        shares.Book(1, All, 4_000);
        shares.Change([10_000, 0], null);
        Shown(shares.Book(1, All, -3_000)).ShouldBe(["cup -3000", "tea 0"]);
        Shown(shares.Absorb(1, All, 1_200)).ShouldBe(["cup 1200"]);
        shares.Change([10_000, 30_000], null);
        Shown(shares.Book(1, All, 3_000)).ShouldBe(["cup 3000", "tea 0"]);
        Shown(shares.Absorb(1, All, -1_200)).ShouldBe(["cup -1200"], "the refund was undone");
    }

    [Fact]
    public void Where_a_rule_pays_by_the_unit_units_weigh()
    {
        var shares = new ProductShares(
            Plan, [Line(1, "tea", 10_000) with { Quantity = 1 }, Line(2, "cup", 100) with { Quantity = 3 }]);
        Shown(shares.Book(1, new CostRule("unit", 1, "T1"), 28)).ShouldBe(["cup 21", "tea 7"]);
    }

    [Fact]
    public void An_event_that_changed_the_lines_is_spread_over_the_new_ones()
    {
        var shares = new ProductShares(Plan, [Line(1, "tea", 100)]);
        shares.Book(1, All, 10);
        shares.Change([100, 100], [Line(1, "tea", 100), Line(2, "cup", 100)]);
        Shown(shares.Book(1, All, 10)).ShouldBe(["cup 10", "tea 0"]);
    }

    [Fact]
    public void Whatever_comes_back_parts_add_up_to_each_movement_and_end_at_nothing() => Prop.ForAll(
        (from values in Gen.NonEmptyListOf(Gen.Choose(0, 1_000_000))
         from rule in Gen.Elements("all", "tea", "unit", "none")
         from steps in Gen.ListOf(
             from cut in Gen.Choose(0, 1_000)
             from change in Gen.Choose(-100_000, 100_000)
             select (cut, change))
         select (values: values.ToArray(), rule, steps: steps.ToArray())).ToArbitrary(),
        story =>
        {
            string[] products = ["tea", "cup", "pot"];
            var lines = story.values.Select((value, i) => Line(i + 1, products[i % 3], value)).ToList();
            var shares = new ProductShares(Plan, lines);
            var of = new CostRule(story.rule, 1, "T1");
            var (net, sums) = (0L, new Dictionary<string, long>());
            foreach (var (cut, asked) in story.steps.Append((1_000, 0)))
            {
                shares.Change([.. lines.Select(line => line.Value - (line.Value * cut / 1_000))], null);
                var change = cut == 1_000 ? -net : Math.Max(asked, -net);
                var parts = shares.Book(1, of, change);
                parts.Values.Sum().ShouldBe(change);
                foreach (var (product, part) in parts)
                    sums[product] = sums.GetValueOrDefault(product) + part;
                net += change;
                sums.Values.ShouldAllBe(sum => sum >= 0);
                shares.Absorb(1, of, -change / 2).Values.Sum().ShouldBe(lines.Count == 0 ? 0 : -change / 2);
            }
            sums.Values.ShouldAllBe(sum => sum == 0);
        }).Check(Trying.Cases(10_000));

    private static SnapshotLine Line(int no, string product, long value) => new(no, value, product);

    private static string[] Shown(IReadOnlyDictionary<string, long> parts) =>
        [.. parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {part.Value}")];
}
