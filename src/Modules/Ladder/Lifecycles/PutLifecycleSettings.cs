namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>
/// Sets from when a customer is due, sleeping and lost, in parts of the customer's expected cycle, and what is expected
/// of customers and products that tell nothing themselves.
/// </summary>
internal static class PutLifecycleSettings
{
    private const int MaxDays = 3_660;
    private const int MaxBps = 1_000_000;

    /// <summary>Due after one cycle, sleeping after two, lost after four.</summary>
    public static readonly Setting<Body> Setting = new(
        "lifecycleSettings", new Body(30, 10_000, 20_000, 40_000, 365));

    /// <summary>The thresholds of the lifecycle.</summary>
    /// <param name="UsualCycleDays" example="45">
    /// Days, of 24 hours each, after which a customer is expected to buy again where neither the own orders nor the
    /// products tell.
    /// </param>
    /// <param name="DueBps" example="10000">
    /// From this part of the cycle on a customer is due; 10000 is one cycle.
    /// </param>
    /// <param name="SleepingBps" example="20000">From this part on a customer is sleeping; above the first.</param>
    /// <param name="LostBps" example="40000">From this part on a customer is lost; above the one before.</param>
    /// <param name="RemainingDays" example="365">
    /// Days for which a customer is expected to buy on, for the projected lifetime value.
    /// </param>
    public sealed record Body(int UsualCycleDays, int DueBps, int SleepingBps, int LostBps, int RemainingDays);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/lifecycle-settings")
            .Describe(
                "putLifecycleSettings", "Customers", "Set the lifecycle settings",
                "Sets from which part of the expected cycle on a customer is due, sleeping and lost: after one, two "
                    + "and four cycles by default. `usualCycleDays`, 30 by default, is the cycle of customers of "
                    + "whom neither own orders nor products tell one, and `remainingDays`, 365 by default, how long "
                    + "customers are expected to buy on. Stages follow at once. Thresholds that do not rise are "
                    + "refused with 422. Sending the settings in force changes nothing.")
            .Example("""
                {"usualCycleDays": 45, "dueBps": 10000, "sleepingBps": 20000, "lostBps": 40000, "remainingDays": 365}
                """)
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Operator).Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/lifecycle-settings")
            .Describe(
                "getLifecycleSettings", "Customers", "Get the lifecycle settings",
                "Returns the thresholds of the customer lifecycle in force, with their version as the ETag.")
            .Scope(Scopes.CustomersRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.UsualCycleDays).Between(1, MaxDays);
            RuleFor(c => c.Body.DueBps).Between(1, MaxBps);
            RuleFor(c => c.Body.SleepingBps).Between(2, MaxBps);
            RuleFor(c => c.Body.LostBps).Between(3, MaxBps);
            RuleFor(c => c.Body.RemainingDays).Between(1, MaxDays);
            RuleFor(c => c.Body.SleepingBps).GreaterThan(c => c.Body.DueBps).WithErrorCode("THRESHOLD_NOT_ABOVE")
                .WithMessage("Must be above dueBps.");
            RuleFor(c => c.Body.LostBps).GreaterThan(c => c.Body.SleepingBps).WithErrorCode("THRESHOLD_NOT_ABOVE")
                .WithMessage("Must be above sleepingBps.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
