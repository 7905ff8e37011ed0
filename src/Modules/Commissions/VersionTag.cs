using System.Globalization;
using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>Strong ETags of configuration, and what If-Match asks of them.</summary>
internal static class VersionTag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Refuses a change of something that the caller has not seen as it is.</summary>
    /// <param name="ifMatch">The header, or null: change whatever is there.</param>
    /// <param name="version">The version in force.</param>
    /// <exception cref="Refused">412 CHANGED_MEANWHILE.</exception>
    public static void Require(string? ifMatch, long version)
    {
        if (ifMatch is null || ifMatch.Trim() == "*") return;
        if (ifMatch.Split(',').Any(tag => tag.Trim() == Of(version))) return;
        throw new Refused(
            412, "CHANGED_MEANWHILE", $"If-Match asks for another version; the one in force is {Of(version)}.");
    }
}
