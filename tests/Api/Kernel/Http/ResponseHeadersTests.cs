using System.Text.RegularExpressions;
using Shouldly;
using SocialCommerce.Api.Contract;
using SocialCommerce.Kernel.Http;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Http;

/// <summary>The API gives the browser of a stranger's page nothing to work with.</summary>
public sealed partial class ResponseHeadersTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Stranger = "https://evil.example";

    [Fact]
    public async Task No_answer_loads_anything_is_framed_or_passes_its_address_on()
    {
        var shop = await api.NewShop();
        Answer[] answers =
        [
            await shop.Get("/v1/shop"), await shop.Get("/v1/none"), await new Client(shop.Url, "x").Get("/v1/shop"),
            await shop.Get("/health/live"), await shop.Send(HttpMethod.Post, "/v1/orders", "{", []),
        ];
        answers.Select(answer => answer.Status).ShouldBe([200, 404, 401, 200, 400]);
        foreach (var answer in answers)
        {
            var policy = answer.Headers["Content-Security-Policy"].Split("; ");
            foreach (var denied in new[] { "default-src", "object-src", "base-uri", "frame-ancestors" })
                policy.ShouldContain($"{denied} 'none'");
            answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
            answer.Headers["Content-Type"].ShouldMatch(
                answer.Status < 400 ? "^application/json; charset=utf-8$" : "^application/problem\\+json");
        }
    }

    [Fact]
    public async Task The_page_of_the_document_runs_only_scripts_of_its_own_host()
    {
        var nobody = new Client(await Instance($"--{ContractDocument.Setting}=ui"), "");
        var page = (await nobody.Get("/swagger/index.html")).Must(200);
        page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self';");
        page.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
        var scripts = Script().Matches(page.Body).Select(match => match.Groups[1].Value).ToList();
        scripts.Count.ShouldBe(3);
        foreach (var script in scripts) (await nobody.Get($"/swagger/{script}")).Must(200);
        page.Body.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_page_of_another_origin_is_allowed_nothing()
    {
        var shop = await api.NewShop();
        var asked = (await shop.Send(HttpMethod.Options, "/v1/orders", null,
        [
            ("Origin", Stranger), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type"),
        ])).Refused(405, "METHOD_NOT_ALLOWED");
        var read = (await shop.Get("/v1/shop", ("Origin", Stranger))).Must(200);
        foreach (var answer in new[] { asked, read })
            answer.Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_cookie_is_set_or_read_and_no_answer_names_the_server()
    {
        var shop = await api.NewShop();
        var stranger = new Client(shop.Url, "");
        var refused = await stranger.Get("/v1/shop", ("Cookie", $"Authorization=Bearer {shop.Key}; key={shop.Key}"));
        refused.Refused(401, "KEY_UNKNOWN");
        foreach (var answer in new[] { refused, await shop.Get("/v1/shop"), await shop.Get("/v1/none") })
            foreach (var name in new[] { "Set-Cookie", "Server", "X-Powered-By" })
                answer.Headers.ContainsKey(name).ShouldBeFalse(name);
    }

    [Fact]
    public async Task Trace_repeats_nothing_and_no_file_of_the_server_is_served()
    {
        var shop = await api.NewShop();
        (await shop.Send(HttpMethod.Trace, "/v1/shop", null, [])).Refused(405, "METHOD_NOT_ALLOWED")
            .Body.ShouldNotContain(shop.Key);
        foreach (var path in new[] { "/.git/HEAD", "/appsettings.json", "/SocialCommerce.Api.dll", "/metrics", "/" })
            (await shop.Get(path)).Refused(404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_call_by_plain_http_is_not_led_to_https()
    {
        var url = await Instance($"--{ResponseHeadersMiddleware.HstsSetting}=600");
        (await (await api.NewShop()).Through(url).Get("/v1/shop")).Must(200).Headers.ContainsKey("Location")
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_parameter_is_read_in_its_own_place_and_has_one_value()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/audit-log?limit=1&limit=2")).Refused(400, "MALFORMED_REQUEST");
        (await shop.Get("/v1/audit-log?kind=apiKey")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
        (await shop.Get("/v1/audit-log?kind=apiKey&kind=none")).Must(200)
            .Json.GetProperty("data").GetArrayLength().ShouldBe(0, "neither the first nor the last one counts");
        (await shop.Post("/v1/customers?customerId=query", new { customerId = "body" }, ("customerId", "header")))
            .Must(201).Text("customerId").ShouldBe("body");
        (await shop.Get("/v1/customers/query")).Must(404);
    }

    private Task<Uri> Instance(params string[] settings)
    {
        api.Settings.Clear();
        api.Settings.AddRange(settings);
        return api.Instance();
    }

    [GeneratedRegex("<script src=\"(?:\\./)?([^\"]+)\"")]
    private static partial Regex Script();
}
