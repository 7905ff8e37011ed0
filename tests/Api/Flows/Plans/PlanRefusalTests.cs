using System.Text.Json;
using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Flows.Plans;

/// <summary>What drafting and publishing refuse, each with its code and its place, and what a proof shows.</summary>
public sealed class PlanRefusalTests(TestApi api) : IClassFixture<TestApi>
{
    public static TheoryData<string, string, string> Drafts => new()
    {
        { """[{"ruleId":"r","kind":"gift"}]""", "KIND_UNKNOWN", "#/content/rules/0/kind" },
        { """[{"ruleId":"r","kind":"level"}]""", "RATE_COUNT", "#/content/rules/0/rates" },
        { Level("""{"tier":"T1","bps":1}"""), "REQUIRED", "#/content/rules/0/rates/0/depth" },
        { Level("""{"tier":"T1","depth":1}"""), "RATE_AMBIGUOUS", "#/content/rules/0/rates/0/bps" },
        { Level("""{"tier":"T1","depth":1,"bps":1,"unitMinor":1}"""), "RATE_AMBIGUOUS",
            "#/content/rules/0/rates/0/unitMinor" },
        { Level("""{"tier":"T1","depth":1,"unitMinor":-1}"""), "OUT_OF_RANGE", "#/content/rules/0/rates/0/unitMinor" },
        { """[{"ruleId":"r","kind":"level","rates":[{"tier":"T1","depth":1,"bps":1}],"floorBps":1}]""",
            "NOT_APPLICABLE", "#/content/rules/0/floorBps" },
        { Differential("""{"tier":"T1"}"""), "REQUIRED", "#/content/rules/0/rates/0/bps" },
        { Differential("""{"tier":"T1","bps":1,"depth":1}"""), "NOT_APPLICABLE", "#/content/rules/0/rates/0/depth" },
        { Differential("""{"tier":"T1","bps":1},{"tier":"T1","bps":2}"""), "RATE_REPEATED",
            "#/content/rules/0/rates/1" },
        { """[{"ruleId":"r","kind":"peer","bps":1}]""", "DIFFERENTIAL_UNKNOWN", "#/content/rules/0/differentialRule" },
        { Peer("""{}"""), "REQUIRED", "#/content/rules/1/bps" },
        { Peer("""{"bps":1,"of":"pool"}"""), "VALUE_UNKNOWN", "#/content/rules/1/of" },
        { Peer("""{"bps":1,"generations":0}"""), "OUT_OF_RANGE", "#/content/rules/1/generations" },
        { Peer("""{"bps":1,"differentialRule":"x"}"""), "DIFFERENTIAL_UNKNOWN",
            "#/content/rules/1/differentialRule" },
        { Peer("""{"bps":9000}"""), "RATES_ABOVE_CAP", "#/content/rules" },
    };

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task A_draft_with_a_fault_is_refused_with_its_place(string rules, string code, string pointer)
    {
        var shop = await api.NewShop(jurisdiction: "custom");
        var content = new { rules = JsonSerializer.Deserialize<JsonElement>(rules) };
        (await shop.Post("/v1/plans", new { content })).Must(422).List("errors")
            .Select(error => (error.GetProperty("code").GetString(), error.GetProperty("pointer").GetString()))
            .ShouldContain((code, pointer));
        (await shop.Get("/v1/plans")).Must(200).List("data").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"content":{"rules":[{"ruleId":"r"}]}}""", "#/content/rules/0/kind")]
    [InlineData("""{"content":{}}""", "#/content/rules")]
    [InlineData("{}", "#/content")]
    public async Task What_is_missing_is_named(string body, string pointer)
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/plans", body)).Refused(400, "MALFORMED_JSON").Pointer.ShouldBe(pointer);
    }

    [Fact]
    public async Task A_perpetual_plan_that_skips_is_drafted_and_refused_with_its_counter_example()
    {
        var shop = await (await api.NewShop(jurisdiction: "custom")).WithSpendPlan();
        var skipping = ShopSteps.Plan(("perpetual", true), ("compression", "skip"));
        const string words =
            "In the chain (–, –, –, T1) ancestor 1 becomes T1, and ancestor 4 falls from 10 % to 3 %.";
        (await Refused(shop, "NOT_PERPETUAL", "#/content/perpetual", skipping)).Text("detail").ShouldBe(words);
        var proof = await Proof(shop, skipping);
        proof.GetProperty("worstPayoutBps").GetInt64().ShouldBe(2_300);
        proof.GetProperty("refusal").GetProperty("detail").GetString().ShouldBe(words);
        proof.GetProperty("counterExample").EnumerateArray()
            .Select(person => (person.GetProperty("depth").GetInt32(), Minor(person, "before"), Minor(person, "after")))
            .ShouldBe([(0, 0, 0), (1, 0, 10_000_000), (2, 0, 0), (3, 0, 0), (4, 10_000_000, 3_000_000)]);
        var nothing = ShopSteps.Plan(("perpetual", true), ("compression", "skip"),
            ("rules", new[] { ShopSteps.Level("level", (1, "T1", 0)) }));
        await Refused(shop, "PERPETUAL_SKIP", "#/content/compression", nothing);
    }

    [Fact]
    public async Task A_perpetual_plan_with_amounts_per_unit_is_refused_with_the_order_whose_cap_cuts_them()
    {
        var shop = await (await api.NewShop(jurisdiction: "custom")).WithSpendPlan();
        object Unit(int depth, long unitMinor, string tier = "T1") => new { tier, depth, unitMinor };
        Dictionary<string, object> Units(params object[] rates) => ShopSteps.Plan(
            ("perpetual", true), ("orderCapBps", 5_000), ("payDepth", 2),
            ("rules", new[] { new { ruleId = "units", kind = "level", rates } }));

        (await Refused(shop, "NOT_PERPETUAL", "#/content/perpetual", Units(Unit(1, 300), Unit(2, 200))))
            .Text("detail").ShouldBe(
                "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 200 to 0 for one unit at "
                + "400 minor units.");
        var proof = await Proof(shop, Units(Unit(1, 300), Unit(2, 200)));
        proof.GetProperty("order").GetProperty("amount").GetInt64().ShouldBe(400);
        proof.GetProperty("counterExample").EnumerateArray()
            .Select(person => (Minor(person, "before"), Minor(person, "after")))
            .ShouldBe([(0, 0), (0, 200), (200, 0), (0, 0), (0, 0)]);
        await Refused(shop, "PERPETUAL_AMOUNT", "#/content/rules/0/rates/0/unitMinor",
            Units(Unit(1, 300), Unit(1, 300, "T2"), Unit(1, 300, "T3")));
    }

    [Fact]
    public async Task Publishing_names_unknown_tiers_falling_rates_and_the_promotion_that_hurts()
    {
        var shop = await (await api.NewShop(jurisdiction: "custom")).WithSpendPlan();
        await Refused(shop, "TIER_UNKNOWN", "#/content/rules/0/rates/3/tier",
            Plan(ShopSteps.Differential("d", 0, 1, 2, 3, 4)));
        await Refused(shop, "RATES_FALL", "#/content/rules/0/rates/2", Plan(ShopSteps.Differential("d", 0, 1, 3, 2)));
        await Refused(shop, "RATES_FALL", "#/content/rules/0/rates/1",
            Plan(ShopSteps.Level("l", (1, "T1", 100), (1, "T2", 99))));
        var half = Plan(ShopSteps.Differential("d", 5_000, 1_000, 2_000, 3_000));
        half["perpetual"] = true;
        (await Refused(shop, "NOT_PERPETUAL", "#/content/perpetual", half)).Text("detail").ShouldBe(
            "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 10 % to 5 %.");
        (await shop.Get("/v1/plans")).Must(200).List("data")
            .Count(plan => plan.GetProperty("status").GetString() == "published").ShouldBe(1);
    }

    [Fact]
    public async Task A_proof_shows_the_worst_chain_and_the_counter_example_with_amounts()
    {
        var shop = await (await api.NewShop(jurisdiction: "custom")).WithSpendPlan();
        var proof = await Proof(shop, Plan(ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000)));
        proof.GetProperty("holds").GetBoolean().ShouldBeTrue();
        proof.GetProperty("worstPayoutBps").GetInt64().ShouldBe(6_000);
        proof.GetProperty("worstChain").EnumerateArray().Select(payee => (payee.GetProperty("tier").GetString(),
            Minor(payee, "amount"))).ShouldBe([("T3", 30_000_000), ("T3", 30_000_000)]);
        proof.TryGetProperty("counterExample", out _).ShouldBeFalse();

        var bare = Plan(ShopSteps.Differential("d", 0, 1_000, 2_000, 3_000));
        bare["perpetual"] = true;
        proof = await Proof(shop, bare);
        proof.GetProperty("holds").GetBoolean().ShouldBeFalse();
        proof.GetProperty("refusal").GetProperty("code").GetString().ShouldBe("NOT_PERPETUAL");
        proof.GetProperty("counterExample").EnumerateArray().Select(person => (
            person.GetProperty("depth").GetInt32(),
            person.TryGetProperty("tier", out var tier) ? tier.GetString() : null,
            person.TryGetProperty("promotedTo", out var to) ? to.GetString() : null,
            Minor(person, "before"), Minor(person, "after"))).ShouldBe(
        [
            (0, null, null, 0, 0), (1, null, "T1", 0, 10_000_000), (2, "T1", null, 10_000_000, 0),
            (3, null, null, 0, 0), (4, null, null, 0, 0),
        ]);
        (await shop.Get("/v1/plans/pln_zzzzzzzzzzzzz/proof")).Refused(404, "PLAN_NOT_FOUND");
    }

    [Fact]
    public async Task A_version_and_its_proof_say_that_dividends_are_outside_the_guarantee()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var pool = Plan(new { ruleId = "pool", kind = "dividend", poolBps = 100, tier = "T1" });
        pool["perpetual"] = true;
        var draft = (await shop.Post("/v1/plans", new { content = pool })).Must(201).Text("planId");
        (await shop.Get($"/v1/plans/{draft}")).Must(200).Json.GetProperty("content").GetProperty("dividendGuarantee")
            .GetString().ShouldBe("outside");
        var proof = (await shop.Get($"/v1/plans/{draft}/proof")).Must(200);
        proof.Text("dividendGuarantee").ShouldBe("outside");
        proof.Json.GetProperty("holds").GetBoolean().ShouldBeTrue();
    }

    private static Dictionary<string, object> Plan(object rule) => ShopSteps.Plan(("rules", new[] { rule }));

    [Fact]
    public async Task A_version_published_in_the_instant_of_an_order_leaves_it_to_the_version_before()
    {
        var shop = await (await api.NewShop(jurisdiction: "custom")).WithSpendPlan();
        await shop.Chain(TestShop.Day(1), ("C", 0), ("B", 1));
        (await shop.Order("before", "C", TestShop.Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        await shop.Publish(Plan(ShopSteps.Level("level", (1, "T1", 500))), TestShop.Day(2));
        (await shop.Order("after", "C", TestShop.Day(2), 1_000)).Paid().ShouldBe(["B 50"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    private static async Task<Answer> Refused(TestShop shop, string code, string pointer, object content)
    {
        var draft = (await shop.Post("/v1/plans", new { content })).Must(201).Text("planId");
        var answer = (await shop.Post($"/v1/plans/{draft}/publish", new { })).Refused(422, code);
        answer.Pointer.ShouldBe(pointer);
        (await shop.Get($"/v1/plans/{draft}/proof")).Must(200).Json.GetProperty("refusal").GetProperty("pointer")
            .GetString().ShouldBe(pointer);
        return answer;
    }

    private static async Task<JsonElement> Proof(TestShop shop, object content)
    {
        var draft = (await shop.Post("/v1/plans", new { content })).Must(201).Text("planId");
        return (await shop.Get($"/v1/plans/{draft}/proof")).Must(200).Json;
    }

    private static long Minor(JsonElement json, string property) =>
        json.GetProperty(property).GetProperty("amount").GetInt64();

    private static string Level(string rates) => $$"""[{"ruleId":"r","kind":"level","rates":[{{rates}}]}]""";

    private static string Differential(string rates) =>
        $$"""[{"ruleId":"r","kind":"differential","rates":[{{rates}}]}]""";

    private static string Peer(string parts) =>
        $$"""
        [{"ruleId":"d","kind":"differential","rates":[{"tier":"T1","bps":9000}]},
         {"ruleId":"p","kind":"peer"{{(parts == "{}" ? "" : "," + parts[1..^1])}}}]
        """;
}
