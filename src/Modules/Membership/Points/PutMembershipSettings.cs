namespace SocialCommerce.Membership.Points;

/// <summary>
/// Sets the rates at which orders earn points and growth, by product, class, rung and time where needed, what refunds
/// leave of a tier, and from when to when points can be spent. An order earns at the version in force when it was paid,
/// or at the first version if it was paid earlier; what was granted is taken back at the granted rates.
/// </summary>
internal static class PutMembershipSettings
{
    private const int MaxBps = 100_000;
    private const int MaxRules = 100;
    private const int MaxNames = 1_000;

    /// <summary>One point and one growth per 100 minor units.</summary>
    internal static readonly Setting<Body> Setting = new("membershipSettings", new Body(100, 100));

    /// <summary>Rates in basis points: 100 is one point per 100 minor units of value.</summary>
    /// <param name="PointsPerUnitBps">Points that lines earn which fit no rule.</param>
    /// <param name="GrowthPerUnitBps">Growth that lines earn which fit no rule.</param>
    /// <param name="Rules">
    /// Rates of some products, classes, rungs or times; the first rule that a line fits counts. At most 100.
    /// </param>
    /// <param name="AfterRefund">
    /// What refunds leave of tiers, for refunds that take effect from now on; without it <c>end</c> and <c>fall</c>.
    /// </param>
    /// <param name="GiftCards">
    /// When gift cards earn; without it a gift card is a product, and a used one what the plan makes of that tender.
    /// </param>
    /// <param name="Points">
    /// From when to when points can be spent, and what multiplies and caps them; without it they are active at once, do
    /// not expire, and follow the rates alone.
    /// </param>
    public sealed record Body(
        int PointsPerUnitBps, int GrowthPerUnitBps, EarningRule[]? Rules = null, AfterRefund? AfterRefund = null,
        GiftCards? GiftCards = null, PointTerms? Points = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/membership-settings")
            .Describe(
                "putMembershipSettings", "Membership", "Set the membership settings",
                "Sets the rates at which orders earn points and growth, by product, class, rung or time where needed, "
                    + "what refunds leave of a tier, when gift cards earn, and from when to when points can be "
                    + "spent. `points` also has what multiplies the points of an order: `rules` by tier, product or "
                    + "time, the customer's first order and birthday, and the caps of an order and of a day. Points "
                    + "are multiplied in this order: rate or rule of each line, tier (a privilege of the tier), "
                    + "birthday, first order; the sum is rounded down once, and then the caps count. Orders count by "
                    + "their own times: one that is reported late is judged with those after it, and differences "
                    + "are booked. An order earns at the version in force "
                    + "when it was paid, or at the first version if it was paid earlier; what was granted is taken "
                    + "back at the granted rates. Sending the settings in force changes nothing. The API refuses "
                    + "rates out of range, a rule without any limit, and an outdated `If-Match`.")
            .Example("""
                {"pointsPerUnitBps": 100, "growthPerUnitBps": 100,
                 "rules": [{"classes": ["skincare"], "rungs": ["member"], "pointsPerUnitBps": 200,
                   "growthPerUnitBps": 150}],
                 "afterRefund": {"productTier": "end", "growthTier": "keep"},
                 "giftCards": {"earn": "whenUsed", "classes": ["gift-card"]},
                 "points": {"pendingDays": 15, "validityDays": 365, "expiry": "monthEnd", "noticeDays": 30,
                   "maxPerOrder": 5000, "announcesEarned": true, "maxPerDay": 8000,
                   "rules": [{"ruleId": "double-week", "multiplierBps": 20000, "classes": ["skincare"],
                     "from": "2026-02-01T00:00:00Z", "until": "2026-02-08T00:00:00Z"}],
                   "firstOrder": {"points": 100}, "birthday": {"multiplierBps": 20000, "span": "month"}}}
                """)
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Body>("/v1/membership-settings")
            .Describe(
                "getMembershipSettings", "Membership", "Get the membership settings",
                "Returns the rates at which orders earn points and growth, and the rules for refunds, gift cards "
                    + "and the validity of points.")
            .Scope(Scopes.MembershipRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<Body>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.PointsPerUnitBps).Between(0, MaxBps);
            RuleFor(c => c.Body.GrowthPerUnitBps).Between(0, MaxBps);
            RuleFor(c => c.Body.Rules).Count(0, MaxRules)
                .WithErrorCode("TOO_MANY").WithMessage($"Settings have at most {MaxRules} rules.");
            RuleForEach(c => c.Body.Rules).SetValidator(new RuleValidator());
            When(c => c.Body.AfterRefund is not null, () =>
            {
                RuleFor(c => c.Body.AfterRefund!.ProductTier).OneOf(AfterRefund.End, AfterRefund.Keep);
                RuleFor(c => c.Body.AfterRefund!.GrowthTier).OneOf(AfterRefund.Fall, AfterRefund.Keep);
            });
            RuleFor(c => c.Body.Points!).SetValidator(new PointTermsValidator()).When(c => c.Body.Points is not null);
            When(c => c.Body.GiftCards is not null, () =>
            {
                RuleFor(c => c.Body.GiftCards!.Earn).OneOf(GiftCards.WhenBought, GiftCards.WhenUsed);
                RuleFor(c => c.Body.GiftCards!.Classes).Count(1, MaxNames)
                    .WithErrorCode("LIST_COUNT").WithMessage($"Gift cards are 1 to {MaxNames} classes.");
                RuleForEach(c => c.Body.GiftCards!.Classes).MerchantId();
            });
        }
    }

    private sealed class RuleValidator : AbstractValidator<EarningRule>
    {
        public RuleValidator()
        {
            RuleFor(rule => rule.PointsPerUnitBps).Between(0, MaxBps);
            RuleFor(rule => rule.GrowthPerUnitBps).Between(0, MaxBps);
            RuleFor(rule => rule)
                .Must(rule => rule is not { Products: null, Classes: null, Rungs: null, From: null, Until: null })
                .WithName("Products").WithErrorCode("RULE_WITHOUT_LIMIT")
                .WithMessage("A rule names products, classes, rungs or a time.");
            RuleFor(rule => rule.Until).Must((rule, until) => !(until <= rule.From))
                .WithErrorCode("DATES_EMPTY").WithMessage("until is later than from.");
            RuleFor(rule => rule.Products).Count(1, MaxNames).WithErrorCode("LIST_COUNT").WithMessage(ListRule);
            RuleFor(rule => rule.Classes).Count(1, MaxNames).WithErrorCode("LIST_COUNT").WithMessage(ListRule);
            RuleFor(rule => rule.Rungs).Count(1, MaxNames).WithErrorCode("LIST_COUNT").WithMessage(ListRule);
            RuleForEach(rule => rule.Products).MerchantId();
            RuleForEach(rule => rule.Classes).MerchantId();
            RuleForEach(rule => rule.Rungs).OneOf(Rungs);
        }

        private const string ListRule = "A list has 1 to 1000 entries.";

        // The ladder's own words, which another module keeps.
        private static readonly string[] Rungs = ["traffic", "low", "member", "partner"];
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Setting, db, caller, time);
}
