using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Keys;
using SocialCommerce.Kernel.Limits;
using SocialCommerce.Kernel.Problems;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Limits;

/// <summary>How much an address, a key and a shop may send, and whose turn it is for what is expensive.</summary>
public sealed class RateLimitTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Many = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_sends_too_much_is_refused_with_what_is_left_and_another_key_is_not()
    {
        var shop = await api.NewShop();
        var other = await Backend(shop);
        var url = await Instance($"--{RateLimitSettings.Key}=1");
        var answers = await Several(() => shop.Through(url).Get("/v1/shop"));
        var refused = answers.Where(answer => answer.Status != 200).ToList();
        refused.Count.ShouldBeGreaterThan(0);
        foreach (var answer in refused)
        {
            answer.Refused(429, "RATE_LIMITED").Headers["RateLimit-Policy"].ShouldBe("\"key\";q=1;w=1");
            answer.Headers["Retry-After"].ShouldBe("1");
            answer.Headers["RateLimit"].ShouldBe("\"key\";r=0;t=1");
        }
        (await new Client(url, other).Get("/v1/shop")).Must(200);
    }

    [Fact]
    public async Task The_keys_of_a_shop_share_its_limit_and_another_shop_has_its_own()
    {
        var (shop, quiet) = (await api.NewShop(), await api.NewShop());
        string[] keys = [shop.Key, await Backend(shop)];
        var url = await Instance($"--{RateLimitSettings.Shop}=1");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(i => new Client(url, keys[i % 2]).Get("/v1/shop")));
        answers.Where(answer => answer.Status != 200).ShouldNotBeEmpty();
        answers.Where(answer => answer.Status != 200)
            .ShouldAllBe(answer => answer.Headers["RateLimit-Policy"].StartsWith("\"shop\"", StringComparison.Ordinal));
        (await quiet.Through(url).Get("/v1/shop")).Must(200);
    }

    [Fact]
    public async Task An_address_is_limited_before_its_key_is_looked_at_and_only_a_known_proxy_names_another()
    {
        var shop = await api.NewShop();
        string[] limit = [$"--{RateLimitSettings.Address}=1"];
        var behind = await Instance([.. limit, "--SOCIALCOMMERCE_PROXIES=127.0.0.1,::1"]);
        var answers = await Several(() => From(behind, "wrong", "203.0.113.1"));
        answers.Select(answer => answer.Status).Distinct().Order().ShouldBe([401, 429]);
        (await From(behind, shop.Key, "203.0.113.2")).Must(200);

        var alone = await Instance(limit);
        var i = 0;
        (await Several(() => From(alone, shop.Key, $"203.0.113.{i++}")))
            .ShouldContain(answer => answer.Status == 429, "X-Forwarded-For of a stranger is not believed");
        (await Several(() => new Client(alone, "").Get("/health/live"))).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task An_address_that_tries_many_keys_is_refused_and_a_key_that_is_known_goes_on()
    {
        var (shop, later) = (await api.NewShop(), await api.NewShop());
        var url = await Instance($"--{RateLimitSettings.WrongKeys}=3");
        (await shop.Through(url).Get("/v1/shop")).Must(200);
        var tried = new List<Answer>();
        for (var i = 0; i < 6; i++)
            tried.Add(await new Client(url, $"sk_test_{shop.ShopKey}_{i:d48}").Get("/v1/shop"));
        tried.Select(answer => answer.Status).ShouldBe([401, 401, 401, 429, 429, 429]);
        tried[3].Headers["RateLimit-Policy"].ShouldBe("\"wrong-keys\";q=3;w=60");
        (await shop.Through(url).Get("/v1/shop")).Must(200);
        (await later.Through(url).Get("/v1/shop")).Refused(429, "RATE_LIMITED");
        (await new Client(url, "wrong").Post("/v1/shops", new { })).Refused(429, "RATE_LIMITED");
    }

    [Fact]
    public async Task A_shop_that_tries_many_codes_is_refused_and_still_resolves_none_until_the_window_ends()
    {
        var (shop, quiet) = (await api.NewShop(), await api.NewShop());
        var url = await Instance($"--{RateLimitSettings.UnknownCodes}=2");
        var made = (await shop.Put("/v1/touchpoints/t", new { @class = "place", name = "n" })).Must(200);
        (await shop.Through(url).Get($"/v1/scan-codes/{made.Text("code")}")).Must(200);
        for (var i = 0; i < 2; i++) (await shop.Through(url).Get($"/v1/scan-codes/none{i}")).Must(404);
        (await shop.Through(url).Get("/v1/scan-codes/none3")).Refused(429, "RATE_LIMITED");
        (await quiet.Through(url).Get("/v1/scan-codes/none")).Must(404);
        (await shop.Through(url).Get("/v1/shop")).Must(200);
    }

    [Fact]
    public async Task An_unknown_key_is_asked_for_once_and_what_is_kept_of_keys_is_bounded()
    {
        var shop = await api.NewShop();
        var time = new Standing();
        var ring = new KeyRing(new Db(api.App), time);
        var unknown = $"sk_test_{shop.ShopKey}_{new string('a', 48)}";
        (await ring.Recognise(unknown, Cancel)).ShouldBeNull();
        await api.Execute($"""
            insert into api_keys (shop_id, secret, name, scopes, created_at)
            values ({shop.ShopKey}, sha256('{new string('a', 48)}'::bytea), 'late', array['*'], now())
            """);
        (await ring.Recognise(unknown, Cancel)).ShouldBeNull("the database was not asked again");
        time.Now += KeyRing.Trust;
        (await ring.Recognise(unknown, Cancel)).ShouldNotBeNull();
        (await ring.Recognise($"sk_test_{shop.ShopKey}_short", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_sixteen_expensive_operations_of_one_shop_one_runs_and_another_shop_has_its_turn()
    {
        using var work = new ExpensiveWork(Settings(
            (RateLimitSettings.Expensive, "2"), (RateLimitSettings.ExpensiveQueue, "10")), TimeProvider.System);
        var (running, most, done) = (0, 0, new TaskCompletionSource());
        async Task Check(HttpContext context)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await done.Task;
            Interlocked.Decrement(ref running);
        }
        var noisy = Enumerable.Range(0, 16).Select(_ => work.Run(new DefaultHttpContext(), 1, Check)).ToList();
        var quiet = work.Run(new DefaultHttpContext(), 2, Check);
        running.ShouldBe(2, "one of each shop");
        noisy.Count(one => one.IsFaulted).ShouldBe(5, "ten wait, one runs");
        (await Should.ThrowAsync<ProblemException>(() => noisy.First(one => one.IsFaulted))).Code.ShouldBe("SHOP_BUSY");
        done.SetResult();
        await Task.WhenAll(noisy.Where(one => !one.IsFaulted).Append(quiet));
        most.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_shops_at_once_as_many_have_their_turn_as_the_instance_allows_and_none_waits_forever()
    {
        using var work = new ExpensiveWork(Settings(
            (RateLimitSettings.Expensive, "2"), (RateLimitSettings.ExpensivePatience, "50")), TimeProvider.System);
        var done = new TaskCompletionSource();
        var shops = Enumerable.Range(1, 5)
            .Select(shop => work.Run(new DefaultHttpContext(), shop, _ => done.Task)).ToList();
        foreach (var late in shops[2..])
            (await Should.ThrowAsync<ProblemException>(() => late)).ShouldSatisfyAllConditions(
                refused => refused.Status.ShouldBe(429), refused => refused.RetryAfterSeconds.ShouldBe(5));
        done.SetResult();
        await Task.WhenAll(shops[..2]);
        await work.Run(new DefaultHttpContext(), 5, _ => Task.CompletedTask);
    }

    [Fact]
    public async Task While_one_shop_checks_its_integrity_sixteen_times_a_quiet_shop_is_answered_every_time()
    {
        var (noisy, quiet) = (await (await api.NewShop()).WithMainJobPlan(), await api.NewShop());
        var url = await Instance($"--{RateLimitSettings.ExpensiveQueue}=3");
        var checks = Enumerable.Range(0, 16).Select(_ => noisy.Through(url).Get("/v1/integrity")).ToList();
        for (var i = 0; i < 50; i++) (await quiet.Through(url).Get("/v1/shop")).Must(200);
        (await quiet.Through(url).Get("/v1/integrity")).Must(200);
        var answers = await Task.WhenAll(checks);
        answers.Count(answer => answer.Status == 200).ShouldBeGreaterThanOrEqualTo(4, "one ran and three waited");
        foreach (var answer in answers.Where(answer => answer.Status != 200)) answer.Refused(429, "SHOP_BUSY");
    }

    [Fact]
    public async Task A_limit_that_is_no_number_is_told_at_the_start()
    {
        api.Settings.Clear();
        api.Settings.Add($"--{RateLimitSettings.Key}=many");
        (await Should.ThrowAsync<StartupException>(() => api.Instance())).Message
            .ShouldBe($"Set {RateLimitSettings.Key} to a whole number above 0.");
        api.Settings.Clear();
    }

    private static RateLimitSettings Settings(params (string Name, string Value)[] settings) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value)).Build());

    private static Task<Answer[]> Several(Func<Task<Answer>> send) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(_ => send()));

    private static Task<Answer> From(Uri url, string key, string address) =>
        new Client(url, key).Get("/v1/shop", ("X-Forwarded-For", address));

    private async Task<string> Backend(TestShop shop) => (await api.Platform.Post(
        $"/v1/shops/{shop.ShopId}/api-keys", new { name = "x", scopes = new[] { "*" } })).Must(201).Text("key");

    private Task<Uri> Instance(params string[] settings)
    {
        api.Settings.Clear();
        api.Settings.AddRange(settings);
        return api.Instance();
    }

    private sealed class Standing : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
