using System.Text;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.VerifyStatements;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using Verifier = SocialCommerce.VerifyStatements.Program;

namespace SocialCommerce.ApiTests.Commissions.Statements;

/// <summary>A statement says who issued it, for which period and plan, and which one of the shop's it is.</summary>
public sealed class StatementNumberTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_statement_has_issuer_number_shop_period_plan_and_tax()
    {
        var (shop, finance, plan) = await Shop();
        (await finance.Put("/v1/shop/issuer", new { legalName = "Lotus Ltd.", taxNumber = "GB 1" })).Must(200);
        await shop.SetClock(February);
        (await shop.Settle(January)).Must(201);
        (await shop.Settle(February)).Must(201);
        var statement = (await shop.Statements("B"))[1];
        statement.Number("version").ShouldBe(2);
        statement.Number("number").ShouldBe(3, "B and A in January come before it");
        statement.Text("shopId").ShouldBe(shop.ShopId);
        statement.Json.GetProperty("issuer").GetProperty("legalName").GetString().ShouldBe("Lotus Ltd.");
        statement.Text("periodStart").ShouldBe("2011-01-01T00:00:00Z");
        statement.Text("periodEnd").ShouldBe("2011-02-01T00:00:00Z");
        statement.Text("planId").ShouldBe(plan);
        statement.Text("taxComputed").ShouldBe("atPayment");
        (await shop.Statements("B"))[0].Json.TryGetProperty("periodStart", out _).ShouldBeFalse("it is the first run");
        var page = (await shop.Get($"/v1/statements/{statement.Text("statementId")}/page")).Must(200).Body;
        foreach (var text in new[] { "no. 3", "Lotus Ltd.", "GB 1", shop.ShopId, plan, "2011-01-01", "2011-02-01" })
            page.ShouldContain(text);
        var file = (await shop.Get($"/v1/statements/{statement.Text("statementId")}/csv")).Must(200).Body;
        file.ShouldContain($",3,{shop.ShopId},Lotus Ltd.,2011-01-01T00:00:00Z,{plan},atPayment\r\n");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_have_no_gaps_and_follow_period_and_person_however_many_run_at_once()
    {
        var (shop, _, _) = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.SetClock(February);
        foreach (var end in new[] { January, February })
        {
            var runs = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? shop : other).Settle(end)));
            runs.ShouldAllBe(run => run.Status == 201);
            runs.Select(run => run.Body).Distinct().ShouldHaveSingleItem();
        }
        (await Numbers(shop, January)).Concat(await Numbers(shop, February)).ShouldBe([1L, 2L, 3L, 4L]);
        var again = (await shop.Settle(January)).Must(201);
        again.IsReplayed().ShouldBeTrue();
        (await api.Count($"select count(*) from statements where shop_id = {shop.ShopKey}")).ShouldBe(4);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_lost_and_made_again_a_month_later_gives_the_same_bytes_and_numbers()
    {
        var (shop, _, _) = await Shop();
        await shop.SetClock(February);
        foreach (var end in new[] { January, February }) (await shop.Settle(end)).Must(201);
        var before = await Bodies(shop);
        foreach (var table in new[] { "statement_lines", "statements", "settlement_carries", "settlement_runs" })
            await api.Execute($"delete from {table} where shop_id = {shop.ShopKey}");
        await api.Execute($"delete from movements where shop_id = {shop.ShopKey} and event = 'settled'");
        await shop.SetClock(February.AddMonths(1));
        foreach (var end in new[] { January, February }) (await shop.Settle(end)).Must(201);
        (await Bodies(shop)).ShouldBe(before);
        (await shop.FailedChecks()).ShouldBeEmpty();

        static async Task<string[]> Bodies(TestShop shop) =>
            [.. (await Task.WhenAll(new[] { "A", "B" }.Select(shop.Statements))).SelectMany(all => all)
                .Select(statement => statement.Body + statement.Headers["ETag"])];
    }

    [Fact]
    public async Task A_person_who_only_had_a_carried_balance_is_numbered_among_the_others()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 1_500));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Chain(Day(1), ("F", 0), ("E", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Number("statements").ShouldBe(0, "B has 1,000 and is carried");
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 0)));
        (await shop.Order("o2", "F", January, 20_000)).Must(201);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Number("statements").ShouldBe(2);
        (await shop.Statements("B")).Single().Number("number").ShouldBe(1);
        (await shop.Statements("E")).Single().Number("number").ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_shops_have_the_same_numbers_and_other_ids_for_the_same_person_and_period()
    {
        var shops = new[] { (await Shop()).Shop, (await Shop()).Shop };
        foreach (var shop in shops)
        {
            await shop.SetClock(January);
            (await shop.Settle(January)).Must(201);
        }
        var statements = await Task.WhenAll(shops.Select(async shop => (await shop.Statements("B")).Single()));
        statements[0].Number("number").ShouldBe(statements[1].Number("number"));
        statements[0].Text("statementId").ShouldNotBe(statements[1].Text("statementId"));
        statements[0].Text("statementId")[..25].ShouldBe(statements[1].Text("statementId")[..25], "one period");
    }

    [Fact]
    public async Task A_run_made_late_names_the_issuer_and_the_plan_of_the_periods_last_instant()
    {
        var (shop, finance, plan) = await Shop();
        (await finance.Put("/v1/shop/issuer", new { legalName = "Old Ltd." })).Must(200);
        await shop.SetClock(January.AddDays(3));
        (await finance.Put("/v1/shop/issuer", new { legalName = "New Ltd." })).Must(200);
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 0)), January.AddDays(4));
        await shop.SetClock(February);
        (await shop.Settle(January)).Must(201);
        (await shop.Settle(February)).Must(201);
        var statements = await shop.Statements("B");
        statements.Select(one => one.Json.GetProperty("issuer").GetProperty("legalName").GetString())
            .ShouldBe(["Old Ltd.", "New Ltd."]);
        statements[0].Text("planId").ShouldBe(plan);
        statements[1].Text("planId").ShouldNotBe(plan);
    }

    [Fact]
    public async Task The_first_legal_data_count_from_the_beginning_and_a_statement_made_before_has_none()
    {
        var (shop, finance, _) = await Shop();
        await shop.SetClock(February);
        (await shop.Settle(January)).Must(201);
        (await finance.Put("/v1/shop/issuer", new { legalName = "Lotus Ltd." })).Must(200);
        (await shop.Settle(February)).Must(201);
        var statements = await shop.Statements("B");
        statements[0].Json.TryGetProperty("issuer", out _).ShouldBeFalse();
        statements[1].Json.GetProperty("issuer").GetProperty("legalName").GetString().ShouldBe("Lotus Ltd.");
    }

    [Fact]
    public async Task A_statement_of_the_first_form_keeps_its_bytes_and_verifies_beside_new_ones()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(25), 20_000)).Must(201);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        var old = Old((await shop.Statements("B")).Single().Body);
        await api.Corrupt($"""
            update statements set body = '{old}', hash = encode(sha256(convert_to('{old}', 'UTF8')), 'hex'),
                statement_id = '{OldId}', number = null
            where shop_id = {shop.ShopKey}
            """);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201);
        var statements = await shop.Statements("B");
        statements[0].Body.ShouldBe(old);
        statements[0].Headers["ETag"].ShouldBe($"\"{StatementChain.Hash(Encoding.UTF8.GetBytes(old))}\"");
        statements[1].Number("number").ShouldBe(1, "the first that has a number");
        (await shop.Get($"/v1/statements/{OldId}/page")).Must(200).Body.ShouldContain(OldId);
        (await shop.Get($"/v1/statements/{OldId}/csv")).Must(200).Body.ShouldContain(",,,,,,\r\n");
        var export = (await shop.Get("/v1/partners/B/statements/export")).Must(200).Body;
        using var output = new StringWriter();
        Verifier.Verify([.. StatementFile.Read(Encoding.UTF8.GetBytes(export), "file")], output).ShouldBe(0);
        output.ToString().ShouldStartWith("B: 2 statements agree");
    }

    [Theory]
    [InlineData("update statements set number = number + 10 where number = 2")]
    [InlineData("update statements set number = number + 10")]
    [InlineData("update statements set number = null where number = 1")]
    public async Task The_integrity_check_finds_a_gap_in_the_numbers(string tampering)
    {
        var (shop, _, _) = await Shop();
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        var where = tampering.Contains(" where ", StringComparison.Ordinal) ? "and" : "where";
        await api.Corrupt($"{tampering} {where} shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["statementNumbers"]);
    }

    [Fact]
    public async Task A_page_shows_the_payees_legal_name_and_the_bytes_do_not_have_it()
    {
        var (shop, _, _) = await Shop();
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201);
        var statement = (await shop.Statements("B")).Single();
        var path = $"/v1/statements/{statement.Text("statementId")}";
        (await shop.Get($"{path}/page")).Must(200).Body.ShouldContain("<th>Payee</th><td>not entered</td>");
        (await shop.Post("/v1/payees", new
        {
            customerId = "B",
            kind = "person",
            name = "Beatrice <Bee> Smith",
            identityNumber = "QQ123456C",
        })).Must(201);
        var page = (await shop.Get($"{path}/page")).Must(200).Body;
        page.ShouldContain("<th>Payee</th><td>Beatrice &lt;Bee&gt; Smith</td>");
        page.ShouldContain("tax mode is\nnone");
        (await shop.Get(path)).Must(200).Body.ShouldBe(statement.Body);
    }

    private static readonly string OldId = $"stm_20110101000000000000_{StatementChain.Hash("B"u8.ToArray())[..16]}";

    /// <summary>The same statement as it was written before the form had a version.</summary>
    private static string Old(string body)
    {
        var at = body.IndexOf(",\"carriedIn\"", StringComparison.Ordinal);
        return $$"""{"statementId":"{{OldId}}","customerId":"B","periodEnd":"2011-01-01T00:00:00Z"{{body[at..]}}""";
    }

    private static async Task<long[]> Numbers(TestShop shop, DateTimeOffset end) =>
        [.. (await shop.Get($"/v1/settlements/{end:yyyy-MM-ddTHH:mm:ssZ}/statements")).Must(200).List("data")
            .Select(item => item.GetProperty("number").GetInt64())];

    /// <summary>B and A above C: both earn in December and in January.</summary>
    private async Task<(TestShop Shop, TestShop Finance, string Plan)> Shop()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 300"]);
        (await shop.Order("o2", "C", Day(25), 20_000)).Paid().ShouldBe(["B 2000", "A 600"]);
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data").Single().GetProperty("planId").GetString()!;
        return (shop, await api.Operator(shop, "finance", Roles.Finance), plan);
    }
}
