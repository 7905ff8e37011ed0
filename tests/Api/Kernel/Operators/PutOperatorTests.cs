using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Problems;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Operators;

/// <summary>Keys of named persons: who they are, what they may do, and what is kept of what they changed.</summary>
public sealed class PutOperatorTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_person_is_named_by_the_platform_or_by_an_administrator_and_is_listed()
    {
        var shop = await api.NewShop();
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        var li = new { name = "Li Na", roles = new[] { Roles.Support, Roles.Operator } };
        var made = (await admin.Put("/v1/operators/li.na", li)).Must(200);
        (await admin.Put("/v1/operators/li.na", li)).Must(200).Body.ShouldBe(made.Body);
        var own = (await shop.Get("/v1/operators")).Must(200);
        own.Json.GetProperty("data").GetArrayLength().ShouldBe(2);
        own.Body.ShouldContain(made.Body);
        (await api.Platform.Get($"/v1/shops/{shop.ShopId}/operators")).Must(200).Body.ShouldBe(own.Body);
        (await shop.Get("/v1/operators?limit=1")).Must(200).Json.GetProperty("hasMore").GetBoolean().ShouldBeTrue();
        (await shop.Put("/v1/operators/li.na", li)).Refused(403, "PERSON_REQUIRED");
        (await api.Platform.Put("/v1/shops/shp_zzzzzzzzzzzzz/operators/li.na", li)).Must(404);
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles_not_even_with_another_key()
    {
        var shop = await api.NewShop();
        foreach (var key in new[]
        {
            await api.Operator(shop, "admin", Roles.Admin), await api.Operator(shop, "admin", Roles.Admin),
        })
            (await key.Put("/v1/operators/admin", new { name = "a", roles = Roles.Known }))
                .Refused(403, "SAME_PERSON");
        (await shop.Get("/v1/operators")).Must(200).Body.ShouldContain("[\"admin\"]");
    }

    [Theory]
    [InlineData("""{"name":"","roles":["admin"]}""", "#/name")]
    [InlineData("""{"name":"n","roles":[]}""", "#/roles")]
    [InlineData("""{"name":"n","roles":["admin","admin"]}""", "#/roles")]
    [InlineData("""{"name":"n","roles":["admin","king"]}""", "#/roles/1")]
    public async Task A_person_who_cannot_be_is_refused_and_nothing_is_logged(string json, string pointer)
    {
        var shop = await api.NewShop();
        (await api.Platform.Send(HttpMethod.Put, $"/v1/shops/{shop.ShopId}/operators/x", json, []))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);
        (await shop.Get("/v1/audit-log?kind=operator")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(0);
        (await shop.Get("/v1/operators")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_key_belongs_to_somebody_who_works_here_and_stops_when_that_person_does()
    {
        var shop = await api.NewShop();
        var path = $"/v1/shops/{shop.ShopId}/api-keys";
        var body = new { name = "k", scopes = new[] { "*" }, operatorId = "li.na" };
        (await api.Platform.Post(path, body)).Refused(422, "OPERATOR_UNKNOWN").Pointer.ShouldBe("#/operatorId");
        var li = await api.Operator(shop, "li.na", Roles.Support);
        (await api.Platform.Get(path)).Must(200).Body.ShouldContain("\"operatorId\":\"li.na\"");
        (await li.Get("/v1/shop")).Must(200);
        await Put(shop, "li.na", active: false);
        (await li.Get("/v1/shop")).Refused(401, "KEY_UNKNOWN");
        (await shop.Get("/v1/shop")).Must(200);
        await Put(shop, "li.na", active: true);
        (await li.Get("/v1/shop")).Must(200);
    }

    [Fact]
    public async Task Every_change_keeps_who_what_it_was_and_what_it_became()
    {
        var shop = await api.NewShop();
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        (await admin.Put("/v1/operators/li", new { name = "Li", roles = new[] { "support" } })).Must(200);
        (await admin.Put("/v1/operators/li", new { name = "Li", roles = new[] { "finance" } })).Must(200);
        (await admin.Put("/v1/operators/li", new { name = "Li", roles = new[] { "finance" } })).Must(200);
        var changes = (await shop.Get("/v1/audit-log?kind=operator&id=li")).Must(200).Json.GetProperty("data");
        changes.GetArrayLength().ShouldBe(2, "sending the same again changes nothing");
        var (first, second) = (changes[0], changes[1]);
        first.TryGetProperty("before", out _).ShouldBeFalse();
        second.GetProperty("operatorId").GetString().ShouldBe("admin");
        second.GetProperty("keyId").GetString()!.ShouldStartWith("key_");
        second.GetProperty("before").GetProperty("roles")[0].GetString().ShouldBe("support");
        second.GetProperty("after").GetProperty("roles")[0].GetString().ShouldBe("finance");
        (await shop.Get("/v1/audit-log?kind=plan")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(0);
        var named = (await shop.Get("/v1/audit-log?kind=operator&limit=1")).Must(200);
        named.Body.ShouldNotContain("keyId", customMessage: "the platform named the administrator");
        (await shop.Get($"/v1/audit-log?kind=operator&limit=2&cursor={named.Text("nextCursor")}")).Must(200)
            .Json.GetProperty("data").ToString().ShouldBe(changes.ToString());
    }

    [Fact]
    public async Task Of_ten_changes_at_once_every_one_follows_another()
    {
        var shop = await api.NewShop();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Put(shop, "li", name: $"Li {i}")));
        var changes = (await shop.Get("/v1/audit-log?kind=operator&id=li")).Must(200).Json.GetProperty("data");
        changes.GetArrayLength().ShouldBe(10);
        var names = changes.EnumerateArray().Select(Name).ToList();
        var befores = changes.EnumerateArray().Skip(1)
            .Select(change => change.GetProperty("before").GetProperty("name").GetString());
        befores.Order().ShouldBe(names.Take(9).Order(), "each was changed from what another had made it");
    }

    [Fact]
    public void Two_keys_of_one_person_are_one_person()
    {
        var li = new Person("li", "Li", [Roles.Approver]);
        Should.NotThrow(() => FourEyes.Check("wang", li));
        Should.Throw<ProblemException>(
            () => FourEyes.Check("li", li with { Name = "Li again" })).Code.ShouldBe("SAME_PERSON");
        Should.Throw<ProblemException>(() => FourEyes.Check(null, li)).Code.ShouldBe("FIRST_PERSON_MISSING");
    }

    private static string? Name(System.Text.Json.JsonElement change) =>
        change.GetProperty("after").GetProperty("name").GetString();

    private async Task Put(TestShop shop, string id, string name = "Li", bool active = true) =>
        (await api.Platform.Put(
            $"/v1/shops/{shop.ShopId}/operators/{id}", new { name, roles = new[] { "support" }, active })).Must(200);
}
