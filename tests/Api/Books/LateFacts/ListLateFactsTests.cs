using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Books.LateFacts;

/// <summary>What happened before a closed month's end and was recorded too late for it is listed.</summary>
public sealed class ListLateFactsTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Late = "/v1/months/2010-12/late-facts";

    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task Late_orders_and_refunds_are_listed_with_document_and_person_and_summed_by_event()
    {
        var shop = await Closed();
        (await shop.Get(Late)).Must(200).List("data").ShouldBeEmpty();
        (await shop.Order("late", "C", Day(30), 7_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(31), 4_000)).Must(201);
        (await shop.Order("new", "C", January.AddDays(1), 9_000)).Must(201);
        (await shop.RefundPlain("o1", "r2", January.AddDays(1), 1_000)).Must(201);
        var late = (await shop.Get(Late)).Must(200);
        late.List("data").Select(fact => string.Join(' ',
            fact.GetProperty("event").GetString(), fact.GetProperty("document").GetProperty("kind").GetString(),
            fact.GetProperty("document").GetProperty("id").GetString(), fact.GetProperty("rule").GetString(),
            fact.GetProperty("customerId").GetString(), fact.GetProperty("amount").GetProperty("amount").GetInt64()))
            .ShouldBe(["accrued order late level B 700", "reversed refund r1 level B 400"]);
        foreach (var fact in late.List("data"))
        {
            fact.GetProperty("occurredAt").GetDateTimeOffset().ShouldBeLessThan(January);
            fact.GetProperty("recordedAt").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(January);
        }
        Sums(late).ShouldBe(["accrued 1 700", "reversed 1 400"]);
    }

    [Fact]
    public async Task What_follows_from_time_alone_is_no_late_fact()
    {
        var shop = await Closed();
        await shop.SetClock(January.AddDays(10));
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.Get(Late)).Must(200).List("data").ShouldBeEmpty("it matured and was settled");
    }

    [Fact]
    public async Task It_is_late_for_every_month_that_was_closed_without_it_and_booked_in_the_open_one()
    {
        var shop = await Closed();
        await shop.SetClock(February);
        (await shop.Post("/v1/months", new { month = "2011-01" })).Must(201);
        (await shop.Order("late", "C", Day(30), 7_000)).Must(201);
        foreach (var month in new[] { "2010-12", "2011-01" })
            Sums((await shop.Get($"/v1/months/{month}/late-facts")).Must(200)).ShouldBe(["accrued 1 700"], month);
        await shop.SetClock(February.AddMonths(1));
        (await shop.Post("/v1/months", new { month = "2011-02" })).Must(201);
        Sums((await shop.Get("/v1/months/2011-02/late-facts")).Must(200)).ShouldBeEmpty("its books have it");
    }

    [Fact]
    public async Task Pages_and_file_have_the_same_facts()
    {
        var shop = await Closed();
        foreach (var i in Enumerable.Range(1, 5)) (await shop.Order($"late{i}", "C", Day(30), 1_000 * i)).Must(201);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await shop.Get($"{Late}?limit=2{cursor}")).Must(200);
            seen.AddRange(page.List("data").Select(fact => fact.GetProperty("movementId").GetString()!));
            Sums(page).ShouldBe(["accrued 5 1500"], "the sums are those of all");
            cursor = page.Json.GetProperty("hasMore").GetBoolean() ? $"&cursor={page.Text("nextCursor")}" : null;
        }
        while (cursor is not null);
        seen.Distinct().Count().ShouldBe(5);
        var rows = (await shop.Get($"{Late}/csv")).Must(200).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Skip(1).Select(row => row.Split(',')[0]).ShouldBe(seen);
        rows[1].ShouldContain(",accrued,order,late1,level,B,expense,pending,100,GBP,2010-12-30T08:00:00Z,");
    }

    [Fact]
    public async Task An_open_month_has_no_late_facts()
    {
        var shop = await Closed();
        foreach (var month in new[] { "2011-01", "x", "2010-11" })
        {
            (await shop.Get($"/v1/months/{month}/late-facts")).Refused(404, "MONTH_NOT_FOUND");
            (await shop.Get($"/v1/months/{month}/late-facts/csv")).Refused(404, "MONTH_NOT_FOUND");
        }
    }

    private static string[] Sums(Answer late) => [.. late.List("sums").Select(sum => string.Join(' ',
        sum.GetProperty("event").GetString(), sum.GetProperty("facts").GetInt64(),
        sum.GetProperty("amount").GetProperty("amount").GetInt64()))];

    /// <summary>B has earned 1,000 in December, which is closed.</summary>
    private async Task<TestShop> Closed()
    {
        var shop = await api.Operator(await api.NewShop(), "finance", [.. Roles.Known]);
        await shop.WithSpendPlan(("minimumPayout", 0), ("payDepth", 1), ("rules", new[]
        {
            ShopSteps.Level("level", (1, "T1", 1_000), (1, "T2", 1_000), (1, "T3", 1_000)),
        }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(January.AddDays(1));
        (await shop.Post("/v1/months", new { month = "2010-12" })).Must(201);
        return shop;
    }
}
