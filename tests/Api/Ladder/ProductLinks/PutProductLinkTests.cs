using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Ladder.ProductLinks;

/// <summary>Links between products are made, changed, listed and removed.</summary>
public sealed class PutProductLinkTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/products/serum/links/toner";

    [Fact]
    public async Task A_link_is_listed_under_its_first_product_and_leads_one_way()
    {
        var shop = await api.NewShopWith("serum", "toner", "cream");
        var put = (await shop.Link("serum", "toner", 7, "prepares the skin")).Must(200);
        put.Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Link("serum", "cream", 30)).Must(200);
        (await shop.Link("cream", "serum", 30)).Must(200);

        var all = (await shop.Get("/v1/product-links")).Must(200).List("data");
        all.Select(one => $"{one.GetProperty("productId")} {one.GetProperty("linkedProductId")}")
            .ShouldBe(["cream serum", "serum cream", "serum toner"]);
        all[2].GetRawText().ShouldBe(put.Body);
        (await shop.Get("/v1/product-links?productId=toner")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/product-links?productId=serum")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Pages_of_links_show_each_once()
    {
        var shop = await api.NewShopWith("a", "b", "c");
        foreach (var (first, then) in new[] { ("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a") })
            (await shop.Link(first, then)).Must(200);
        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"/v1/product-links?limit=2&cursor={cursor}")).Must(200);
            seen.AddRange(page.List("data").Select(
                one => $"{one.GetProperty("productId")}{one.GetProperty("linkedProductId")}"));
            cursor = page.Text("nextCursor");
        }
        seen.ShouldBe(["ab", "ac", "ba", "bc", "ca"]);
    }

    [Fact]
    public async Task The_same_link_sent_again_changes_nothing()
    {
        var shop = await api.NewShopWith("serum", "toner");
        var first = (await shop.Link("serum", "toner")).Must(200);
        (await shop.Link("serum", "toner")).Must(200).Body.ShouldBe(first.Body);
        (await shop.Link("serum", "toner", 9)).Must(200).Headers["ETag"].ShouldBe("\"2\"");
        (await shop.Get("/v1/audit-log?kind=productLink")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_removed_link_is_listed_no_more_and_removing_it_again_changes_nothing()
    {
        var shop = await api.NewShopWith("serum", "toner");
        (await shop.Link("serum", "toner")).Must(200);
        for (var i = 0; i < 2; i++) (await shop.Delete(Path)).Must(204);
        (await shop.Get("/v1/product-links")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/audit-log?kind=productLink")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.Put(Path, Body(), ("If-Match", "\"1\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put(Path, Body())).Must(200).Headers["ETag"].ShouldBe("\"3\"");
    }

    [Fact]
    public async Task What_a_shop_does_not_know_is_refused()
    {
        var shop = await api.NewShopWith("serum", "toner");
        (await shop.Link("lost", "toner")).Refused(404, "PRODUCT_NOT_FOUND");
        (await shop.Link("serum", "lost")).Refused(404, "PRODUCT_NOT_FOUND");
        (await shop.Delete(Path)).Refused(404, "PRODUCT_LINK_NOT_FOUND");
        (await shop.Delete("/v1/products/lost/links/toner")).Refused(404, "PRODUCT_NOT_FOUND");
    }

    [Theory]
    [InlineData("serum", "ok", 7, "#/linkedProductId", "LINKED_TO_ITSELF")]
    [InlineData("toner", " ", 7, "#/reason", "TEXT_INVALID")]
    [InlineData("toner", "ok", 0, "#/windowDays", "OUT_OF_RANGE")]
    [InlineData("toner", "ok", 367, "#/windowDays", "OUT_OF_RANGE")]
    public async Task A_link_that_cannot_be_is_refused(
        string linked, string reason, int windowDays, string pointer, string code)
    {
        var shop = await api.NewShopWith("serum", "toner");
        var error = (await shop.Link("serum", linked, windowDays, reason)).Refused(422, "VALIDATION_FAILED")
            .List("errors").Single();
        (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()).ShouldBe((pointer, code));
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        var shop = await api.NewShopWith("serum", "toner");
        (await shop.Put(Path, Body(), ("If-Match", "*"))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put(Path, Body())).Must(200);
        (await shop.Put(Path, Body(8), ("If-Match", "\"1\""))).Must(200);
        (await shop.Put(Path, Body(9), ("If-Match", "\"1\""))).Refused(412, "CHANGED_MEANWHILE");
    }

    [Fact]
    public async Task Of_changes_at_once_each_is_a_version()
    {
        var shop = await api.NewShopWith("serum", "toner");
        var puts = await Task.WhenAll(Enumerable.Range(1, 8).Select(days => shop.Put(Path, Body(days))));
        puts.Select(put => put.Must(200).Headers["ETag"]).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
    }

    [Fact]
    public async Task Of_a_removal_and_changes_at_once_the_last_one_stands()
    {
        var shop = await api.NewShopWith("serum", "toner");
        (await shop.Put(Path, Body(1))).Must(200);
        var changes = Enumerable.Range(2, 4).Select(days => shop.Put(Path, Body(days)))
            .Concat(Enumerable.Range(0, 4).Select(_ => shop.Delete(Path)));
        (await Task.WhenAll(changes)).ShouldAllBe(answer => answer.Status == 200 || answer.Status == 204);
        var log = (await shop.Get("/v1/audit-log?kind=productLink")).Must(200).List("data");
        var stands = (await shop.Get("/v1/product-links")).Must(200).List("data").Length == 1;
        stands.ShouldBe(log[^1].TryGetProperty("after", out _), "the latest entry of the log");
    }

    [Fact]
    public async Task Of_many_links_at_once_a_product_takes_fifty()
    {
        string[] others = [.. Enumerable.Range(0, 54).Select(i => $"other-{i}")];
        var shop = await api.NewShopWith(["serum", .. others]);
        var puts = await Task.WhenAll(others.Select(other => shop.Link("serum", other)));
        puts.Count(put => put.Status == 200).ShouldBe(50);
        foreach (var put in puts.Where(put => put.Status != 200)) put.Refused(409, "TOO_MANY_PRODUCT_LINKS");
        var first = (await shop.Get("/v1/product-links?limit=1")).Must(200).List("data").Single();
        var linked = first.GetProperty("linkedProductId").GetString()!;
        (await shop.Link("serum", linked, 9)).Must(200);
        (await shop.Delete($"/v1/products/serum/links/{linked}")).Must(204);
        (await shop.Link("serum", puts.Zip(others).First(one => one.First.Status != 200).Second)).Must(200);
    }

    private static object Body(int windowDays = 7) => new { reason = "goes with it", windowDays };
}
