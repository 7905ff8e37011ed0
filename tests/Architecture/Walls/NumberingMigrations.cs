using System.Text.RegularExpressions;
using Shouldly;
using SocialCommerce.Api;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>The migrations of a module are read in the order of their numbers.</summary>
public sealed partial class NumberingMigrations
{
    private const string Folder = ".Migrations.";

    public static TheoryData<string> Roles => [.. Modules.All.Select(module => module.Role)];

    [Theory]
    [MemberData(nameof(Roles))]
    public void The_migrations_of_a_module_are_numbered_from_1_without_holes_or_repeats(string role)
    {
        var files = Modules.All.Single(module => module.Role == role).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..])
            .Order(StringComparer.Ordinal).ToList();
        files.ShouldNotBeEmpty();
        files.Where(file => !Numbered().IsMatch(file)).ShouldBeEmpty();
        files.Select(file => file[..3]).ShouldBe(Enumerable.Range(1, files.Count).Select(number => $"{number:000}"));
    }

    [GeneratedRegex(@"^\d{3}_[a-z_]+\.sql$")]
    private static partial Regex Numbered();
}
