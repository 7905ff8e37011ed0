using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>The texts are in the trade's English: operations speak for themselves, in words that integrators
/// use.</summary>
public sealed partial class SpeakingTheTrade(OpenApi api) : IClassFixture<OpenApi>
{
    private const double MostOutOfBounds = 2;

    private static readonly string[] Reading =
        ["Get", "List", "Export", "Preview", "Validate", "Explain", "Compare", "Count", "Check", "Download"];

    [Fact]
    public void No_two_operations_have_the_same_summary_or_description()
    {
        Texts("summary").GroupBy(one => one.Text).Where(same => same.Count() > 1).Select(same => same.Key)
            .ShouldBeEmpty();
        Texts("description").GroupBy(one => one.Text.Split("\n\n")[0]).Where(same => same.Count() > 1)
            .Select(same => string.Join(", ", same.Select(one => one.Route))).ShouldBeEmpty();
    }

    [Fact]
    public void A_get_reads_and_says_so() =>
        Texts("summary").Where(one => one.Route.StartsWith("GET ", StringComparison.Ordinal))
            .Where(one => !Reading.Contains(one.Text.Split(' ')[0])).Select(one => $"{one.Route}: {one.Text}")
            .ShouldBeEmpty();

    [Fact]
    public void Texts_for_a_property_name_one_that_the_document_has()
    {
        var schemas = api.Document["components"]!["schemas"]!;
        Source.All.Where(file => file.IsIn("src/Api/Contract"))
            .SelectMany(file => Property().Matches(file.Text))
            .Where(found => schemas[found.Groups[1].Value]?["properties"]?[found.Groups[2].Value] is null)
            .Select(found => found.Value).ShouldBeEmpty();
    }

    [Fact]
    public void Texts_of_the_api_use_the_trades_words() =>
        PerTenThousand([.. Texts(api.Document)]).ShouldBeLessThanOrEqualTo(MostOutOfBounds);

    [Fact]
    public void Documents_use_the_trades_words() =>
        PerTenThousand([.. Documents().Select(File.ReadAllText)]).ShouldBeLessThanOrEqualTo(MostOutOfBounds);

    [Fact]
    public void Comments_of_the_source_use_the_trades_words() =>
        PerTenThousand([.. Source.All.Where(file => file.IsIn("src")).SelectMany(file => file.Lines)
            .Select(line => line.Trim()).Where(line => line.StartsWith("//", StringComparison.Ordinal))])
            .ShouldBeLessThanOrEqualTo(MostOutOfBounds);

    private static double PerTenThousand(IReadOnlyCollection<string> texts) =>
        10_000.0 * texts.Sum(text => OutOfBounds().Count(text)) / texts.Sum(text => Word().Count(text));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Source.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/')).Where(file => !file.Contains("/bin/") && !file.Contains("/obj/"));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(property =>
            property.Key is "summary" or "description" && property.Value is JsonValue text
                ? [text.GetValue<string>()]
                : Texts(property.Value)),
        JsonArray list => list.SelectMany(Texts),
        _ => [],
    };

    private IEnumerable<(string Route, string Text)> Texts(string property) =>
        api.Operations.Select(one => (one.Route, one.Operation[property]!.GetValue<string>()));

    [GeneratedRegex(
        @"\b(somebody|nobody|everybody|whoever|whom|for ever|anew|of then|hears of|heard of|is none)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OutOfBounds();

    [GeneratedRegex(@"""([A-Z]\w+)\.([a-z]\w+)""")]
    private static partial Regex Property();

    [GeneratedRegex(@"\b[\w'’-]+\b")]
    private static partial Regex Word();
}
