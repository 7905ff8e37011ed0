using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Documents;

/// <summary>A document that names a test names one that exists.</summary>
public sealed partial class CitingTests
{
    // A test class has a file of its own name, in whichever project.
    private static readonly HashSet<string> Classes =
    [
        .. Source.All.Where(file => file.IsIn("tests") && file.Lines.Any(line => Test().IsMatch(line)))
            .Select(file => file.Name),
    ];

    [Theory]
    [InlineData("exceptional-payments.md", 15)]
    [InlineData("security.md", 50)]
    [InlineData("asvs.md", 95)]
    public void Every_row_of_a_table_with_tests_names_tests_that_exist(string document, int least)
    {
        var (rows, inTable) = (0, false);
        foreach (var line in File.ReadLines(Path.Combine(Source.Root, "docs", document)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells is not ["", _, .., ""]) inTable = false;
            else if (cells[^2] == "test") inTable = true;
            else if (inTable && !cells[^2].StartsWith("---", StringComparison.Ordinal))
            {
                rows++;
                var named = Name().Matches(cells[^2]).Select(match => match.Groups[1].Value).ToList();
                named.ShouldNotBeEmpty(line);
                named.ShouldBeSubsetOf(Classes, line);
            }
        }
        rows.ShouldBeGreaterThanOrEqualTo(least);
    }

    [GeneratedRegex(@"^    \[(Fact|Theory|Property)\b")]
    private static partial Regex Test();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
