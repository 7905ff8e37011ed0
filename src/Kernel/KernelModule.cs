using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Kernel.Consents;

namespace SocialCommerce.Kernel;

/// <summary>What every module stands on: shops, people, keys, the ledger, and the way to the database.</summary>
public static class KernelModule
{
    /// <summary>Kernel as the host sees it.</summary>
    public static readonly Module Module = new(typeof(KernelModule).Assembly, "sc_kernel", Map)
    {
        Scopes = Scopes.Known,
        Terms = KernelTerms.All,
        Tags =
        [
            new("Shops", "Shops with their API keys, operators, legal data, audit log and clock."),
            new("Customers", "Customers and guests, their identities and their journeys."),
            new("Personal data", "Consents by purpose, the export of everything about a customer, and erasures."),
        ],
        Checks = [IntegrityChecks.Changes],
        Personal = KernelPersonalData.Data,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        CreateShop.Map(routes);
        GetShop.Map(routes);
        CreateApiKey.Map(routes);
        RollApiKey.Map(routes);
        ListApiKeys.Map(routes);
        RevokeApiKey.Map(routes);
        PutOperator.Map(routes);
        ListOperators.Map(routes);
        ShopIssuer.Map(routes);
        ListAuditLog.Map(routes);
        ExportAuditLog.Map(routes);
        SetClock.Map(routes);
        CreateCustomer.Map(routes);
        GetCustomer.Map(routes);
        PutIdentitySettings.Map(routes);
        RecordConsent.Map(routes);
        GetConsents.Map(routes);
        ListConsentHistory.Map(routes);
        ExportPersonalData.Map(routes);
        PreviewErasure.Map(routes);
        RequestErasure.Map(routes);
        ListErasures.Map(routes);
        DecideErasure.Map(routes);
    }

    /// <summary>Registers Kernel, the modules, and the handlers and validators of every assembly.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="modules">The modules, in their order.</param>
    /// <param name="others">Assemblies that have handlers beside the modules'.</param>
    public static IServiceCollection AddKernel(
        this IServiceCollection services, IReadOnlyCollection<Module> modules,
        params IEnumerable<System.Reflection.Assembly> others)
    {
        DapperTypeHandlers.Register();
        services.AddSingleton(new ModuleCatalogue(modules)).AddSingleton<Documents>();
        foreach (var module in modules) module.Register(services);
        services.AddSingleton<KeyRing>().AddSingleton<SecretProtector>();
        services.AddSingleton<RefusedRequestLog>().AddSingleton<RateLimitSettings>().AddSingleton<RateLimits>()
            .AddSingleton<ExpensiveWork>().AddSingleton<HousekeepingSchedule>().AddHostedService<Housekeeping>();
        services.AddSingleton<SettingsCache>();
        services.AddScoped<Caller>().AddScoped<Idempotency>().AddScoped<ErasureSteps>();
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        foreach (var type in modules.Select(module => module.Assembly).Concat(others)
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false }))
            foreach (var face in type.GetInterfaces())
            {
                if (IsOf(face, typeof(IRequestHandler<,>))) services.AddTransient(face, type);
                // Its rules are compiled when it is made.
                if (IsOf(face, typeof(IValidator<>)))
                    services.AddSingleton(face, type)
                        .AddSingleton(typeof(IValidator), provider => provider.GetRequiredService(face));
            }
        return services;
    }

    private static bool IsOf(Type face, Type definition) =>
        face.IsGenericType && face.GetGenericTypeDefinition() == definition;
}
