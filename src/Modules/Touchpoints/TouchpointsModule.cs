namespace SocialCommerce.Touchpoints;

/// <summary>The module as the host sees it.</summary>
public static class TouchpointsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(TouchpointsModule).Assembly, "sc_touchpoints", Map)
    {
        Scopes = [Scopes.TouchpointsRead, Scopes.TouchpointsWrite],
        Terms = TouchpointsTerms.All,
        Register = _ => DapperTypeHandlers.RegisterJson<Benefit>(),
        Personal = TouchpointsPersonalData.Data,
        Tags = [new("Touchpoints", "Touchpoints with their codes and scans, and the attribution of orders.")],
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        PutTouchpoint.Map(routes);
        GetTouchpoint.Map(routes);
        GetScanCode.Map(routes);
        ListTouchpoints.Map(routes);
        RecordScan.Map(routes);
        CountTouchpoint.Map(routes);
        TouchpointSettings.Map(routes);
    }
}
