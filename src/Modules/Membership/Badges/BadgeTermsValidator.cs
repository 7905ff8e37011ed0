using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Membership.Badges;

/// <summary>The rules of a badge's terms.</summary>
internal sealed class BadgeTermsValidator : AbstractValidator<BadgeTerms>
{
    private const int MaxDays = 3_650;

    public BadgeTermsValidator()
    {
        RuleFor(terms => terms.Name).Line("NAME_INVALID", "A name");
        RuleFor(terms => terms.Kind).OneOf(BadgeTerms.Kinds);
        RuleFor(terms => terms.Status).OneOf(BadgeTerms.Active, BadgeTerms.Retired);
        RuleFor(terms => terms.ValidityDays).Between(1, MaxDays);
        RuleFor(terms => terms.Rule!).SetValidator(new RuleValidator()).When(terms => terms.Rule is not null);
    }

    private sealed class RuleValidator : AbstractValidator<BadgeRule>
    {
        private const int MaxRank = 100;

        public RuleValidator()
        {
            RuleFor(rule => rule.Metric).Must((rule, metric) => metric is null != rule.BoardId is null)
                .WithErrorCode("RULE_AMBIGUOUS").WithMessage("A rule has either a metric or a leaderboard.");
            RuleFor(rule => rule.Metric!).OneOf(BoardMetrics.All).When(rule => rule.Metric is not null);
            RuleFor(rule => rule.AtLeast).AmountFrom(1);
            RuleFor(rule => rule.AtLeast).Must((rule, least) => rule.Counts() == least is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A rule with a metric has atLeast, no other.");
            RuleFor(rule => rule.Within!).OneOf(BadgeRule.Withins).When(rule => rule.Within is not null);
            RuleFor(rule => rule.Within).Must((rule, within) => rule.Counts() == within is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A rule with a metric has within, no other.");
            RuleFor(rule => rule.BoardId!).MerchantId().When(rule => rule.BoardId is not null);
            RuleFor(rule => rule.Rank).Between(1, MaxRank);
            RuleFor(rule => rule.Rank).Must((rule, rank) => rule.BoardId is not null == rank is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A rule with a leaderboard has a rank, no other.");
        }
    }
}
