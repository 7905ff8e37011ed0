using System.Net.Http.Headers;
using Shouldly;
using SocialCommerce.Kernel.Http;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>The type of a problem answer leads to a page of the same server.</summary>
public sealed class ReadingAboutProblems(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_type_of_a_problem_is_a_page_that_needs_no_key()
    {
        var shop = await api.NewShop();
        var refused = (await shop.Get("/v1/customers/nobody")).Refused(404, "CUSTOMER_NOT_FOUND");
        refused.Text("type").ShouldBe("/problems/customer-not-found");
        refused.Text("title").ShouldBe("There is no such customer.");

        var page = await Get(refused.Text("type"), "*/*");
        page.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        page.Headers["Content-Security-Policy"].ShouldBe(ResponseHeadersMiddleware.Policy);
        page.Body.ShouldContain("<h1>There is no such customer.</h1>");
        page.Body.ShouldContain("Report the customer first, and check the id.");
    }

    [Fact]
    public async Task A_program_reads_the_page_as_json()
    {
        var page = await Get("/problems/customer-not-found", "application/json");
        page.Text("code").ShouldBe("CUSTOMER_NOT_FOUND");
        page.Text("remedy").ShouldBe("Report the customer first, and check the id.");
        page.Json.GetProperty("status").GetInt32().ShouldBe(404);
    }

    [Fact]
    public async Task Every_problem_has_a_page()
    {
        foreach (var type in SocialCommerce.Api.Contract.Catalogue.ProblemCatalogue.All)
            (await Get(type.Uri, "text/html")).Status.ShouldBe(200, type.Code);
    }

    [Fact]
    public async Task An_unknown_problem_has_no_page() =>
        (await new Client(api.Platform.Url, "").Get("/problems/customer-lost")).Refused(404, "PROBLEM_TYPE_NOT_FOUND");

    private async Task<Answer> Get(string path, string accept)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var answer = await client.GetAsync(new Uri(api.Platform.Url, path));
        return new Answer(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
