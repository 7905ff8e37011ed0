using Shouldly;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Compliance;

/// <summary>What the compliance guard says of plans, tiers and products, profile by profile.</summary>
public sealed class GuardTests
{
    private static readonly GuardCatalogue Catalogue = GuardCatalogue.Shipped;
    private static readonly Condition Exam = new(Metric: Metrics.Training, Training: "exam");
    private static readonly Condition Spend = new(Metric: Metrics.OwnNetSpend, AtLeast: 1);
    private static readonly Condition Buyers = new(Metric: Metrics.DirectBuyers, AtLeast: 1);

    private static readonly PlanContent Harmless = new(
        [Chains.Rule("level", (1, "T1", 1_000))], PayDepth: 1, HoldDays: 15, OrderCapBps: 3_000);

    [Fact]
    public void Every_rule_of_the_catalogue_is_there_once_and_says_where_it_acts_and_whence_it_comes()
    {
        Catalogue.Rules.Select(rule => rule.RuleId)
            .ShouldBe(Enumerable.Range(1, 22).Select(number => $"G{number:00}"));
        Catalogue.Rules.ShouldAllBe(rule => rule.Source.Length > 0 && rule.ActsOn.Length > 0 && rule.Title.Length > 0);
        Catalogue.Profiles.Select(profile => profile.Version).ShouldBeUnique();
        foreach (var profile in Catalogue.Profiles)
            foreach (var (rule, limits) in profile.Limits)
            {
                Catalogue.Rules.ShouldContain(known => known.RuleId == rule);
                limits.ShouldAllBe(limit => limit.Above != null || limit.Below != null);
                limits.Select(limit => limit.Severity).Except(["refuse", "flag", "info"]).ShouldBeEmpty();
            }
    }

    [Theory]
    [InlineData("CN", 1, "")]
    [InlineData("CN", 2, "flag")]
    [InlineData("CN", 3, "refuse")]
    [InlineData("US", 3, "")]
    [InlineData("US", 4, "flag")]
    [InlineData("EU", 4, "flag")]
    [InlineData("custom", 3, "")]
    [InlineData("custom", 4, "info")]
    public void Paid_levels_are_counted_over_all_rules(string jurisdiction, int depth, string severity)
    {
        var deep = Harmless with { PayDepth = depth, Rules = [.. Harmless.Rules, Chains.Rule("x", (depth, "T2", 1))] };
        Severity(jurisdiction, "G01", deep).ShouldBe(severity);
        Severity(jurisdiction, "G01", Harmless with { PayDepth = depth }).ShouldBe("", "nobody is paid there");
    }

    [Theory]
    [InlineData("CN", 6, "refuse")]
    [InlineData("CN", 7, "flag")]
    [InlineData("CN", 14, "flag")]
    [InlineData("CN", 15, "")]
    [InlineData("EU", 13, "refuse")]
    [InlineData("EU", 14, "")]
    [InlineData("US", 13, "flag")]
    [InlineData("custom", 6, "info")]
    [InlineData("custom", 7, "")]
    public void Commission_is_held_beyond_the_return_window(string jurisdiction, int days, string severity) =>
        Severity(jurisdiction, "G08", Harmless with { HoldDays = days }).ShouldBe(severity);

    [Theory]
    [InlineData("CN", 3_000, "")]
    [InlineData("CN", 3_001, "flag")]
    [InlineData("CN", 5_000, "flag")]
    [InlineData("CN", 5_001, "refuse")]
    [InlineData("US", 5_001, "flag")]
    public void All_commission_of_an_order_is_held_against_what_was_paid(string jurisdiction, int bps, string severity)
    {
        var plan = Harmless with { OrderCapBps = 10_000, Rules = [Chains.Rule("level", (1, "T1", bps))] };
        Severity(jurisdiction, "G06", plan).ShouldBe(severity);
    }

    [Fact]
    public void Team_pay_is_refused_in_China_and_elsewhere_answered_for()
    {
        var climb = new PlanRule("climb", PlanRule.Differential, [new PlanRate("T1", 1_000)]);
        var plan = Harmless with { Rules = [climb, new PlanRule("peers", PlanRule.Peer, Bps: 100)] };
        foreach (var (profile, severity) in new[]
        {
            ("CN", "refuse"), ("US", "flag"), ("EU", "flag"), ("custom", "flag"),
        })
            Of(profile, plan).Where(finding => finding.RuleId == "G05")
                .Select(finding => $"{finding.Severity} {finding.Path}")
                .ShouldBe([$"{severity} #/content/rules/0/kind", $"{severity} #/content/rules/1/kind"]);
        var deep = new Condition(Metric: Metrics.TeamNetSales, AtLeast: 1);
        Severity("CN", "G05", Harmless, deep).ShouldBe("flag");
        Severity("CN", "G05", Harmless, deep with { Depth = 1 }).ShouldBe("", "these are one's own sales");
        Severity("custom", "G05", Harmless, deep).ShouldBe("");
    }

