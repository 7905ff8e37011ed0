namespace SocialCommerce.Touchpoints;

/// <summary>Sets for how many days after a scan an order is attributed to it; 30 by default.</summary>
internal static class TouchpointSettings
{
    private const int MaxDays = 3650;

    /// <summary>Its name in the table of settings.</summary>
    internal const string Name = "touchpointSettings";

    /// <summary>Thirty days.</summary>
    internal static readonly Setting<Body> Setting = new(Name, new Body(30));

    /// <summary>How orders are attributed.</summary>
    /// <param name="AttributionDays" example="14">
    /// Days after a scan during which an order is attributed to it, up to 3650; with 0 only the touchpoint that an
    /// order names counts.
    /// </param>
    public sealed record Body(int AttributionDays);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/touchpoint-settings")
            .Describe(
                "putTouchpointSettings", "Touchpoints", "Set the touchpoint settings",
                "Sets for how many days after a scan an order is attributed to the touchpoint, 0 to 3650; the "
                    + "default is 30. With 0, only the touchpoint that an order names counts. Sending the settings "
                    + "in force changes nothing.")
            .Example("""{"attributionDays": 14}""")
            .Scope(Scopes.TouchpointsWrite).ForBackends(Roles.Operator).Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/touchpoint-settings")
            .Describe(
                "getTouchpointSettings", "Touchpoints", "Get the touchpoint settings",
                "Returns the number of days during which a scan attributes an order.")
            .Scope(Scopes.TouchpointsRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator() =>
            RuleFor(c => c.Body.AttributionDays).InclusiveBetween(0, MaxDays).WithErrorCode("DAYS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxDays} days.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
