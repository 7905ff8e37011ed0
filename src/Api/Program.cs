using SocialCommerce.Api;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Referrals;
using SocialCommerce.Touchpoints;

// The order is that of the migrations: Kernel first, then the modules, none of which knows another.
Module[] modules =
[
    KernelModule.Module, TouchpointsModule.Module, LadderModule.Module, MembershipModule.Module,
    ReferralsModule.Module, CommissionsModule.Module,
];

var builder = WebApplication.CreateBuilder(args);
await using var database = await DatabaseSetup.Prepare(builder, modules);
builder.AddApi(modules);

var app = builder.Build();
app.UseApi(modules);
await DevelopmentShop.Announce(app);
await app.RunAsync();

/// <summary>Named so that tests can host it.</summary>
public partial class Program;
