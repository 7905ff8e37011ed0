using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Text;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps that the tests of the money flows take again and again.</summary>
internal static class ShopSteps
{
    /// <summary>
    /// Tiers by own spend alone (T1 from 100.00, T2 from 200.00, T3 from 300.00), so that a chain is made in
    /// as many orders as it has people; the main job's rates, 14 days of hold, unless something else is said.
    /// </summary>
    public static async Task<TestShop> WithSpendPlan(this TestShop shop, params (string Name, object Value)[] changes)
    {
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { Tier(1), Tier(2), Tier(3) } })).Must(200);
        await shop.Publish(Plan(changes));
        return shop;

        static object Tier(int rank) => new
        {
            tierId = $"T{rank}",
            name = $"Tier {rank}",
            conditions = new { metric = "ownNetSpend", atLeast = rank * 10_000 },
        };
    }

    /// <summary>The main job's plan with some parts changed.</summary>
    public static Dictionary<string, object> Plan(params (string Name, object Value)[] changes)
    {
        var plan = new Dictionary<string, object>
        {
            ["payDepth"] = 2,
            ["holdDays"] = 14,
            ["rules"] = new[]
            {
                Level("level", (1, "T1", 1_000), (1, "T2", 1_200), (1, "T3", 1_500),
                    (2, "T1", 300), (2, "T2", 500), (2, "T3", 800)),
            },
        };
        foreach (var (name, value) in changes) plan[name] = value;
        return plan;
    }

    /// <summary>A level rule.</summary>
    public static Dictionary<string, object> Level(
        string ruleId, params (int Depth, string Tier, int Bps)[] rates) => new()
        {
            ["ruleId"] = ruleId,
            ["kind"] = "level",
            ["rates"] = rates.Select(rate => new { depth = rate.Depth, tier = rate.Tier, bps = rate.Bps }).ToArray(),
        };

    /// <summary>A differential rule over T1, T2 and T3; 10,000 for the whole floor, 0 for none.</summary>
    public static Dictionary<string, object> Differential(string ruleId, int floorBps, params int[] bps) => new()
    {
        ["ruleId"] = ruleId,
        ["kind"] = "differential",
        ["rates"] = bps.Select((rate, i) => new { tier = $"T{i + 1}", bps = rate }).ToArray(),
        ["floorBps"] = floorBps,
    };

    /// <summary>Makes people of the tiers asked for (0: none) and binds each to the next: the buyer first.</summary>
    public static async Task Chain(this TestShop shop, DateTimeOffset at, params (string Id, int Tier)[] people)
    {
        foreach (var (id, tier) in people.Where(person => person.Tier > 0)) await shop.Promote(id, tier, at);
        for (var i = 1; i < people.Length; i++) await shop.Bind(people[i - 1].Id, people[i].Id);
    }

    /// <summary>Gives a person a tier of the spend plan.</summary>
    public static async Task Promote(this TestShop shop, string customerId, int tier, DateTimeOffset at) =>
        (await shop.Order($"tier-{customerId}", customerId, at, tier * 10_000)).Must(201);

    /// <summary>Reports an order of one line per amount that nobody has received.</summary>
    public static Task<Answer> OpenOrder(
        this TestShop shop, string orderId, string customerId, DateTimeOffset paidAt, params long[] lines) =>
        shop.Post("/v1/orders", new
        {
            orderId,
            customerId,
            paidAt,
            lines = lines.Select((amount, i) => new
            {
                lineId = $"{i + 1}",
                productId = $"p{i + 1}",
                quantity = 1,
                unitPrice = Pence(amount),
            }).ToArray(),
        });

    /// <summary>Refunds units of one line.</summary>
    public static Task<Answer> RefundUnits(
        this TestShop shop, string orderId, string refundId, DateTimeOffset refundedAt, string lineId, long quantity) =>
        shop.Post($"/v1/orders/{orderId}/refunds", new
        {
            refundId,
            refundedAt,
            lines = new[] { new { lineId, quantity } },
        });

    /// <summary>Refunds an amount of one line.</summary>
    public static Task<Answer> RefundLine(
        this TestShop shop, string orderId, string refundId, DateTimeOffset refundedAt, string lineId, long amount) =>
        shop.Post($"/v1/orders/{orderId}/refunds", new
        {
            refundId,
            refundedAt,
            lines = new[] { new { lineId, amount = Pence(amount) } },
        });

    /// <summary>Refunds a plain amount.</summary>
    public static Task<Answer> RefundPlain(
        this TestShop shop, string orderId, string refundId, DateTimeOffset refundedAt, long amount) =>
        shop.Post($"/v1/orders/{orderId}/refunds", new { refundId, refundedAt, amount = Pence(amount) });

    /// <summary>A partner as the API shows it.</summary>
    public static async Task<Answer> Partner(this TestShop shop, string customerId) =>
        (await shop.Get($"/v1/partners/{customerId}")).Must(200);

    /// <summary>What a partner's commissions come to.</summary>
    public static async Task<long> Net(this TestShop shop, string customerId) =>
        (await shop.Partner(customerId)).Minor("net");

    /// <summary>Waits until everybody has been held against the list of tiers.</summary>
    public static async Task UntilReviewed(this TestShop shop)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if ((await shop.Get("/v1/partner-tiers")).Must(200).Json.GetProperty("reviewed").GetBoolean()) return;
        throw new TimeoutException("The list of tiers was not reviewed.");
    }

    /// <summary>The tier that a person holds, or null.</summary>
    public static string? Tier(this Answer partner) =>
        partner.Json.TryGetProperty("tier", out var tier) ? tier.GetString() : null;

    /// <summary>A number of the body.</summary>
    public static long Number(this Answer answer, string property) => answer.Json.GetProperty(property).GetInt64();

    /// <summary>A time of the body, or null.</summary>
    public static DateTimeOffset? Time(this Answer answer, string property) =>
        answer.Json.TryGetProperty(property, out var time) && time.ValueKind != JsonValueKind.Null
            ? time.GetDateTimeOffset()
            : null;

    /// <summary>What an order's answer pays, as <c>B 1000</c>.</summary>
    public static string[] Paid(this Answer order) => [.. order.Must(201).List("commissions").Select(one =>
        $"{one.GetProperty("beneficiaryId").GetString()} " +
        $"{one.GetProperty("amount").GetProperty("amount").GetInt64()}")];

    /// <summary>Whom an answer promotes, as <c>B T1</c>.</summary>
    public static string[] Promoted(this Answer answer) => [.. answer.Must(201).List("promotions").Select(one =>
        $"{one.GetProperty("customerId").GetString()} {one.GetProperty("to").GetString()}")];

    /// <summary>The warnings of an order, as <c>code pointer</c>.</summary>
    public static string[] Warnings(this Answer order) => [.. order.Must(201).List("warnings").Select(one =>
        $"{one.GetProperty("code").GetString()} {one.GetProperty("pointer").GetString()}")];

    /// <summary>The same, where there may be none.</summary>
    public static string[] TryWarnings(this Answer answer) =>
        answer.Json.TryGetProperty("warnings", out _) ? answer.Warnings() : [];

    /// <summary>What an order that is reported again was answered first, without what it is by now.</summary>
    public static string FirstAnswer(this Answer order)
    {
        var both = System.Text.Json.Nodes.JsonNode.Parse(order.Must(201).Body)!;
        both.AsObject().Remove("now").ShouldBeTrue("it was reported before");
        return both.ToJsonString(Json.Options);
    }

    /// <summary>Whether the answer is one that was given before.</summary>
    public static bool IsReplayed(this Answer answer) => answer.Headers.ContainsKey("Idempotency-Replayed");

    /// <summary>A list of the body.</summary>
    public static JsonElement[] List(this Answer answer, string property) =>
        [.. answer.Json.GetProperty(property).EnumerateArray()];

    /// <summary>
    /// What explain says: <c>B 1000</c>, <c>B noTier</c> where there is nothing, <c>nobody noReferrer</c>.
    /// </summary>
    public static async Task<string[]> Explained(this TestShop shop, string orderId) =>
        [.. (await shop.Get($"/v1/orders/{orderId}/commission")).Must(200).List("lines").Select(line =>
            (line.TryGetProperty("customerId", out var who) ? who.GetString() : "nobody") + " "
            + (line.TryGetProperty("reason", out var reason)
                ? reason.GetString()
                : $"{line.GetProperty("amount").GetProperty("amount").GetInt64()}"))];

    /// <summary>Settles up to an instant.</summary>
    public static Task<Answer> Settle(this TestShop shop, DateTimeOffset periodEnd) =>
        shop.Post("/v1/settlements", new { periodEnd });

    /// <summary>A text without the ids and hashes that differ from shop to shop.</summary>
    public static string WithoutShop(this string text) => System.Text.RegularExpressions.Regex.Replace(
        text, @"(?<=stm_\d{20})_[0-9a-f]{16}|(shp|pln)_[0-9a-z]{13}|\b[0-9a-f]{64}\b", "…");

    /// <summary>A partner's statements as they stand, oldest first.</summary>
    public static async Task<Answer[]> Statements(this TestShop shop, string customerId)
    {
        var list = (await shop.Get($"/v1/partners/{customerId}/statements")).Must(200).List("data");
        return await Task.WhenAll(list.Select(async item =>
            (await shop.Get($"/v1/statements/{item.GetProperty("statementId").GetString()}")).Must(200)));
    }
}
