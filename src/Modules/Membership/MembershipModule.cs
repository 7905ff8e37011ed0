using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Membership;

/// <summary>The module as the host sees it.</summary>
public static class MembershipModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(MembershipModule).Assembly, "sc_membership", Map);

    /// <summary>Registers the cached catalogues, the common read of people and what is stored as JSON.</summary>
    public static IServiceCollection AddMembership(this IServiceCollection services)
    {
        Columns.RegisterJson<HeldTier[]>();
        Columns.RegisterJson<EarningTerms>();
        Columns.RegisterJson<AmendedTerms[]>();
        Columns.RegisterJson<LineTerms[]>();
        Columns.RegisterJson<Privilege[]>();
        return services.AddSingleton<MemberCatalogues>().AddSingleton<People>();
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        ConfigureMemberTier.Map(routes);
        ShowMemberTiers.Map(routes);
        ChangeMembershipSettings.Map(routes);
        ReadPrivileges.Map(routes);
        ShowMember.Map(routes);
        ListPoints.Map(routes);
    }
}
