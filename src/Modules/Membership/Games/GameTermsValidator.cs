using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Membership.Games;

/// <summary>The rules of a game's terms.</summary>
internal sealed class GameTermsValidator : AbstractValidator<GameTerms>
{
    private const int MaxTiers = 100;
    private const int MaxPlays = 1_000;
    private const int MaxPrizes = 50;
    private const int MaxText = 5_000;

    /// <summary>Most days of a game of check-ins, and so of a streak.</summary>
    private const int MaxDays = 366;

    public GameTermsValidator()
    {
        RuleFor(terms => terms.Name).Line("NAME_INVALID", "A name");
        RuleFor(terms => terms.Kind).OneOf(GameKinds.All);
        RuleFor(terms => terms.Goal).Words();
        RuleFor(terms => terms.Rules).Text(1, MaxText, text => !string.IsNullOrWhiteSpace(text))
            .WithErrorCode("TEXT_INVALID").WithMessage($"Rules have 1 to {MaxText} characters, not only spaces.");
        RuleFor(terms => terms.Until).Must((terms, until) => until > terms.From)
            .WithErrorCode("DATES_EMPTY").WithMessage("A game ends after it begins.");
        RuleFor(terms => terms.Until).Must((terms, until) => until <= terms.From.AddDays(MaxDays))
            .When(terms => terms.Kind == GameKinds.CheckIn)
            .WithErrorCode("DAYS_OUT_OF_RANGE").WithMessage($"A game of check-ins has at most {MaxDays} days.");
        RuleFor(terms => terms.Status).OneOf(GameTerms.Active, GameTerms.Ended);
        RuleFor(terms => terms.Audience!).SetValidator(new AudienceValidator())
            .When(terms => terms.Audience is not null);
        RuleFor(terms => terms.CostPoints).AmountFrom(0);
        RuleFor(terms => terms.CostPoints).Equal(0).When(terms => terms.Kind != GameKinds.Wheel)
            .WithErrorCode("NOT_APPLICABLE").WithMessage("Only a play of a wheel costs points.");
        RuleFor(terms => terms.Limits).Null().When(terms => terms.Kind != GameKinds.Wheel)
            .WithErrorCode("NOT_APPLICABLE").WithMessage("Only a wheel has limits.");
        When(terms => terms.Limits is not null, () =>
        {
            RuleFor(terms => terms.Limits!.PerCustomer).Between(1, MaxPlays);
            RuleFor(terms => terms.Limits!.PerCustomerPerDay).Between(1, MaxPlays);
        });
        Prizes();
        Streaks();
        RuleFor(terms => terms.Contest).Must((terms, contest) => Is(terms, GameKinds.TeamContest, contest))
            .WithErrorCode("NOT_APPLICABLE").WithMessage("A team contest has contest, no other game.");
        RuleFor(terms => terms.Contest!).SetValidator(new ContestValidator()).When(terms => terms.Contest is not null);
    }

    private void Prizes()
    {
        RuleFor(terms => terms.Prizes).Must((terms, prizes) => Is(terms, GameKinds.Wheel, prizes))
            .WithErrorCode("NOT_APPLICABLE").WithMessage("A wheel has prizes, no other game.");
        RuleFor(terms => terms.Prizes).Count(1, MaxPrizes)
            .WithErrorCode("LIST_COUNT").WithMessage($"A wheel has 1 to {MaxPrizes} prizes.");
        RuleFor(terms => terms.Prizes).Must(prizes => prizes is null or [] || prizes.Any(prize => prize.Weight > 0))
            .WithErrorCode("WEIGHTS_ZERO").WithMessage("The weights of a wheel add up to more than 0.");
        RuleFor(terms => terms.Prizes)
            .Must(prizes => prizes is null || prizes.DistinctBy(prize => prize.PrizeId).Count() == prizes.Length)
            .WithErrorCode("VALUE_TWICE").WithMessage("A prize's id is unique.");
        RuleForEach(terms => terms.Prizes).SetValidator(new PrizeValidator());
    }

