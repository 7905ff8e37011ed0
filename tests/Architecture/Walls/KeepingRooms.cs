using System.Text.RegularExpressions;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>A newcomer finds a type by its name, and a capability stands on those below it alone.</summary>
public sealed partial class KeepingRooms
{
    private const int MaxFiles = 20;
    private const double LeastHidden = 0.6;

    private static readonly IReadOnlyDictionary<string, string[]> Order = new Dictionary<string, string[]>
    {
        ["Commissions"] =
        [
            "Terms", "DecisionLimits", "Calculation", "Tiers", "Postings", "StopRules", "Accruals", "Adjustments",
            "Proofs", "Plans", "Partners", "TierHistory", "Simulations", "Backtests", "BacktestRecords", "Holds",
            "AccrualStopping", "Fraud", "Settings", "Balances", "Compliance", "ComplianceScans", "Statements",
            "Settlements", "Costs", "Explanations", "Disputes", "Projects", "Dividends", "Publishing",
        ],
        ["Payouts"] =
        [
            "Settings", "Payees", "Accounts", "Taxes", "Invoices", "Planning", "Channels", "Batches", "Transfers",
            "TaxReports", "Files", "Returns", "Wechat", "Reconciliation", "Checks",
        ],
    };

    private static readonly Dictionary<string, string> Tests = new()
    {
        ["Api"] = "ApiTests",
        ["Architecture"] = "ArchitectureTests",
        ["Faults"] = "FaultTests",
        ["Unit"] = "UnitTests",
        ["Support"] = "TestSupport",
        ["Bench"] = "Bench",
    };

    private static readonly IReadOnlyList<Source> Sources = [.. Source.All.Where(source => source.IsIn("src"))];

    [Fact]
    public void A_folder_has_at_most_20_files() =>
        Source.All.GroupBy(source => source.Folder).Where(folder => folder.Count() > MaxFiles)
            .Select(folder => $"{folder.Key} {folder.Count()}").ShouldBeEmpty();

    [Fact]
    public void A_namespace_follows_its_folder() =>
        Source.All.Where(source => Namespace().Match(source.Text) is { Success: true } found
                && found.Groups[1].Value != NamespaceOf(source))
            .Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void A_public_type_has_a_file_of_its_own_name() =>
        Sources.SelectMany(source => PublicType().Matches(source.Text).Select(found => found.Groups[1].Value)
                .Where(type => type != source.Name && type != "Program").Select(type => $"{source.Path}: {type}"))
            .ShouldBeEmpty();

    [Fact]
    public void A_capability_uses_those_below_it_alone()
    {
        var upward = new List<string>();
        foreach (var (module, floors) in Order)
            foreach (var source in Sources.Where(source => source.IsIn($"src/Modules/{module}")))
            {
                var parts = source.Path.Split('/');
                if (parts.Length < 5) continue;
                var floor = Array.IndexOf(floors, parts[3]);
                floor.ShouldNotBe(-1, $"{module} has a capability that the order does not know: {parts[3]}");
                upward.AddRange(Using(module).Matches(source.Text).Select(found => found.Groups[1].Value)
                    .Where(other => Array.IndexOf(floors, other) > floor).Select(other => $"{source.Path} -> {other}"));
            }
        upward.ShouldBeEmpty();
    }

    [Fact]
    public void Most_types_of_modules_are_hidden_from_other_projects()
    {
        var types = Modules.All.Where(module => module != KernelModule.Module)
            .SelectMany(module => module.Assembly.GetTypes()).Where(type => !type.FullName!.Contains('<')).ToList();
        types.Count(type => !type.IsVisible).ShouldBeGreaterThan((int)(LeastHidden * types.Count));
    }

    private static Regex Using(string module) =>
        new($@"^using SocialCommerce\.{module}\.(\w+);", RegexOptions.Multiline);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^public (?:(?:static|sealed|abstract|partial|readonly) )*"
            + @"(?:record struct|record|class|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [Fact]
    public void A_test_of_the_code_lies_in_a_folder_of_the_code()
    {
        var rooms = Sources.Select(source => Regex.Replace(source.Folder, "^src/(Modules/)?", "")).ToHashSet();
        Source.All.Where(source => source.IsIn("tests/Api", "tests/Unit") && source.Name.EndsWith("Tests", Ordinal))
            .Where(source => !rooms.Contains(string.Join('/', source.Folder.Split('/').Skip(2))))
            .Select(source => source.Path).ShouldBeEmpty();
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static string NamespaceOf(Source source) =>
        source.IsIn("tests") && source.Folder.Split('/') is [_, var project, .. var rest]
            ? string.Join('.', ["SocialCommerce", Tests[project], .. rest])
            : NamespaceOfCode(source);

    private static string NamespaceOfCode(Source source) =>
        source.Folder.Replace("src/Modules/", "SocialCommerce.").Replace("src/Tools/", "SocialCommerce.")
            .Replace("src/", "SocialCommerce.").Replace('/', '.');
}
