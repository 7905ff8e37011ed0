using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Flows.Statements;

/// <summary>What the guard's profile in force wants before anybody is paid (G11, G16, G17).</summary>
internal static class PayoutCompliance
{
    /// <summary>The demands of a shop's jurisdiction at a time.</summary>
    public static PayoutRequirements Demands(Shop shop, DateTimeOffset now)
    {
        var profile = GuardCatalogue.Shipped.InForce(shop.Jurisdiction, now);
        return new PayoutRequirements(
            (int?)profile.Of("G11").Max(limit => limit.Below), profile.Of("G11").Any(limit => limit.Above is not null),
            Refuses(profile, "G16"), Refuses(profile, "G17"));
    }

    private static bool Refuses(GuardProfile profile, string ruleId) =>
        profile.Of(ruleId).Any(limit => limit.Severity == GuardFinding.Refuse);
}
