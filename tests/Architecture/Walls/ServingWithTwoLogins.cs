using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Secrets;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>In production one login migrates, and another one, which owns nothing, serves.</summary>
public sealed class ServingWithTwoLogins(TestApi api) : IClassFixture<TestApi>
{
    private const string Key = "platform-key-of-two-logins";

    [Fact]
    public async Task A_login_that_is_only_a_member_of_the_application_role_serves()
    {
        await using var host = await Prepare(await Login("in role sc_app"));
        await host.Start();
        var platform = new Client(host.Url, Key);
        var shop = (await platform.Post("/v1/shops", new
        {
            name = "Two logins",
            currency = "GBP",
            timeZone = "UTC",
            mode = "sandbox",
            jurisdiction = "custom",
            clock = new { mode = "follow" },
        })).Must(201).Text("shopId");
        var key = (await platform.Post($"/v1/shops/{shop}/api-keys", new { name = "all", scopes = new[] { "*" } }))
            .Must(201).Text("key");
        var client = new Client(host.Url, key);
        (await client.Post("/v1/orders", new
        {
            orderId = "o",
            customerId = "c",
            paidAt = TestShop.Day(1),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = TestShop.Pence(100) } },
        })).Must(201);
        (await client.Get("/v1/integrity")).Must(200).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("superuser in role sc_app")]
    [InlineData("bypassrls in role sc_app")]
    public async Task A_login_that_may_do_too_little_or_too_much_does_not_serve(string rights)
    {
        var login = await Login(rights);
        (await Should.ThrowAsync<StartupException>(() => Prepare(login))).Message.ShouldContain("sc_app");
    }

    private Task<ApiHost> Prepare(string login) => ApiHost.Prepare(
    [
        $"--SOCIALCOMMERCE_MIGRATE_DATABASE={api.Database}",
        $"--SOCIALCOMMERCE_DATABASE={new NpgsqlConnectionStringBuilder(api.Database) { Username = login }}",
        $"--SOCIALCOMMERCE_PLATFORM_KEY={Key}", $"--{SecretProtector.Key}={SecretProtector.NewKey()}",
        "--urls=http://127.0.0.1:0", "--environment=Production",
    ]);

    private async Task<string> Login(string rights)
    {
        var name = $"serve_{Guid.NewGuid():n}";
        await using var command = api.Owner.CreateCommand($"create role {name} login {rights}");
        await command.ExecuteNonQueryAsync();
        return name;
    }
}