    private void Streaks()
    {
        RuleFor(terms => terms.Streaks).Must((terms, streaks) => Is(terms, GameKinds.CheckIn, streaks))
            .WithErrorCode("NOT_APPLICABLE").WithMessage("A game of check-ins has streaks, no other.");
        RuleFor(terms => terms.Streaks).Count(1, GameTerms.MaxStreaks)
            .WithErrorCode("LIST_COUNT").WithMessage($"A game of check-ins has 1 to {GameTerms.MaxStreaks} streaks.");
        RuleFor(terms => terms.Streaks)
            .Must(streaks => streaks is null || streaks.DistinctBy(one => one.Days).Count() == streaks.Length)
            .WithErrorCode("VALUE_TWICE").WithMessage("A number of days is named once.");
        RuleForEach(terms => terms.Streaks).ChildRules(streak =>
        {
            streak.RuleFor(one => one.Days).Between(1, MaxDays);
            streak.RuleFor(one => one.Points).AmountFrom(1);
        });
    }

    private static bool Is(GameTerms terms, string kind, object? part) => terms.Kind == kind == part is not null;

    private sealed class AudienceValidator : AbstractValidator<GameAudience>
    {
        public AudienceValidator()
        {
            RuleFor(one => one.Kind).OneOf(GameAudience.Kinds);
            RuleFor(one => one.TierIds).Count(1, MaxTiers)
                .WithErrorCode("LIST_COUNT").WithMessage($"An audience has 1 to {MaxTiers} tiers.");
            RuleFor(one => one.TierIds).Must((one, tiers) => (one.Kind == GameAudience.Tiers) == tiers is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("An audience of the kind tiers names tiers, no other.");
            RuleForEach(one => one.TierIds).MerchantId();
        }
    }

    private sealed class PrizeValidator : AbstractValidator<GamePrize>
    {
        private const int MaxWeight = 1_000_000;
        private const long MaxStock = 1_000_000_000;

        public PrizeValidator()
        {
            RuleFor(prize => prize.PrizeId).MerchantId();
            RuleFor(prize => prize.Name).Line("NAME_INVALID", "A name");
            RuleFor(prize => prize.Kind).OneOf(GamePrize.Kinds);
            RuleFor(prize => prize.Weight).Between(0, MaxWeight);
            RuleFor(prize => prize.Stock).Between(0L, MaxStock);
            RuleFor(prize => prize.Value).InShopCurrency();
            RuleFor(prize => prize.Value!.Amount).AmountFrom(0).When(prize => prize.Value is not null);
            RuleFor(prize => prize.Value)
                .Must((prize, value) => (prize.Kind != GamePrize.Nothing) == value is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A prize has a value, unless it is nothing.");
            RuleFor(prize => prize.Points).AmountFrom(1);
            RuleFor(prize => prize.Points)
                .Must((prize, points) => (prize.Kind == GamePrize.OfPoints) == points is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A prize of the kind points has points, no other.");
            RuleFor(prize => prize.TemplateId!).MerchantId().When(prize => prize.TemplateId is not null);
            RuleFor(prize => prize.TemplateId)
                .Must((prize, template) => (prize.Kind == GamePrize.Coupon) == template is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A prize of the kind coupon has templateId, no other.");
        }
    }

    private sealed class ContestValidator : AbstractValidator<ContestTerms>
    {
        private const int MaxTeams = 100;
        private const int MaxSettleDays = 60;

        public ContestValidator()
        {
            RuleFor(contest => contest.Metric).OneOf(BoardMetrics.All);
            RuleFor(contest => contest.TeamIds).Count(2, MaxTeams)
                .WithErrorCode("LIST_COUNT").WithMessage($"A contest has 2 to {MaxTeams} teams.");
            RuleFor(contest => contest.TeamIds).Must(teams => teams.Distinct().Count() == teams.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A team is named once.");
            RuleForEach(contest => contest.TeamIds).MerchantId();
            RuleFor(contest => contest.SettleDays).Between(0, MaxSettleDays);
            RuleFor(contest => contest.Rewards).Count(0, MaxTeams)
                .WithErrorCode("TOO_MANY").WithMessage($"A contest has at most {MaxTeams} rewards.");
            RuleFor(contest => contest.Rewards)
                .Must(rewards => rewards is null || rewards.DistinctBy(one => one.Rank).Count() == rewards.Length)
                .WithErrorCode("VALUE_TWICE").WithMessage("A rank is named once.");
            RuleForEach(contest => contest.Rewards).ChildRules(reward =>
            {
                reward.RuleFor(one => one.Rank).Between(1, MaxTeams);
                reward.RuleFor(one => one.Points).AmountFrom(1);
            });
        }
    }
}
