namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>
/// The limits of payments that no order earns, and of what one person may release alone. A change applies at once and
/// is checked again when a decision is made; each version is kept with the person who set it.
/// </summary>
public static class PaymentLimits
{
    private const int MaxProfitBps = 1_000_000;
    private const int AllBps = 10_000;
    private const long UsualAdjustment = 1_000_000;
    private const long UsualProject = 10_000_000;

    /// <summary>The limits.</summary>
    /// <param name="AdjustmentMinor">The most that one adjustment may come to, in minor units.</param>
    /// <param name="ProjectMinor">The most that one project may pay, in minor units.</param>
    /// <param name="ProfitBps">The most that a profit for dividends may come to, in basis points of the net sales that
    /// the period counts; 10,000 is all of them.</param>
    /// <param name="ReleaseMinor">The most held commission that one person may release alone, in minor units; 0: every
    /// release needs a second person.</param>
    public sealed record Body(
        long AdjustmentMinor = UsualAdjustment, long ProjectMinor = UsualProject, int ProfitBps = AllBps,
        long ReleaseMinor = 0);

    /// <summary>The limits, with the usual ones until the shop sets its own.</summary>
    public static readonly Setting<Body> Setting = new("paymentLimits", new Body());

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/payment-limits")
            .Describe(
                "putPaymentLimits", "Settlement", "Set payment limits",
                "Sets the limits for payments that no order earns (adjustments, projects and dividend profits) and the "
                    + "amount of held commission that one person may release alone. New limits apply at once, also to "
                    + "requests that wait for a decision. Each version is kept with the person who set it. Setting the "
                    + "same limits again changes nothing; a stale `If-Match` is rejected with 412.")
            .Example("""
                {"adjustmentMinor": 500000, "projectMinor": 2000000, "profitBps": 3000, "releaseMinor": 20000}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/payment-limits")
            .Describe(
                "getPaymentLimits", "Settlement", "Get payment limits",
                "Returns the limits in force for adjustments, projects, dividend profits and releases by one person, "
                    + "with their version as ETag. Version 0 means the defaults.")
            .Scope(Scopes.CommissionsRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.AdjustmentMinor).AmountFrom(1);
            RuleFor(c => c.Body.ProjectMinor).AmountFrom(1);
            RuleFor(c => c.Body.ProfitBps).InclusiveBetween(0, MaxProfitBps).WithErrorCode("BPS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxProfitBps} basis points.");
            RuleFor(c => c.Body.ReleaseMinor).AmountFrom(0);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
