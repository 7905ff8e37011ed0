using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Problems;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Problems;

/// <summary>What the log keeps of a request that was refused or failed, and what it never keeps.</summary>
public sealed class RefusedRequestLogTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Phone = "+8613812345678";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_refusal_is_one_line_at_information_with_the_trace_id_of_its_answer()
    {
        var (log, shop) = await Logged();
        var support = (await api.Operator(shop, "su", Roles.Support)).Through(shop.Url);
        Answer[] answers =
        [
            await new Client(shop.Url, "sk_test_1_none").Get("/v1/shop"),
            await support.Post("/v1/months", new { month = "2026-01" }),
            await shop.Get("/v1/orders/none"),
            await shop.Put("/v1/shop/clock", new { mode = "sometimes" }),
            await shop.Send(HttpMethod.Post, "/v1/orders", "{", []),
        ];
        answers.Select(answer => answer.Status).ShouldBe([401, 403, 404, 422, 400]);
        foreach (var answer in answers)
        {
            var line = log.Refusals.Single(line => Equals(line.Values["TraceId"], answer.Text("traceId")));
            (line.Level, line.Cause).ShouldBe((LogLevel.Information, null));
            line.Values["Status"].ShouldBe(answer.Status);
            line.Values["Code"].ShouldBe(answer.Code);
            line.Values["Shop"].ShouldBe(answer.Status == 401 ? null : shop.ShopId);
        }
        log.Refusals.Single(line => Equals(line.Values["Status"], 403)).Values["Person"].ShouldBe("su");
        log.Refusals.Count.ShouldBe(answers.Length);
    }

    [Fact]
    public async Task A_failure_is_logged_as_an_error_with_its_cause_and_the_trace_id_of_its_answer()
    {
        var (log, shop) = await Logged();
        (await shop.Get("/v1/shop")).Must(200);
        await api.Execute("alter table shops rename to shops_away");
        Answer answer;
        try
        {
            answer = await shop.Get("/v1/shop");
        }
        finally
        {
            await api.Execute("alter table shops_away rename to shops");
        }
        answer.Refused(500, "INTERNAL_ERROR");
        foreach (var inside in new[] { "42P01", "relation", "select", "Npgsql", "   at " })
            answer.Body.ShouldNotContain(inside);
        var line = log.Refusals.Single();
        line.Level.ShouldBe(LogLevel.Error);
        line.Cause.ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldBe("42P01");
        line.Values["TraceId"].ShouldBe(answer.Text("traceId"));
        line.Values["Route"].ShouldBe("/v1/shop");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_logged_with_its_cause()
    {
        var (log, shop) = await Logged();
        await using var holder = await api.Owner.OpenConnectionAsync(Cancel);
        await using var begin = holder.CreateCommand();
        begin.CommandText = "begin; lock table shops in access exclusive mode";
        await begin.ExecuteNonQueryAsync(Cancel);
        var answer = await shop.Get("/health/ready");
        begin.CommandText = "rollback";
        await begin.ExecuteNonQueryAsync(Cancel);
        answer.Must(503);
        var line = log.Refusals.Single();
        line.Level.ShouldBe(LogLevel.Error);
        line.Cause.ShouldNotBeNull();
        line.Values["TraceId"].ShouldBe(answer.Text("traceId"));
    }

    [Fact]
    public async Task No_line_of_the_log_holds_a_key_a_phone_an_identity_or_an_account()
    {
        var (log, shop) = await Logged();
        var secret = shop.Key.Split('_')[3];
        await new Client(shop.Url, $"{shop.Key}0").Get($"/v1/customers/{Uri.EscapeDataString(Phone)}");
        await shop.Get($"/v1/customers/{Uri.EscapeDataString(Phone)}");
        await shop.Post($"/v1/customers/{Uri.EscapeDataString(Phone)}/identities", new
        {
            identities = new[] { new { kind = "phone", value = Phone + Phone + Phone + "x" } },
        });
        await shop.Post("/v1/customers", new { customerId = $"{Phone}{new string('1', 64)}" });
        await shop.Post("/v1/payees", new { customerId = "c", kind = "person", name = "李娜", identityNumber = "1" });
        await shop.Post("/v1/orders", $$"""{"orderId":"{{Phone}}","{{Phone}}":1}""");
        log.Refusals.Count.ShouldBeGreaterThan(3);
        foreach (var line in log.Lines)
            foreach (var hidden in new[] { secret, Phone, Phone[1..], "李娜" })
            {
                line.Text.ShouldNotContain(hidden);
                line.Cause?.ToString().ShouldNotContain(hidden);
            }
    }

    [Fact]
    public async Task Wrong_keys_and_refusals_are_counted()
    {
        var (_, shop) = await Logged();
        var (failures, refusals) = (0L, new Dictionary<string, long>());
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == RefusedRequestLog.MeterName) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "socialcommerce.authentication.failures") Interlocked.Add(ref failures, value);
            foreach (var (name, tag) in tags)
                if (name == "code")
                    lock (refusals) refusals[(string)tag!] = refusals.GetValueOrDefault((string)tag!) + value;
        });
        listener.Start();
        for (var i = 0; i < 3; i++) await new Client(shop.Url, "wrong").Get("/v1/shop");
        await shop.Get("/v1/orders/none");
        // Other classes of this run count on the same meters.
        failures.ShouldBeGreaterThanOrEqualTo(3);
        lock (refusals) refusals["ORDER_NOT_FOUND"].ShouldBeGreaterThanOrEqualTo(1);
    }

    /// <summary>A shop through an instance whose log is kept.</summary>
    private async Task<(CapturedLog Log, TestShop Shop)> Logged()
    {
        var log = new CapturedLog();
        api.Configure = builder => builder.Logging.AddProvider(log);
        api.Settings.Add("--Logging:LogLevel:SocialCommerce=Information");
        var shop = (await api.NewShop()).Through(await api.Instance());
        (await shop.Get("/v1/shop")).Must(200);
        return (log, shop);
    }
}
