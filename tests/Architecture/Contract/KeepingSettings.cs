using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Kernel.Describing;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Problems;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>Every setting is kept in versions by the same rules.</summary>
public sealed class KeepingSettings(TestApi api, OpenApi document) : IClassFixture<TestApi>, IClassFixture<OpenApi>
{
    private const string Orders = "/v1/order-settings";

    [Fact]
    public async Task A_version_is_made_by_a_change_alone_and_by_a_caller_who_has_seen_the_last_one()
    {
        var settings = Settings().ToList();
        settings.Count.ShouldBeGreaterThanOrEqualTo(LeastSettings);
        foreach (var (path, example, role) in settings)
        {
            var shop = await Shop();
            var person = await api.Operator(shop, "first", role);
            (await person.Get(path)).Must(200).Headers.GetValueOrDefault("ETag").ShouldBe("\"0\"", path);
            var made = await Put(shop, person, path, example, "\"0\"");
            made.Headers.GetValueOrDefault("ETag").ShouldBe("\"1\"", path);
            (await Put(shop, person, path, example, "\"1\"")).Headers.GetValueOrDefault("ETag").ShouldBe("\"1\"", path);
            (await person.Put(path, example, ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
            var read = (await person.Get(path)).Must(200);
            (read.Body, read.Headers.GetValueOrDefault("ETag")).ShouldBe((made.Body, "\"1\""), path);
            (await person.Get(path, ("If-None-Match", "\"1\""))).Must(304).Body.ShouldBeEmpty(path);
            (await (await Shop()).Get(path)).Must(200).Headers.GetValueOrDefault("ETag").ShouldBe("\"0\"", path);
            (await Versions(shop)).ShouldBe(1, path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_answered_follows_from_the_versions_before(int seed)
    {
        var random = new Random(seed);
        var shop = await api.NewShop();
        var (version, inForce) = (0, 5);
        for (var step = 0; step < 30; step++)
        {
            var (next, asked) = (random.Next(4, 7), random.Next(-1, 2));
            var answer = asked < 0
                ? await shop.Put(Orders, Body(next))
                : await shop.Put(Orders, Body(next), ("If-Match", $"\"{version - asked}\""));
            if (asked == 1) answer.Refused(412, "CHANGED_MEANWHILE");
            else
            {
                if (next != inForce) (version, inForce) = (version + 1, next);
                answer.Must(200).Headers["ETag"].ShouldBe($"\"{version}\"", $"seed {seed}, step {step}");
            }
            (await shop.Get(Orders)).Must(200).Json.GetProperty("refundToleranceMinor").GetInt32().ShouldBe(inForce);
        }
        (await Versions(shop)).ShouldBe(version);
        (await shop.Get("/v1/audit-log?kind=orderSettings&limit=100")).Must(200).List("data").Length.ShouldBe(version);
    }

    [Fact]
    public async Task Eight_changes_at_once_are_eight_versions_or_one_where_they_name_the_same()
    {
        var shop = await api.NewShop();
        var puts = await Task.WhenAll(Enumerable.Range(10, 8).Select(i => shop.Put(Orders, Body(i))));
        puts.Select(put => put.Must(200).Headers.GetValueOrDefault("ETag")).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
        var named = await Task.WhenAll(Enumerable.Range(20, 8).Select(
            i => shop.Put(Orders, Body(i), ("If-Match", "\"8\""))));
        named.Count(answer => answer.Status == 200).ShouldBe(1);
        named.Count(answer => answer.Status == 412).ShouldBe(7);
        (await Versions(shop)).ShouldBe(9);
    }

    private const int LeastSettings = 12;

    private static object Body(int tolerance) =>
        new { refundToleranceMinor = tolerance, tenderToleranceMinor = 1 };

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop(currency: "CNY", jurisdiction: "CN");
        (await shop.Post("/v1/customers", new { customerId = "c-1000" })).Must(201);
        return shop;
    }

    private Task<long> Versions(TestShop shop) =>
        api.Count($"select count(*) from settings_versions where shop_id = {shop.ShopKey}");

    /// <summary>Sets it, with a second person where one is asked for.</summary>
    private async Task<Answer> Put(TestShop shop, TestShop person, string path, object body, string ifMatch)
    {
        var answer = await person.Put(path, body, ("If-Match", ifMatch));
        if (answer.Status != 202) return answer.Must(200);
        var second = await api.Operator(shop, "second", Roles.Approver);
        return (await second.Put(path, body, ("If-Match", ifMatch))).Must(200);
    }

    /// <summary>Path, example and a role of every setting that Kernel or a slice maps.</summary>
    private IEnumerable<(string Path, object Example, string Role)> Settings() =>
        from endpoint in document.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
        where endpoint.Metadata.OfType<DeclaredProblems>().Any(
            problems => problems.Types.Contains(CommonProblems.ChangedMeanwhile))
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("PUT")
        where endpoint.RoutePattern.Parameters.Count == 0
        let example = endpoint.Metadata.GetMetadata<RequestExample>()!.Json
        let callers = endpoint.Metadata.GetMetadata<RequiredCallers>()!
        select (endpoint.RoutePattern.RawText!, (object)JsonDocument.Parse(example).RootElement, callers.Roles[0]);
}
