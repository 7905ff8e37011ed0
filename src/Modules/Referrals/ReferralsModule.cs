using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Referrals;

/// <summary>The module as the host sees it.</summary>
public static class ReferralsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(ReferralsModule).Assembly, "sc_referrals", Map);

    private static void Map(IEndpointRouteBuilder routes)
    {
        CreateInviteCode.Map(routes);
        GetReferral.Map(routes);
        ListUpline.Map(routes);
        ListTeam.Map(routes);
        CountTeam.Map(routes);
    }
}
