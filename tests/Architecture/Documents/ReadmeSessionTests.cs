using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using SocialCommerce.Launch;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Documents;

/// <summary>The README's first session, run word for word by bash, gives what the README says.</summary>
public sealed partial class ReadmeSessionTests(TestApi api) : IClassFixture<TestApi>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sc-readme-");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ada_gets_ten_pounds_for_what_Ben_bought_and_Cleo_falls_to_silver_after_a_year()
    {
        var shop = await api.NewShop();
        var data = _folder.CreateSubdirectory(".data").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "dev.json"), JsonSerializer.Serialize(new
        {
            url = shop.Url.AbsoluteUri.TrimEnd('/'),
            shopId = shop.ShopId,
            apiKey = shop.Key,
        }), TestContext.Current.CancellationToken);

        var answers = await Run();

        var explanation = answers.Single(json => json.TryGetProperty("left", out _)).GetProperty("lines")[0];
        explanation.GetProperty("customerId").GetString().ShouldBe("ada");
        explanation.GetProperty("exact").GetString().ShouldBe("2001/2");
        explanation.GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(1_000);
        var statement = answers.Last(json => json.TryGetProperty("statementId", out _));
        statement.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(1_000);
        var quote = answers.Last(json => json.TryGetProperty("listTotal", out _));
        quote.GetProperty("listTotal").GetProperty("amount").GetInt64().ShouldBe(3_400);
        quote.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(2_350);
        var home = answers.Single(json => json.TryGetProperty("isKnown", out _)).GetProperty("member");
        home.GetProperty("points").GetProperty("active").GetInt64().ShouldBe(143 - 20);
        home.GetProperty("tier").GetProperty("followingTierId").GetString().ShouldBe("silver");
        answers[^4].GetProperty("data").EnumerateArray().Select(tier => tier.GetProperty("tierId").GetString())
            .ShouldBe(["gold", "silver"]);
        answers[^3].GetProperty("balance").GetInt64().ShouldBe(0);
        answers[^2].GetProperty("lifecycle").GetProperty("stage").GetString().ShouldBe("lost");
        foreach (var check in answers.Where(json => json.TryGetProperty("checks", out _)))
            check.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    /// <summary>What every call answered: a line of JSON each.</summary>
    private async Task<List<JsonElement>> Run()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Clone.Root, "README.md"));
        var script = string.Concat(Block().Matches(readme).Select(block => block.Groups[1].Value));
        var start = new ProcessStartInfo("bash", ["-e", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0, await output + await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
