using Microsoft.Extensions.DependencyInjection;

namespace SocialCommerce.Kernel;

/// <summary>What every module stands on: shops, people, keys, the ledger, and the way to the database.</summary>
public static class KernelModule
{
    /// <summary>Kernel as the host sees it.</summary>
    public static readonly Module Module = new(typeof(KernelModule).Assembly, "sc_kernel", Map)
    {
        Terms = KernelTerms.All,
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
        ListPreparedDecisions.Map(routes);
        ExportAuditLog.Map(routes);
        SetClock.Map(routes);
        CreateCustomer.Map(routes);
        GetCustomer.Map(routes);
        PutIdentitySettings.Map(routes);
    }

    /// <summary>Registers Kernel, and the handlers and validators of every assembly.</summary>
    public static IServiceCollection AddKernel(
        this IServiceCollection services, IEnumerable<System.Reflection.Assembly> all)
    {
        DapperTypeHandlers.Register();
        services.AddSingleton<KeyRing>().AddSingleton<SecretProtector>();
        services.AddSingleton<RefusedRequestLog>().AddSingleton<RateLimitSettings>().AddSingleton<RateLimits>()
            .AddSingleton<ExpensiveWork>().AddSingleton<HousekeepingSchedule>().AddHostedService<Housekeeping>();
        services.AddScoped<Caller>().AddScoped<Idempotency>();
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        foreach (var type in all
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false }))
            foreach (var face in type.GetInterfaces())
            {
                if (IsOf(face, typeof(IRequestHandler<,>))) services.AddTransient(face, type);
                // Its rules are compiled when it is made.
                if (IsOf(face, typeof(IValidator<>))) services.AddSingleton(face, type);
            }
        return services;
    }

    private static bool IsOf(Type face, Type definition) =>
        face.IsGenericType && face.GetGenericTypeDefinition() == definition;
}
