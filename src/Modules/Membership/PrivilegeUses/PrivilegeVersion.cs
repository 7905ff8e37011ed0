using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>What a tier granted from a time on.</summary>
public sealed record PrivilegeVersion(
    string TierId, int? ValidityDays, Privilege[] Privileges, DateTimeOffset RecordedAt)
{
    /// <summary>The version in force at a time; before the first one, the first. Null for an unknown tier.</summary>
    /// <param name="versions">Of all tiers, oldest first.</param>
    /// <param name="tierId">The tier.</param>
    /// <param name="at">The time.</param>
    internal static PrivilegeVersion? At(IEnumerable<PrivilegeVersion> versions, string tierId, DateTimeOffset at)
    {
        PrivilegeVersion? found = null;
        foreach (var version in versions)
            if (version.TierId == tierId && (found is null || version.RecordedAt <= at)) found = version;
        return found;
    }
}
