using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Flows;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>The habits that no compiler holds: sizes, names, summaries, and nothing of anybody's own machine.</summary>
public sealed partial class Tidiness
{
    private const int MaxLines = 250;
    private const int MaxColumns = 120;
    private const int MaxProgram = 60;

    [Fact]
    public void A_file_has_at_most_250_lines() =>
        Source.All.Where(file => file.Lines.Length > MaxLines).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void A_line_has_at_most_120_characters() => Lines(line => line.Length > MaxColumns).ShouldBeEmpty();

    [Fact]
    public void The_program_is_a_page() =>
        Source.All.Where(file => file.Path.EndsWith("Program.cs", StringComparison.Ordinal))
            .ShouldAllBe(file => file.Lines.Length <= MaxProgram);

    [Fact]
    public void Nothing_is_left_for_later() => Lines(Later().IsMatch).ShouldBeEmpty();

    [Fact]
    public void Types_are_named_after_what_they_are() => Lines(Filler().IsMatch).ShouldBeEmpty();

    [Fact]
    public void No_path_or_registry_of_this_machine_is_in_the_sources() => Lines(Machine().IsMatch).ShouldBeEmpty();

    [Fact]
    public void Test_names_are_sentences() =>
        Source.All.Where(file => file.IsIn("tests"))
            .SelectMany(file => Test().Matches(file.Text)
                .Select(found => found.Groups[1].Value).Where(name => name.Count(c => c == '_') < 2)
                .Select(name => $"{file.Path}: {name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_public_type_says_in_a_summary_what_it_is()
    {
        var missing = new List<string>();
        foreach (var assembly in Modules.All.Select(module => module.Assembly)
                     .Append(typeof(FlowsModule).Assembly).Append(typeof(ApiHost).Assembly))
        {
            var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .Select(member => member.Attribute("name")!.Value)
                .ToHashSet(StringComparer.Ordinal);
            missing.AddRange(assembly.GetExportedTypes().Where(type => !type.Name.StartsWith('<'))
                .Select(type => $"T:{type.FullName!.Replace('+', '.')}").Where(name => !documented.Contains(name)));
        }
        missing.ShouldBeEmpty();
    }

    private static List<string> Lines(Func<string, bool> isWrong) =>
    [
        .. from file in Source.All
           where !file.Path.EndsWith("Tidiness.cs", StringComparison.Ordinal)
           from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
           where isWrong(line.Text)
           select $"{file.Path}:{line.Number}: {line.Text.Trim()}",
    ];

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|XX[X])\b|#region")]
    private static partial Regex Later();

    // Arguments, traits and the like may stand between the attribute and the method.
    [GeneratedRegex(
        @"\[(?:Fact|Theory|Property)\b[^\n]*\n(?:    \[[^\n]*\n|        [^\n]*\n)*    public (?:async )?\w+ (\w+)")]
    private static partial Regex Test();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) \w+(Service|Manager|Helper|Dto|Impl|Utils?)\b")]
    private static partial Regex Filler();

    [GeneratedRegex(
        @"""/(work|root|Users)/|https?://[^ ""]*(nuget|registry|artifactory|proxy)", RegexOptions.IgnoreCase)]
    private static partial Regex Machine();
}
