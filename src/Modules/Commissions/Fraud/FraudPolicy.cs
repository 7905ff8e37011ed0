namespace SocialCommerce.Commissions.Fraud;

/// <summary>
/// The fraud signals that hold an order's commission: a versioned setting of the shop, changed by a named person and
/// recorded in the audit log. Without a threshold orders are not scored.
/// </summary>
public static class FraudPolicy
{
    private const int MaxWeight = 1_000;
    private const int MaxOrders = 1_000;
    private const int MaxHours = 24 * 31;
    private const int MaxDays = 365;

    /// <summary>Its name in the table of settings.</summary>
    internal const string Name = "fraudPolicy";

    /// <summary>Without a threshold.</summary>
    public static readonly Setting<FraudRules> Setting = new(Name, new FraudRules());

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<FraudRules>("/v1/fraud-policy")
            .Describe(
                "putFraudPolicy", "Commissions", "Set the fraud policy",
                "Sets the weight of each fraud signal and the score from which an order's commission is held. Without "
                    + "a threshold, orders are not scored. The policy applies to orders recorded from now on, and each "
                    + "version is kept in the audit log. Setting the same policy again changes nothing. Send the "
                    + "current ETag in `If-Match` to avoid overwriting a concurrent change; a stale one is rejected "
                    + "with 412.")
            .Example("""
                {"threshold": 100, "selfReferral": 100, "sharedPayer": 60, "velocity": 40, "velocityOrders": 10,
                 "velocityHours": 24, "wash": 40, "washOrders": 3, "washDays": 30}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<FraudRules>("/v1/fraud-policy")
            .Describe(
                "getFraudPolicy", "Commissions", "Get the fraud policy",
                "Returns the weights and the threshold by which new orders are scored for fraud, with the version as "
                    + "ETag. Before the first policy is set, the default weights without a threshold are returned: no "
                    + "order is scored.")
            .Scope(Scopes.CommissionsRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<FraudRules>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Threshold).Between(1, MaxWeight);
            RuleFor(c => c.Body.SelfReferral).Between(0, MaxWeight);
            RuleFor(c => c.Body.SharedPayer).Between(0, MaxWeight);
            RuleFor(c => c.Body.Velocity).Between(0, MaxWeight);
            RuleFor(c => c.Body.VelocityOrders).Between(2, MaxOrders);
            RuleFor(c => c.Body.VelocityHours).Between(1, MaxHours);
            RuleFor(c => c.Body.Wash).Between(0, MaxWeight);
            RuleFor(c => c.Body.WashOrders).Between(1, MaxOrders);
            RuleFor(c => c.Body.WashDays).Between(1, MaxDays);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<FraudRules>(Setting, db, caller, time);
}
