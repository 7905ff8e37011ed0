using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Ladder.Offers;

/// <summary>How strong a customer's need is.</summary>
public sealed class PutCustomerNeedTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/customers/C/need";

    [Fact]
    public async Task A_need_is_what_was_recorded_last()
    {
        var shop = await Shop();
        var before = (await shop.Get(Path)).Must(200);
        (before.Headers["ETag"], before.Body).ShouldBe(("\"0\"", """{"customerId":"C","version":0}"""));
        var put = (await shop.Put(Path, new { level = "low", reason = "bought for the year" })).Must(200);
        (put.Headers["ETag"], put.Text("level"), put.Text("reason")).ShouldBe(("\"1\"", "low", "bought for the year"));
        (await shop.Put(Path, new { level = "high" })).Must(200).Json.TryGetProperty("reason", out _).ShouldBeFalse();
        var now = (await shop.Get(Path)).Must(200);
        (now.Headers["ETag"], now.Text("level")).ShouldBe(("\"2\"", "high"));
    }

    [Fact]
    public async Task The_same_need_sent_again_changes_nothing()
    {
        var shop = await Shop();
        for (var i = 0; i < 3; i++)
            (await shop.Put(Path, new { level = "low" })).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Get("/v1/audit-log?kind=customerNeed")).Must(200).List("data").Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_customer_has_no_need()
    {
        var shop = await api.NewShop();
        (await shop.Get(Path)).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Put(Path, new { level = "low" })).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Theory]
    [InlineData("none", "ok", "#/level", "VALUE_UNKNOWN")]
    [InlineData("low", " ", "#/reason", "TEXT_INVALID")]
    public async Task A_need_that_cannot_be_is_refused(string level, string reason, string pointer, string code)
    {
        var error = (await (await Shop()).Put(Path, new { level, reason })).Refused(422, "VALIDATION_FAILED")
            .List("errors").Single();
        (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()).ShouldBe((pointer, code));
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        var shop = await Shop();
        (await shop.Put(Path, new { level = "low" }, ("If-Match", "\"0\""))).Must(200);
        (await shop.Put(Path, new { level = "high" }, ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put(Path, new { level = "high" }, ("If-Match", "\"1\""))).Must(200);
    }

    [Fact]
    public async Task Of_changes_at_once_each_is_a_version()
    {
        var shop = await Shop();
        var puts = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            i => shop.Put(Path, new { level = "medium", reason = $"talk {i}" })));
        puts.Select(put => put.Must(200).Headers["ETag"]).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        return shop;
    }
}