    [Fact]
    public void A_purchase_is_no_way_to_earn_where_it_is_the_only_one_or_a_part_of_every_one()
    {
        foreach (var profile in new[] { "CN", "US", "EU" })
        {
            Severity(profile, "G03", Harmless, Spend).ShouldBe("refuse");
            Severity(profile, "G03", Harmless, new Condition(All: [Spend, new Condition(Any: [Spend, Exam])]))
                .ShouldBe("refuse", "the exam is not needed");
        }
        Severity("CN", "G10", Harmless, new Condition(All: [Spend, Buyers])).ShouldBe("refuse");
        Severity("US", "G10", Harmless, new Condition(All: [Spend, Buyers])).ShouldBe("flag");
        Severity("CN", "G03", Harmless, new Condition(All: [Spend, Buyers])).ShouldBe("");
        foreach (var condition in new[]
        {
            Exam, Buyers, new Condition(Any: [Spend, Exam]), Spend with { AtLeast = 0 },
            new Condition(All: [Exam, new Condition(Any: [Spend, Buyers])]),
        })
            Of("CN", Harmless, condition).ShouldBeEmpty();
    }

    [Fact]
    public void Products_that_open_the_way_and_top_ups_earn_nothing()
    {
        var pack = new LadderProduct("pack", "kits", "partner", LadderProduct.Entry);
        var card = new LadderProduct("card", "giftCard", "low", "consumption");
        Severity("CN", "G04", Harmless, products: pack).ShouldBe("refuse");
        Severity("CN", "G19", Harmless, products: card).ShouldBe("refuse");
        Severity("US", "G19", Harmless, products: card).ShouldBe("flag");
        var skincare = Harmless with { Rules = [Harmless.Rules[0] with { Classes = ["skincare"] }] };
        Of("CN", skincare, Exam, pack, card).ShouldBeEmpty();
        var topUps = Harmless with { Rules = [Harmless.Rules[0] with { Classes = ["topUp"] }] };
        Severity("CN", "G19", topUps).ShouldBe("refuse", "also before there is such a product");
    }

    [Fact]
    public void Own_purchases_distance_and_claims_are_found_where_they_are()
    {
        var plan = Harmless with
        {
            SelfPurchase = PlanContent.AsDepth1,
            Compression = PlanContent.Skip,
            Rules = [Harmless.Rules[0] with { RuleId = "躺赚" }],
        };
        Of("CN", plan).Select(finding => $"{finding.RuleId} {finding.Severity} {finding.Path}").ShouldBe(
        [
            "G21 refuse #/content/compression", "G07 flag #/content/selfPurchase", "G14 flag #/content/rules/0/ruleId",
        ]);
        Of("CN", Harmless).ShouldBeEmpty();
    }

    [Fact]
    public void The_change_that_is_proposed_removes_the_finding()
    {
        var plan = Harmless with { PayDepth = 3, HoldDays = 3, Rules = [Chains.Rule("level", (3, "T1", 6_000))] };
        Of("CN", plan with { OrderCapBps = 9_000 }).ToDictionary(f => f.RuleId, f => f.Change).ShouldBe(
            new Dictionary<string, string>
            {
                ["G01"] = "Set payDepth to 1 and leave out the rates of deeper levels.",
                ["G06"] = "Lower the rates, or orderCapBps, until it is 30 %.",
                ["G08"] = "Set holdDays to 15.",
            }, ignoreOrder: true);
    }

    [Fact]
    public void The_profile_in_force_is_the_latest_that_has_begun()
    {
        var first = Catalogue.InForce("CN", DateTimeOffset.UnixEpoch);
        first.Version.ShouldBe("CN-1", "before the first there is that one");
        var next = first with { Version = "CN-2", EffectiveFrom = new DateTimeOffset(2030, 1, 1, 0, 0, 0, default) };
        var later = Catalogue with { Profiles = [next, .. Catalogue.Profiles] };
        later.InForce("CN", next.EffectiveFrom.AddTicks(-1)).Version.ShouldBe("CN-1");
        later.InForce("CN", next.EffectiveFrom).Version.ShouldBe("CN-2");
        later.InForce("EU", next.EffectiveFrom).Version.ShouldBe("EU-1");
    }

    private static string Severity(
        string jurisdiction, string rule, PlanContent plan, Condition? condition = null,
        params LadderProduct[] products) =>
        Of(jurisdiction, plan, condition, products).SingleOrDefault(finding => finding.RuleId == rule)?.Severity ?? "";

    private static IReadOnlyList<GuardFinding> Of(
        string jurisdiction, PlanContent plan, Condition? condition = null, params LadderProduct[] products) =>
        Guard.Lint(
            plan, [new PartnerTier("T1", "One", condition ?? Exam)], products, Catalogue,
            Catalogue.InForce(jurisdiction, DateTimeOffset.UnixEpoch));
}
