using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Membership;

/// <summary>The module as the host sees it.</summary>
public static class MembershipModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(MembershipModule).Assembly, "sc_membership", Map);

    private static void Map(IEndpointRouteBuilder routes)
    {
    }
}
