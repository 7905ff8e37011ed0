using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Locking;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Books;

/// <summary>Months are closed in order, stay as they were closed, and lose nothing that comes later.</summary>
public sealed class CloseMonthTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Books = (int)NumberedLock.Books;

    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_and_movements_make_the_closing_which_is_the_next_opening()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        var december = (await Close(finance, "2010-12")).Must(201);
        Balances(december).ShouldBe(
            ["available 0 1000 0 1000", "expense 0 0 3000 -3000", "pending 0 3000 1000 2000"]);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.RefundPlain("o1", "r1", January.AddDays(1), 4_000)).Must(201);
        await shop.SetClock(February);
        var january = (await Close(finance, "2011-01")).Must(201);
        Balances(january).ShouldBe(
        [
            "available 1000 2000 1400 1600", "expense -3000 400 0 -2600", "pending 2000 0 2000 0",
            "settled 0 1000 0 1000",
        ]);
        (await shop.Get("/v1/months/2010-12")).Must(200).Body.ShouldBe(december.Body);
        (await shop.Get("/v1/months?limit=1")).Must(200).List("data").ShouldHaveSingleItem();
        var lines = (await shop.Get("/v1/months/2011-01/trial-balance")).Must(200).List("data");
        lines.ShouldAllBe(line => line.GetProperty("customerId").GetString() == "B");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_heard_of_later_belongs_to_the_open_month_and_a_closed_one_keeps_its_bytes()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January.AddDays(2));
        (await shop.Order("late", "C", Day(30), 7_000)).Must(201);
        var closed = (await Close(finance, "2010-12")).Must(201);
        var files = await Files(shop, "2010-12");
        Balances(closed)[2].ShouldBe("pending 0 3000 1000 2000", "the late order was recorded in January");
        (await shop.Order("later", "C", Day(31), 9_000)).Must(201);
        (await shop.RefundPlain("o2", "r1", Day(31), 20_000)).Must(201);
        (await finance.Put("/v1/chart-of-accounts", new { accounts = new[] { Number("pending", "2241") } })).Must(200);
        await shop.SetClock(February);
        var january = (await Close(finance, "2011-01")).Must(201);
        Balances(january)[2].ShouldBe("pending 2000 1600 3600 0", "2,000 were reversed, and the late ones matured");
        (await Files(shop, "2010-12")).ShouldBe(files);
        (await Close(finance, "2010-12")).Must(200).Body.ShouldBe(closed.Body);
        (await Files(shop, "2011-01"))[1].ShouldContain(",expense,2241,700,GBP,B,late,order,late,level,level\r\n");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_close_waits_for_bookings_under_way_and_what_still_comes_too_late_is_the_next_months()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        await using var connection = await api.Owner.OpenConnectionAsync(Cancel);
        await using (var booking = await connection.BeginTransactionAsync(Cancel))
        {
            await Run(connection, $"select pg_advisory_xact_lock_shared({Books}, {shop.ShopKey})");
            await Run(connection, Movement(shop, 5));
            var closing = Close(finance, "2010-12");
            await Task.Delay(500, Cancel);
            closing.IsCompleted.ShouldBeFalse("it does not know yet what this transaction books");
            (await shop.Get("/v1/months/2010-12")).Status.ShouldBe(404);
            await booking.CommitAsync(Cancel);
            Balances((await closing).Must(201))[2].ShouldBe("pending 0 3005 1000 2005");
        }
        var files = await Files(shop, "2010-12");
        await Run(connection, Movement(shop, 7));
        await shop.SetClock(February);
        Balances((await Close(finance, "2011-01")).Must(201))[2].ShouldBe("pending 2005 7 2000 12");
        (await Files(shop, "2010-12")).ShouldBe(files);
        (await Files(shop, "2011-01"))[1].Split("\r\n").Length
            .ShouldBe(4, "a header, the late movement, a maturity, and the end");
    }

    [Fact]
    public async Task A_statement_run_waits_for_what_was_recorded_before_its_end()
    {
        var (shop, _) = await Shop();
        await shop.SetClock(January);
        await using var connection = await api.Owner.OpenConnectionAsync(Cancel);
        await using var booking = await connection.BeginTransactionAsync(Cancel);
        await Run(connection, $"select pg_advisory_xact_lock_shared({Books}, {shop.ShopKey})");
        var settling = shop.Settle(January);
        await Task.Delay(500, Cancel);
        settling.IsCompleted.ShouldBeFalse();
        await booking.CommitAsync(Cancel);
        (await settling).Must(201).Minor("total").ShouldBe(1_000);
    }

    [Fact]
    public async Task A_month_that_is_not_over_or_not_the_next_one_is_refused()
    {
        var (shop, finance) = await Shop();
        var approver = await api.Operator(shop, "approver", Roles.Approver);
        await shop.SetClock(January.AddTicks(-10));
        (await Close(finance, "2010-12")).Refused(422, "MONTH_NOT_OVER").Pointer.ShouldBe("#/month");
        (await Close(finance, "2010-11")).Must(201);
        await shop.SetClock(February);
        (await Close(finance, "2011-01")).Refused(409, "MONTH_OUT_OF_ORDER").Pointer.ShouldBe("#/month");
        (await Close(finance, "2010-10")).Refused(409, "MONTH_OUT_OF_ORDER");
        (await Close(finance, "2010-13")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/month");
        (await Close(shop, "2010-12")).Refused(403, "PERSON_REQUIRED");
        (await Close(approver, "2010-12")).Refused(403, "ROLE_MISSING");
        foreach (var path in new[] { "", "/trial-balance", "/trial-balance/csv", "/journal/csv", "/ageing" })
            (await shop.Get($"/v1/months/2010-12{path}")).Refused(404, "MONTH_NOT_FOUND");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Closed_by_many_at_once_it_is_closed_once_while_orders_go_on()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        var other = finance.Through(await api.Instance());
        var orders = Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            shop.Order($"during-{i}", $"C{i % 4}", January, 1_000)));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Close(i % 2 == 0 ? finance : other, "2010-12")));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await orders).ShouldAllBe(answer => answer.Status == 201);
        (await shop.Get("/v1/months")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_person_signs_what_they_have_seen()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        var both = await api.Operator(shop, "both", Roles.Finance, Roles.Approver);
        var approver = await api.Operator(shop, "approver", Roles.Approver);
        var hash = (await Close(both, "2010-12")).Must(201).Text("hash");
        var file = (await shop.Get("/v1/months/2010-12/trial-balance/csv")).Must(200).Body;
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))).ShouldBe(hash);
        (await Sign(both, hash)).Refused(403, "SAME_PERSON");
        (await Sign(approver, new string('0', 64))).Refused(409, "HASH_DIFFERS").Pointer.ShouldBe("#/hash");
        (await Sign(finance, hash)).Refused(403, "ROLE_MISSING");
        var signed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sign(approver, hash)));
        signed.ShouldAllBe(answer => answer.Must(200).Text("signedBy") == "approver");
        (await shop.Get("/v1/audit-log?kind=month")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Fifty_signatures_of_two_people_at_once_sign_a_month_once()
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        var hash = (await Close(finance, "2010-12")).Must(201).Text("hash");
        var first = await api.Operator(shop, "ann", Roles.Approver);
        var second = (await api.Operator(shop, "olga", Roles.Approver)).Through(await api.Instance());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Sign(i % 2 == 0 ? first : second, hash)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await shop.Get("/v1/audit-log?kind=month")).Must(200).List("data").Length.ShouldBe(2, "closed and signed");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update month_balances set received = received + 1")]
    [InlineData("update month_balances set opening = opening + 1")]
    [InlineData("delete from month_balances")]
    [InlineData("update month_closes set watermark = 0")]
    public async Task The_integrity_check_finds_a_month_that_was_tampered_with(string tampering)
    {
        var (shop, finance) = await Shop();
        await shop.SetClock(January);
        (await Close(finance, "2010-12")).Must(201);
        await api.Corrupt($"{tampering} where shop_id = {shop.ShopKey}");
        // Costs are held against the same balances.
        (await shop.FailedChecks()).Except(["commissionCosts"]).ShouldBe(["months"]);
    }

    /// <summary>B has earned 1,000 that matures in December and 2,000 that matures in January.</summary>
    private async Task<(TestShop Shop, TestShop Finance)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(20), 20_000)).Must(201);
        return (shop, await api.Operator(shop, "finance", Roles.Finance));
    }

    private static Task<Answer> Close(TestShop shop, string month) => shop.Post("/v1/months", new { month });

    private static Task<Answer> Sign(TestShop shop, string hash) =>
        shop.Post("/v1/months/2010-12/signatures", new { hash });

    private static object Number(string account, string number) => new { account, number };

    private static async Task<string[]> Files(TestShop shop, string month) =>
    [
        (await shop.Get($"/v1/months/{month}/trial-balance/csv")).Must(200).Body,
        (await shop.Get($"/v1/months/{month}/journal/csv")).Must(200).Body,
        (await shop.Get($"/v1/months/{month}/ageing/csv")).Must(200).Body,
    ];

    private static string[] Balances(Answer month) => [.. month.List("accounts").Select(one => string.Join(' ',
        new[] { "opening", "received", "given", "closing" }
            .Select(name => $"{one.GetProperty(name).GetProperty("amount")}")
            .Prepend(one.GetProperty("account").GetString()!)))];

    private static string Movement(TestShop shop, long amount) => $"""
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, occurred_at, recorded_at)
        select {shop.ShopKey}, 1, 'GBP', customer_key, 'expense', 'pending', {amount}, 'accrued', 0,
            '2010-12-31T12:00:00Z', '2010-12-31T12:00:00Z'
        from customers where shop_id = {shop.ShopKey} and customer_id = 'B'
        """;

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
