using System.Net.Sockets;
using System.Text;
using Shouldly;
using SocialCommerce.Api.Contract;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Http;

/// <summary>Requests that a proxy, a spreadsheet or a reader may take for something else.</summary>
public sealed class OddRequestTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("/v1/orders/../shop")]
    [InlineData("/v1/orders/%2e%2e/shop")]
    [InlineData("/v1/orders/%2E./shop")]
    [InlineData("/v1/./shop")]
    [InlineData("/v1/shop/.")]
    [InlineData("/v1/products/%2e")]
    public async Task Dot_segments_of_the_raw_target_are_refused(string target)
    {
        var shop = await api.NewShop();
        (await Raw(shop, $"GET {target} HTTP/1.1", [])).ShouldStartWith("HTTP/1.1 400 ");
        (await Raw(shop, "GET /v1/shop?x=/../y HTTP/1.1", [])).ShouldStartWith("HTTP/1.1 200 ");
        (await Raw(shop, "GET /v1/products/.a..b HTTP/1.1", [])).ShouldStartWith("HTTP/1.1 404 ");
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_a_path_would_lose_is_refused(string id)
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = id })).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/customerId");
        (await shop.Order(id, "c", Day(1), 5)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/orderId");
        (await shop.Post("/v1/customers", new { customerId = $"{id}a" })).Status.ShouldBeOneOf(200, 201);
    }

    [Fact]
    public async Task A_body_with_two_lengths_is_refused()
    {
        var shop = await api.NewShop();
        const string Body = "19\r\n{\"customerId\": \"smuggled\"}\r\n0\r\n\r\n";
        (await Raw(shop, "POST /v1/customers HTTP/1.1", ["Transfer-Encoding: chunked", "Content-Length: 5"], Body))
            .ShouldStartWith("HTTP/1.1 400 ");
        (await shop.Get("/v1/customers/smuggled")).Must(404);
    }

    [Theory]
    [InlineData("""{"customerId":"a","customerId":"b"}""", "/v1/customers")]
    [InlineData("""{"accounts":[{"account":"paid","number":"1","number":"2"}]}""", "/v1/chart-of-accounts")]
    public async Task A_property_that_occurs_twice_is_refused(string json, string path)
    {
        var shop = await api.Operator(await api.NewShop(), "all", [.. Roles.Known]);
        var method = path.EndsWith("customers", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Put;
        var answer = (await shop.Send(method, path, json, [])).Refused(400, "MALFORMED_JSON");
        answer.Body.ShouldContain("The property occurs twice.");
        answer.Body.ShouldNotContain("SocialCommerce.", Case.Sensitive);
    }

    [Fact]
    public async Task Every_answer_is_what_it_says_and_is_kept_by_nobody()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        Answer[] answers =
        [
            await shop.Get("/v1/shop"), await shop.Get("/v1/none"), await shop.Get("/v1/orders/none"),
            await new Client(shop.Url, "x").Get("/v1/shop"), await shop.Get("/health/live"),
            await shop.Get("/v1/shop?x=%00"), await shop.Post("/v1/customers", new { customerId = "c" }),
        ];
        foreach (var answer in answers)
        {
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Headers["Cache-Control"].ShouldBe("no-store");
            answer.Headers.ContainsKey("Strict-Transport-Security").ShouldBeFalse("it did not come by HTTPS");
        }
        (await shop.Get("/v1/partner-tiers")).Must(200).Headers.ContainsKey("ETag").ShouldBeTrue();
        (await shop.Get("/v1/order-settings")).Must(200).Headers["Cache-Control"]
            .ShouldBe("no-cache, private");
    }

    [Fact]
    public async Task Https_is_demanded_for_as_long_as_the_setting_says_and_other_hosts_are_refused()
    {
        var url = await Instance(
            $"--{ResponseHeadersMiddleware.HstsSetting}=600", "--SOCIALCOMMERCE_PROXIES=127.0.0.1",
            "--AllowedHosts=127.0.0.1");
        var shop = await api.NewShop();
        var answer = await shop.Through(url).Get("/v1/shop", ("X-Forwarded-Proto", "https"));
        answer.Must(200).Headers["Strict-Transport-Security"].ShouldBe("max-age=600; includeSubDomains");
        (await shop.Through(url).Get("/v1/shop", ("Host", "evil.example"))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("ui", 200, 200)]
    [InlineData("document", 200, 404)]
    [InlineData("none", 404, 404)]
    [InlineData(null, 200, 404)]
    public async Task The_document_and_its_page_are_served_as_the_setting_says(string? setting, int document, int page)
    {
        var url = await Instance(setting is null ? [] : [$"--{ContractDocument.Setting}={setting}"]);
        var nobody = new Client(url, "");
        (await nobody.Get("/swagger/v1/swagger.json")).Status.ShouldBe(document);
        (await nobody.Get("/swagger/v1/openapi-3.0.json")).Status.ShouldBe(document);
        (await nobody.Get("/swagger/index.html")).Status.ShouldBe(page);
    }

    [Fact]
    public async Task An_idempotency_key_is_read_or_refused_by_every_post_and_the_caller_is_part_of_it()
    {
        var shop = await api.NewShop();
        var key = ("Idempotency-Key", "k");
        (await shop.Post("/v1/customers", new { customerId = "c" }, key)).Refused(400, "IDEMPOTENCY_KEY_NOT_READ");
        (await api.Platform.Post("/v1/shops", new { }, key)).Refused(400, "IDEMPOTENCY_KEY_NOT_READ");
        (await shop.Get("/v1/customers/c")).Must(404);

        var li = await api.Operator(shop, "li", Roles.Support);
        var wang = await api.Operator(shop, "wang", Roles.Support);
        var body = new { customerId = "c", referrerId = "r" };
        (await li.Post("/v1/referrals", body, key)).Status.ShouldBeOneOf(200, 201);
        (await li.Post("/v1/referrals", new { customerId = "d", referrerId = "r" }, key))
            .Refused(422, "IDEMPOTENCY_KEY_REUSED");
        (await wang.Post("/v1/referrals", new { customerId = "d", referrerId = "r" }, key))
            .Status.ShouldBeOneOf(200, 201);
        (await shop.Post("/v1/referrals", new { customerId = "e", referrerId = "r" }, key))
            .Status.ShouldBeOneOf(200, 201);
    }

    [Theory]
    [InlineData("li.na", "1i.na")]
    [InlineData("li.na", "Li.Na")]
    [InlineData("li.na", "lí.na")]
    [InlineData("li.na", "ｌｉ．ｎａ")]
    [InlineData("li.na", "li.n\u200Ba")]
    [InlineData("scope", "ѕсоре")]
    [InlineData("marn", "mam")]
    [InlineData("o1", "0l")]
    public async Task A_person_whose_id_looks_like_anothers_is_refused(string id, string other)
    {
        var shop = await api.NewShop();
        var body = new { name = "n", roles = new[] { Roles.Support } };
        (await Put(shop, id, body)).Must(200);
        var answer = await Put(shop, other, body);
        if (other == "lí.na") answer.Must(200);
        else answer.Refused(409, "OPERATOR_LOOKS_ALIKE");
        (await Put(shop, id, new { name = "m", roles = new[] { Roles.Support } })).Must(200);
        (await Put(shop, "zhang", body)).Must(200);
    }

    [Fact]
    public async Task A_person_whose_id_mixes_scripts_is_refused()
    {
        var shop = await api.NewShop();
        var body = new { name = "n", roles = new[] { Roles.Support } };
        (await Put(shop, "li.nа", body)).Refused(422, "VALIDATION_FAILED").Body.ShouldContain("ID_MIXES_SCRIPTS");
        foreach (var plain in new[] { "李娜", "анна", "li-娜" }) (await Put(shop, plain, body)).Must(200);
    }

    [Fact]
    public async Task Of_two_people_who_look_alike_and_come_at_once_one_is_taken()
    {
        var shop = await api.NewShop();
        var body = new { name = "n", roles = new[] { Roles.Support } };
        var answers = await Task.WhenAll(
            new[] { "lee", "1ee", "Iee", "LEE", "lEE", "ｌee" }.Select(id => Put(shop, id, body)));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Code == "OPERATOR_LOOKS_ALIKE");
    }

    [Theory]
    [InlineData("53100")]
    [InlineData("25006")]
    public async Task An_instance_that_can_write_nothing_is_not_ready(string state)
    {
        await api.Execute($"""
            create or replace function sc_test_full() returns trigger language plpgsql as $$
            begin
                raise exception 'no space' using errcode = '{state}';
            end $$;
            create or replace trigger full_disk before insert or update on write_probes
                for each row execute function sc_test_full()
            """);
        var url = await Instance();
        (await new Client(url, "").Get("/health/ready")).Refused(503, "NOT_WRITABLE");
        (await new Client(url, "").Get("/health/live")).Must(200);
        await api.Execute("drop trigger full_disk on write_probes");
        (await new Client(url, "").Get("/health/ready")).Must(200);
    }

    [Fact]
    public async Task A_problem_names_a_hundred_places_and_says_how_many_there_are()
    {
        var shop = await api.NewShop();
        var lines = Enumerable.Range(0, 700).Select(i => new { lineId = $"{i}", productId = "", quantity = 0 });
        var answer = (await shop.Post("/v1/orders", new { orderId = "o", customerId = "c", paidAt = Day(1), lines }))
            .Refused(422, "VALIDATION_FAILED");
        answer.Json.GetProperty("errors").GetArrayLength().ShouldBe(100);
        answer.Json.GetProperty("errorCount").GetInt32().ShouldBe(2_100);
        (await shop.Post("/v1/customers", new { customerId = "" })).Refused(422, "VALIDATION_FAILED")
            .Json.TryGetProperty("errorCount", out _).ShouldBeFalse();
    }

    private Task<Answer> Put(TestShop shop, string id, object body) =>
        api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/{Uri.EscapeDataString(id)}", body);

    private Task<Uri> Instance(params string[] settings)
    {
        api.Settings.Clear();
        api.Settings.AddRange(settings);
        return api.Instance();
    }

    /// <summary>The first line of the answer to a request as it stands.</summary>
    private static async Task<string> Raw(TestShop shop, string request, string[] headers, string body = "")
    {
        using var socket = new TcpClient(shop.Url.Host, shop.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n",
        [
            request, $"Host: {shop.Url.Authority}", $"Authorization: Bearer {shop.Key}",
            "Content-Type: application/json", .. headers, "", body,
        ])));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }
}
