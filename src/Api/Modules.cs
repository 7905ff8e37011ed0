using SocialCommerce.Books;
using SocialCommerce.Commissions;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Payouts;
using SocialCommerce.Referrals;
using SocialCommerce.Touchpoints;

namespace SocialCommerce.Api;

/// <summary>What the product is made of.</summary>
public static class Modules
{
    /// <summary>In the order of the migrations: Kernel first, then the modules, none of which knows another.</summary>
    public static readonly IReadOnlyList<Module> All =
    [
        KernelModule.Module, TouchpointsModule.Module, LadderModule.Module, MembershipModule.Module,
        ReferralsModule.Module, CommissionsModule.Module, BooksModule.Module, PayoutsModule.Module,
    ];
}
