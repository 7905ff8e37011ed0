namespace SocialCommerce.Membership.Points;

/// <summary>The rules of a shop's terms of points.</summary>
internal sealed class PointTermsValidator : AbstractValidator<PointTerms>
{
    private const int MaxDays = 3_650;
    private const int MaxBps = 100_000;
    private const int MaxRules = 100;
    private const int Once = 10_000;

    public PointTermsValidator()
    {
        RuleFor(terms => terms.PendingDays).Between(0, MaxDays);
        RuleFor(terms => terms.ValidityDays).Between(1, MaxDays);
        RuleFor(terms => terms.Expiry).OneOf(PointTerms.Exact, PointTerms.MonthEnd, PointTerms.YearEnd);
        RuleFor(terms => terms.NoticeDays).Between(0, MaxDays);
        RuleFor(terms => terms.MaxPerOrder).AmountFrom(0);
        RuleFor(terms => terms.MaxPerDay).AmountFrom(0);
        RuleFor(terms => terms.Rules).Count(0, MaxRules)
            .WithErrorCode("TOO_MANY").WithMessage($"Points have at most {MaxRules} rules.");
        RuleForEach(terms => terms.Rules).NotNull().WithErrorCode("REQUIRED").WithMessage("A rule is an object.")
            .SetValidator(new PointRuleValidator());
        RuleFor(terms => terms.Rules)
            .Must(rules => rules is null || rules.DistinctBy(rule => rule?.RuleId).Count() == rules.Length)
            .WithErrorCode("RULE_REPEATED").WithMessage("A rule's id is unique in the settings.");
        RuleFor(terms => terms.FirstOrder!).SetValidator(new FirstOrderValidator())
            .When(terms => terms.FirstOrder is not null);
        RuleFor(terms => terms.Birthday!).SetValidator(new BirthdayValidator())
            .When(terms => terms.Birthday is not null);
    }

    private sealed class FirstOrderValidator : AbstractValidator<FirstOrderPoints>
    {
        public FirstOrderValidator()
        {
            RuleFor(one => one.Points).AmountFrom(1);
            RuleFor(one => one.MultiplierBps).Between(Once + 1, MaxBps);
            RuleFor(one => one.MultiplierBps).Must((one, times) => times is null != one.Points is null)
                .WithErrorCode("RULE_AMBIGUOUS").WithMessage("A first order has points or a multiplier, not both.");
        }
    }

    private sealed class BirthdayValidator : AbstractValidator<BirthdayPoints>
    {
        public BirthdayValidator()
        {
            RuleFor(one => one.MultiplierBps).Between(Once + 1, MaxBps);
            RuleFor(one => one.Span).OneOf(BirthdayPoints.Day, BirthdayPoints.Month);
        }
    }

    private sealed class PointRuleValidator : AbstractValidator<PointRule>
    {
        private const int MaxNames = 1_000;
        private const string ListRule = "A list has 1 to 1000 entries.";

        // The ladder's own words, which another module keeps.
        private static readonly string[] Rungs = ["traffic", "low", "member", "partner"];

        public PointRuleValidator()
        {
            RuleFor(rule => rule.RuleId).MerchantId();
            RuleFor(rule => rule.PointsPerUnitBps).Between(0, MaxBps);
            RuleFor(rule => rule.MultiplierBps).Between(0, MaxBps);
            RuleFor(rule => rule.MultiplierBps)
                .Must((rule, times) => times is null != rule.PointsPerUnitBps is null)
                .WithErrorCode("RULE_AMBIGUOUS").WithMessage("A rule has a rate or a multiplier, not both.");
            RuleFor(rule => rule).Must(rule => rule.IsLimited)
                .WithName("Products").WithErrorCode("RULE_WITHOUT_LIMIT")
                .WithMessage("A rule names tiers, products, classes, rungs or a time.");
            RuleFor(rule => rule.Until).Must((rule, until) => !(until <= rule.From))
                .WithErrorCode("DATES_EMPTY").WithMessage("until is later than from.");
            Names(rule => rule.Tiers);
            Names(rule => rule.Products);
            Names(rule => rule.Classes);
            RuleFor(rule => rule.Rungs).Count(1, Rungs.Length)
                .WithErrorCode("LIST_COUNT").WithMessage("A list has 1 to 4 rungs.");
            RuleForEach(rule => rule.Tiers).MerchantId();
            RuleForEach(rule => rule.Products).MerchantId();
            RuleForEach(rule => rule.Classes).MerchantId();
            RuleForEach(rule => rule.Rungs).OneOf(Rungs);
        }

        private void Names(System.Linq.Expressions.Expression<Func<PointRule, string[]?>> list) =>
            RuleFor(list).Count(1, MaxNames).WithErrorCode("LIST_COUNT").WithMessage(ListRule);
    }
}
