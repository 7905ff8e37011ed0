using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Messaging;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Secrets;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Keys;

/// <summary>Until when and from where a key works, how it is rolled, and who lists and revokes it.</summary>
public sealed class CreateApiKeyTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] All = ["*"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_works_until_it_expires_and_none_is_made_that_has_expired()
    {
        var shop = await api.NewShop();
        var expires = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var made = await Make(shop, new { name = "k", scopes = All, expiresAt = expires });
        made.Text("expiresAt").ShouldBe("2999-01-01T00:00:00Z");
        (await Use(shop, made)).Must(200);
        var ended = await Make(shop, new { name = "k", scopes = All, expiresAt = expires });
        await api.Corrupt($"update api_keys set expires_at = now() where key_id = {Key(ended)}");
        (await Use(shop, ended)).Refused(401, "KEY_UNKNOWN");
        (await Post(shop, new { name = "k", scopes = All, expiresAt = TestShop.Day(1) }))
            .Refused(422, "EXPIRES_IN_PAST").Pointer.ShouldBe("#/expiresAt");
    }

    [Fact]
    public async Task A_key_that_is_limited_to_addresses_works_from_there_alone()
    {
        var shop = await api.NewShop();
        (await Use(shop, await Make(shop, new { name = "k", scopes = All, addresses = new[] { "203.0.113.0/24" } })))
            .Refused(403, "ADDRESS_NOT_ALLOWED");
        (await Use(shop, await Make(shop, new
        {
            name = "k",
            scopes = All,
            addresses = new[] { "203.0.113.7", "127.0.0.0/8" },
        }))).Must(200);
        foreach (var bad in new[] { "", "here", "203.0.113.0/33", new string('1', 60) })
            (await Post(shop, new { name = "k", scopes = All, addresses = new[] { "::1", bad } }))
                .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/addresses/1", bad);
        (await Post(shop, new { name = "k", scopes = All, addresses = Enumerable.Repeat("::1", 51) }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/addresses");
    }

    [Fact]
    public async Task A_rolled_key_works_beside_the_new_one_for_the_overlap_and_both_are_the_same_persons()
    {
        var shop = await api.NewShop();
        await api.Operator(shop, "li", Roles.Support);
        var addresses = new[] { "127.0.0.1" };
        var old = await Make(shop, new { name = "k", scopes = All, operatorId = "li", addresses });
        var rolled = (await Roll(shop, old, new { overlapHours = 2 })).Must(201);
        (await Use(shop, old)).Must(200);
        (await Use(shop, rolled)).Must(200);
        rolled.Headers["Location"].ShouldEndWith(rolled.Text("keyId"));
        rolled.Text("operatorId").ShouldBe("li");
        rolled.Body.ShouldContain("\"addresses\":[\"127.0.0.1\"]");
        (await Listed(shop)).Single(key => key.GetProperty("keyId").GetString() == old.Text("keyId"))
            .TryGetProperty("expiresAt", out _).ShouldBeTrue();

        var last = (await Roll(shop, rolled, new { overlapHours = 0 })).Must(201);
        (await Use(shop, rolled)).Refused(401, "KEY_UNKNOWN");
        (await Use(shop, last)).Must(200);
        (await Roll(shop, rolled, new { })).Refused(409, "KEY_ENDED");
        (await Roll(shop, last, new { overlapHours = 721 })).Refused(422, "VALIDATION_FAILED");
        (await api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys/key_none/roll", new { })).Must(404);
    }

    [Fact]
    public async Task Of_five_that_roll_a_key_at_once_each_has_a_key_of_its_own()
    {
        var shop = await api.NewShop();
        var old = await Make(shop, new { name = "k", scopes = All });
        var rolled = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Roll(shop, old, new { })));
        rolled.Select(answer => answer.Must(201).Text("key")).Distinct().Count().ShouldBe(5);
        foreach (var key in rolled) (await Use(shop, key)).Must(200);
    }

    [Fact]
    public async Task An_administrator_lists_and_revokes_the_shops_own_keys_and_the_log_keeps_it()
    {
        var shop = await api.NewShop();
        var admin = await api.Operator(shop, "ad", Roles.Admin);
        var finance = await api.Operator(shop, "fi", Roles.Finance);
        var key = await Make(shop, new { name = "lost", scopes = All });
        var listed = (await admin.Get("/v1/api-keys")).Must(200);
        listed.Body.ShouldContain("\"lost\"");
        listed.Body.ShouldNotContain(key.Text("key").Split('_')[3]);
        (await finance.Get("/v1/api-keys")).Refused(403, "ROLE_MISSING");
        (await shop.Get("/v1/api-keys")).Refused(403, "PERSON_REQUIRED");
        (await finance.Delete($"/v1/api-keys/{key.Text("keyId")}")).Refused(403, "ROLE_MISSING");
        (await Use(shop, key)).Must(200);
        (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => admin.Delete($"/v1/api-keys/{key.Text("keyId")}"))))
            .ShouldAllBe(answer => answer.Status == 204);
        (await Use(shop, key)).Refused(401, "KEY_UNKNOWN");
        var changes = (await shop.Get($"/v1/audit-log?kind=apiKey&id={key.Text("keyId")}")).Must(200)
            .Json.GetProperty("data").EnumerateArray().ToList();
        changes.Count.ShouldBe(2, "made once and revoked once");
        changes.Count(one => one.TryGetProperty("operatorId", out var person) && person.GetString() == "ad")
            .ShouldBe(1);
        var foreign = await Make(await api.NewShop(), new { name = "k", scopes = All });
        (await admin.Delete($"/v1/api-keys/{foreign.Text("keyId")}")).Must(404);
    }

    [Fact]
    public async Task An_answer_with_a_secret_is_stored_by_no_cache()
    {
        var shop = await api.NewShop();
        var made = await Make(shop, new { name = "k", scopes = All });
        made.Headers["Cache-Control"].ShouldBe("no-store");
        (await Roll(shop, made, new { })).Must(201).Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task In_the_background_it_is_kept_when_keys_were_used_and_old_answers_are_deleted()
    {
        var shop = await api.NewShop();
        await api.Execute($"""
            insert into idempotency_keys (shop_id, operation, key, fingerprint, status, answer, recorded_at)
            select {shop.ShopKey}, 'o', 'k' || i, '', 200, '', now() - make_interval(days => 40 - 20 * (i % 2))
            from generate_series(1, 10) as i
            """);
        api.Settings.Add($"--{HousekeepingSchedule.Setting}=20");
        var url = await api.Instance();
        api.Settings.Clear();
        (await shop.Through(url).Get("/v1/shop")).Must(200);
        var kept = $"select count(*) from idempotency_keys where shop_id = {shop.ShopKey}";
        while (await api.Count(kept) != 5) await Task.Delay(20, Cancel);
        var used = (await Listed(shop))[0].GetProperty("lastUsedAt").GetDateTimeOffset();
        used.ShouldBeGreaterThan(TestShop.Day(1));
        (await api.Count($"{kept} and recorded_at > now() - interval '30 days'")).ShouldBe(5);
    }

    [Theory]
    [InlineData(ApiKeyMiddleware.PlatformKey, "short", "at least 24 random characters")]
    [InlineData(SecretProtector.Key, "", "32 random bytes in base64")]
    [InlineData(SecretProtector.Key, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "32 random bytes in base64")]
    [InlineData(SecretProtector.Key, "c2hvcnQ=", "32 random bytes in base64")]
    [InlineData(SecretProtector.Key, "no base64", "32 random bytes in base64")]
    [InlineData(SecretProtector.FindingKey, "no base64", "32 random bytes in base64")]
    public async Task A_secret_that_protects_nothing_is_refused_at_the_start_in_one_sentence(
        string setting, string value, string words)
    {
        var refused = await Should.ThrowAsync<StartupException>(() => ApiHost.Prepare(
        [
            $"--SOCIALCOMMERCE_DATABASE={api.Database}", $"--{SecretProtector.Key}={SecretProtector.NewKey()}",
            $"--{setting}={value}",
            "--urls=http://127.0.0.1:0", "--environment=Production",
        ]));
        refused.Message.ShouldStartWith($"Set {setting} to ");
        refused.Message.ShouldContain(words);
        refused.Message.ShouldNotContain("\n");
        if (value.Length > 0) refused.Message.ShouldNotContain(value);
    }

    private static long Key(Answer made) => PublicId.KeyOf("key", made.Text("keyId"))!.Value;

    private static Task<Answer> Use(TestShop shop, Answer made) =>
        new Client(shop.Url, made.Text("key")).Get("/v1/shop");

    private Task<Answer> Post(TestShop shop, object body) =>
        api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys", body);

    private async Task<Answer> Make(TestShop shop, object body) => (await Post(shop, body)).Must(201);

    private Task<Answer> Roll(TestShop shop, Answer made, object body) =>
        api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys/{made.Text("keyId")}/roll", body);

    private async Task<List<System.Text.Json.JsonElement>> Listed(TestShop shop) =>
        [.. (await api.Platform.Get($"/v1/shops/{shop.ShopId}/api-keys")).Must(200).Json.GetProperty("data")
            .EnumerateArray()];
}
