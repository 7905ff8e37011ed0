using FsCheck;

namespace SocialCommerce.UnitTests;

/// <summary>How often a property is tried; a failure prints the seed that repeats it.</summary>
internal static class Trying
{
    // scripts/test tries every case; scripts/test unit, which answers within seconds, one in a hundred.
    private static readonly bool EveryCase = Environment.GetEnvironmentVariable("PROPERTY_CASES") == "all";

    /// <summary>So many cases in the complete run.</summary>
    public static Config Cases(int cases) =>
        Config.QuickThrowOnFailure.WithMaxTest(EveryCase ? cases : Math.Max(cases / 100, Math.Min(cases, 100)));
}
