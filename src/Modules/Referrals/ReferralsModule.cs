using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.InviteCodes;
using SocialCommerce.Referrals.Settings;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Referrals;

/// <summary>The module as the host sees it.</summary>
public static class ReferralsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(ReferralsModule).Assembly, "sc_referrals", Map)
    {
        Scopes = [Scopes.ReferralsRead, Scopes.ReferralsWrite],
        Terms = ReferralsTerms.All,
        Tags = [new("Referrals", "Referral bindings, invite codes, uplines and teams.")],
        Checks = ReferralChecks.Checks,
        Personal = ReferralsPersonalData.Data,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        CreateInviteCode.Map(routes);
        GetReferral.Map(routes);
        ListUpline.Map(routes);
        ListTeam.Map(routes);
        CountTeam.Map(routes);
        PutReferralSettings.Map(routes);
    }
}
