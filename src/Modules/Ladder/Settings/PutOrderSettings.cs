namespace SocialCommerce.Ladder.Settings;

/// <summary>
/// By how much refunds and tenders may be off, and whether orders count without the tax that prices include. A change
/// applies to what is reported afterwards.
/// </summary>
public static class PutOrderSettings
{
    private const long MaxToleranceMinor = 100_000;

    /// <summary>Five minor units each; what was paid counts with its tax.</summary>
    public static readonly Setting<Body> Setting = new("orderSettings", new Body(5, 5));

    /// <summary>The tolerances, in minor units: 0 to 100000 each; and how orders are counted.</summary>
    /// <param name="RefundToleranceMinor" example="5">
    /// By how much the amounts of one refund may exceed what is left of the order's goods.
    /// </param>
    /// <param name="TenderToleranceMinor" example="5">
    /// By how much an order's tenders may miss what was due, either way.
    /// </param>
    /// <param name="NetOfTax">
    /// Whether points, growth, spend, team sales and the journey count without the tax that prices include; false when
    /// absent.
    /// </param>
    public sealed record Body(long RefundToleranceMinor, long TenderToleranceMinor, bool NetOfTax = false);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/order-settings")
            .Describe(
                "putOrderSettings", "Orders", "Set the order settings",
                "Sets the tolerances for orders and refunds, 5 minor units each by default. A refund that exceeds "
                    + "the remaining goods by no more than `refundToleranceMinor` is applied with a warning; a "
                    + "larger one waits for a decision. Tenders that differ from the amount due by no more than "
                    + "`tenderToleranceMinor` are accepted with a warning. With `netOfTax`, points, growth, spend, "
                    + "team sales and the journey exclude the tax that prices include; commission follows the plan's "
                    + "own setting. A change applies to what is reported afterwards, and sending the settings in "
                    + "force changes nothing. Tolerances above 100000 and an outdated `If-Match` are refused.")
            .Example("""{"refundToleranceMinor": 5, "tenderToleranceMinor": 5, "netOfTax": true}""")
            .Scope(Scopes.OrdersWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/order-settings")
            .Describe(
                "getOrderSettings", "Orders", "Get the order settings",
                "Returns the tolerances for refunds and tenders, and whether orders are counted without tax.")
            .Scope(Scopes.OrdersRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.RefundToleranceMinor).Between(0, MaxToleranceMinor);
            RuleFor(c => c.Body.TenderToleranceMinor).Between(0, MaxToleranceMinor);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
