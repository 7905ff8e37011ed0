using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Planning;

/// <summary>A payout of a few cents waits until it is worth a transfer, and nothing of it is lost.</summary>
public sealed class MinimumTransferTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Seven_fen_are_carried_until_the_next_batch_pays_them_with_what_came_since()
    {
        var shop = await In(api);
        await shop.Earn("lina", 7, Day(1, 1, 8));
        await shop.EarnAndSettle("wangwei", 5_000);
        await shop.Payee("lina");
        await shop.Payee("wangwei", "220105199003071234", name: "王伟");
        var first = await shop.Pay();
        first.List("skipped").Single().GetRawText().ShouldBe("""{"customerId":"lina","reason":"belowMinimum"}""");
        first.Minor("gross").ShouldBe(5_000);
        await shop.Earn("lina", 93, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        (await shop.Pay()).Minor("gross").ShouldBe(100, "7 of January and 93 of February are a yuan");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shops_own_minimum_is_one_after_tax()
    {
        var shop = await In(api, settings: new
        {
            accountPauseDays = 3,
            taxMode = "cnLaborPerMonth",
            manualMinimum = 140_000,
        });
        await shop.EarnAndSettle("lina", 160_000);
        await shop.Payee("lina");
        Sums(await shop.Pay()).ShouldBe((160_000, 16_000, 144_000));
        await shop.Earn("lina", 160_000, Day(1, 17, 8));
        await shop.Settle(Day(1, 31, 23));
        var second = (await shop.Batch()).Must(201);
        second.Minor("gross").ShouldBe(0, "1,600 before tax are 1,280 after it");
        (await shop.Payouts(second)).Single().GetProperty("reason").GetString().ShouldBe("belowMinimum");
        (await shop.Approve(second)).Refused(422, "VALIDATION_FAILED");
        (await shop.Finance.Post(
            $"/v1/payout-batches/{second.Text("batchId")}/cancellations", new { reason = "waits" })).Must(200);
        await shop.Backend.SetClock(Day(2, 1));
        Sums(await shop.Pay()).ShouldBe((160_000, 16_000, 144_000), "February's tax is that of one payment");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_are_versions_that_batches_name_and_the_same_settings_again_are_none()
    {
        var shop = await In(api);
        var first = (await shop.Finance.Get("/v1/payout-settings")).Must(200);
        (Number(first, "version"), Number(first, "manualMinimum"), Number(first, "wechatMinimum"))
            .ShouldBe((1, 100, 10));
        var same = new { accountPauseDays = 3, taxMode = "none" };
        Number((await shop.Finance.Put("/v1/payout-settings", same)).Must(200), "version").ShouldBe(1);
        await shop.EarnAndSettle("lina", 5_000);
        await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        Number(batch, "settingsVersion").ShouldBe(1);
        var other = new { accountPauseDays = 3, taxMode = "none", manualMinimum = 6_000, wechatMinimum = 500 };
        Number((await shop.Finance.Put("/v1/payout-settings", other)).Must(200), "version").ShouldBe(2);
        (await shop.Approve(batch)).Refused(409, "NOTHING_TO_PAY");
        (await shop.Finance.Put("/v1/payout-settings", other with { manualMinimum = 5_000 })).Must(200);
        Number((await shop.Approve(batch)).Must(200), "settingsVersion").ShouldBe(3, "it was judged again");
        (await api.Count($"""
            select count(*) from settings_versions where name = 'payoutSettings' and shop_id = {shop.Backend.ShopKey}
            """)).ShouldBe(3);
        var raced = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            shop.Finance.Put("/v1/payout-settings", other with { manualMinimum = 7_000 + i })));
        raced.Select(answer => Number(answer.Must(200), "version")).Order().ShouldBe([4, 5, 6, 7, 8, 9]);
    }

    [Theory]
    [InlineData("manualMinimum", 0, "#/manualMinimum")]
    [InlineData("wechatMinimum", 9, "#/wechatMinimum")]
    [InlineData("manualTransferCap", 199, "#/manualTransferCap")]
    [InlineData("wechatTransferCap", 19, "#/wechatTransferCap")]
    [InlineData("remittanceTolerance", 1_001, "#/remittanceTolerance")]
    public async Task Settings_that_could_not_be_kept_are_refused(string name, long value, string pointer)
    {
        var shop = await In(api);
        var body = new Dictionary<string, object> { ["accountPauseDays"] = 3, ["taxMode"] = "none", [name] = value };
        (await shop.Finance.Put("/v1/payout-settings", body)).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe(pointer);
    }

    private static long Number(Answer answer, string name) =>
        answer.Json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : -1;
}
