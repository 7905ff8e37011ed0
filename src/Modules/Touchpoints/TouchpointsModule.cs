namespace SocialCommerce.Touchpoints;

/// <summary>The module as the host sees it.</summary>
public static class TouchpointsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(TouchpointsModule).Assembly, "sc_touchpoints", Map)
    {
        Terms = TouchpointsTerms.All,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        DapperTypeHandlers.RegisterJson<Benefit>();
        PutTouchpoint.Map(routes);
        GetTouchpoint.Map(routes);
        GetScanCode.Map(routes);
        ListTouchpoints.Map(routes);
        RecordScan.Map(routes);
        CountTouchpoint.Map(routes);
        TouchpointSettings.Map(routes);
    }
}
