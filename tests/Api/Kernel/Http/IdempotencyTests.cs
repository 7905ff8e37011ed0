using System.Globalization;
using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Locking;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Http;

/// <summary>The Idempotency-Key: the same answer again, one work at a time, and successes only.</summary>
public sealed class IdempotencyTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly (string, string) Key = ("Idempotency-Key", "key-1");

    [Fact]
    public async Task The_same_request_under_the_same_key_has_the_same_answer()
    {
        var shop = await api.NewShop();
        var first = (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Must(201);
        var second = (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Must(201);
        second.Body.ShouldBe(first.Body);
        second.Headers["Idempotency-Replayed"].ShouldBe("true");
        first.Headers.ContainsKey("Idempotency-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_made_is_found_where_the_first_answer_said()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var kept = (await shop.Get("/v1/plans")).Must(200).List("data")[0];
        var plan = kept.GetProperty("planId").GetString();
        await shop.SetClock(Day(9));
        var replay = new { planId = plan, from = Day(1), to = Day(2) };
        var binding = new { customerId = "c", referrerId = "r" };
        foreach (var (path, body) in new (string, object)[]
        {
            ("/v1/commissions/backtests", replay), ("/v1/referrals", binding),
            ("/v1/plans", new { content = kept.GetProperty("content") }),
        })
        {
            var first = await shop.Post(path, body, Key);
            var second = await shop.Post(path, body, Key);
            second.Headers["Idempotency-Replayed"].ShouldBe("true");
            second.Headers["Location"].ShouldBe(first.Headers["Location"]);
            second.Body.ShouldBe(first.Body);
        }
    }

    [Fact]
    public async Task Fifty_drafts_of_a_plan_at_once_under_one_key_make_one()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var content = (await shop.Get("/v1/plans")).Must(200).List("data")[0].GetProperty("content");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => shop.Post("/v1/plans", new { content }, Key)));
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 409);
        var again = (await shop.Post("/v1/plans", new { content }, Key)).Must(201);
        answers.Where(answer => answer.Status == 201).ShouldAllBe(answer => answer.Body == again.Body);
        (await shop.Get("/v1/plans")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused_and_does_nothing()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Must(201);
        (await shop.Post("/v1/orders", OrderOf("p", "c", Day(1), 5), Key)).Refused(422, "IDEMPOTENCY_KEY_REUSED");
        (await shop.Get("/v1/orders/p")).Must(404);
    }

    [Fact]
    public async Task Another_shop_and_another_operation_have_keys_of_their_own()
    {
        var (shop, other) = (await api.NewShop(), await api.NewShop());
        foreach (var one in new[] { shop, other })
        {
            var made = (await one.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Must(201);
            made.Headers.ContainsKey("Idempotency-Replayed").ShouldBeFalse();
            var shipped = (await one.Post("/v1/orders/o/shipments", new { shippedAt = Day(2) }, Key)).Must(200);
            shipped.Headers.ContainsKey("Idempotency-Replayed").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(1));
        (await shop.Post("/v1/orders", OrderOf("o", "c", Day(2), 5), Key)).Refused(422, "TIME_IN_FUTURE");
        await shop.SetClock(Day(3));
        (await shop.Post("/v1/orders", OrderOf("o", "c", Day(2), 5), Key)).Must(201);
    }

    [Fact]
    public async Task A_request_whose_key_is_still_at_work_is_told_to_come_back()
    {
        var shop = await api.NewShop();
        await using var holder = await Hold(shop, $"recordPaidOrder:{Key.Item2}");
        var answer = (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Refused(409, "STILL_RUNNING");
        answer.Headers["Retry-After"].ShouldBe("1");
        (await shop.Get("/v1/orders/o")).Must(404);
        await holder.CloseAsync();
        (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)).Must(201);
    }

    [Fact]
    public async Task Ten_at_once_under_one_key_are_one()
    {
        var shop = await api.NewShop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), Key)));
        answers.Select(answer => answer.Must(201).Body).Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.Headers.ContainsKey("Idempotency-Replayed")).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_256_characters_is_too_long_and_odd_ones_never_fail()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), ("Idempotency-Key", new string('k', 256))))
            .Refused(400, "IDEMPOTENCY_KEY_TOO_LONG");
        foreach (var odd in new[] { "\"\"", "\"", "' or 1=1", "a:b:c", "\t", "k, l", new string('k', 255) })
            (await shop.Post("/v1/orders", OrderOf("o", "c", Day(1), 5), ("Idempotency-Key", odd))).Must(201);
    }

    private async Task<NpgsqlConnection> Hold(TestShop shop, string name)
    {
        await using var asking = api.Owner.CreateCommand("select sc_lock_secret()");
        var names = new LockNames((byte[])(await asking.ExecuteScalarAsync())!);
        // Not from a pool, which would keep the session and its lock after closing.
        var connection = await NpgsqlDataSource.Create($"{api.Database};Pooling=false").OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_advisory_lock($1)";
        command.Parameters.AddWithValue(names.Of(
            NamedLock.IdempotencyKey, long.Parse(shop.ShopKey, CultureInfo.InvariantCulture), name));
        await command.ExecuteScalarAsync();
        return connection;
    }
}
