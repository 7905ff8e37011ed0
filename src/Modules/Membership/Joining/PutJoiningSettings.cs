namespace SocialCommerce.Membership.Joining;

/// <summary>
/// Sets how customers become members: the entry rule by trade, the steps of the entry ceremony, and member numbers.
/// </summary>
public static class PutJoiningSettings
{
    private const int MaxProducts = 100;
    private const int MaxSteps = 30;
    private const int MaxPrefixes = 100;
    private const int MaxPrefixLength = 8;
    private const int MaxDigits = 12;
    private const int MaxDueDays = 366;
    private const long MaxSerial = 999_999_999_999;

    /// <summary>Nothing: orders found no membership, and no number is given.</summary>
    public static readonly Setting<JoiningSettings> Setting = new("joiningSettings", new JoiningSettings());

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<JoiningSettings>("/v1/joining-settings")
            .Describe(
                "putJoiningSettings", "Joining", "Set how customers become members",
                "Sets the entry rule, the ceremony and the member numbers. With an entry rule, a paid order that "
                    + "counts and the customer's contact make a membership pending, and it begins when the last "
                    + "required step of the ceremony is done. A physical shop or an online shop counts any product, "
                    + "a service trade the member products of the ladder; `productIds` names others. An order "
                    + "follows the rule of its payment, and a ceremony the steps that were in force when the "
                    + "membership became pending. Without an entry rule no order founds a membership, and tiers are "
                    + "gained as before. Sending the settings in force changes nothing.")
            .Example("""
                {"entry": {"trade": "service", "productIds": ["p-serum"], "requiresContact": true,
                   "countsFrom": "2026-01-01T00:00:00Z"},
                 "ceremony": [{"key": "welcome", "text": "Welcome the customer and begin the entry talk",
                    "required": true, "dueDays": 1},
                   {"key": "confirmRights", "text": "Confirm that the rights are clear", "dueDays": 3},
                   {"key": "nextDeal", "text": "Create the next deal", "required": false, "dueDays": 14}],
                 "numbers": {"prefix": "M", "tiers": [{"tierId": "gold", "prefix": "SVIP"}], "digits": 3,
                   "firstSerial": 70}}
                """)
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<JoiningSettings>("/v1/joining-settings")
            .Describe(
                "getJoiningSettings", "Joining", "Get how customers become members",
                "Returns the entry rule, the ceremony and the form of member numbers that are in force.")
            .Scope(Scopes.MembershipRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<JoiningSettings>>
    {
        public Validator()
        {
            When(c => c.Body.Entry is not null, Entry);
            RuleFor(c => c.Body.Ceremony).Count(0, MaxSteps)
                .WithErrorCode("TOO_MANY").WithMessage($"A ceremony has at most {MaxSteps} steps.");
            RuleFor(c => c.Body.Ceremony).Must(steps => IsUnique(steps, step => step.Key))
                .WithErrorCode("VALUE_TWICE").WithMessage("A step's key is unique.");
            RuleForEach(c => c.Body.Ceremony).ChildRules(step =>
            {
                step.RuleFor(one => one.Key).MerchantId();
                step.RuleFor(one => one.Text).Words();
                step.RuleFor(one => one.DueDays).Between(0, MaxDueDays);
            });
            When(c => c.Body.Numbers is not null, Numbers);
        }

        private void Entry()
        {
            RuleFor(c => c.Body.Entry!.Trade).OneOf(EntryTrades.All);
            RuleFor(c => c.Body.Entry!.ProductIds).Count(0, MaxProducts)
                .WithErrorCode("TOO_MANY").WithMessage($"An entry rule names at most {MaxProducts} products.");
            RuleForEach(c => c.Body.Entry!.ProductIds).MerchantId();
        }

        private void Numbers()
        {
            RuleFor(c => c.Body.Numbers!.Prefix).Characters("A-Z", 1, MaxPrefixLength)
                .WithErrorCode("PREFIX_INVALID").WithMessage(PrefixRule);
            RuleFor(c => c.Body.Numbers!.Digits).Between(1, MaxDigits);
            RuleFor(c => c.Body.Numbers!.FirstSerial).Between(1, MaxSerial);
            RuleFor(c => c.Body.Numbers!.Tiers).Count(0, MaxPrefixes)
                .WithErrorCode("TOO_MANY").WithMessage($"At most {MaxPrefixes} tiers have a prefix.");
            RuleFor(c => c.Body.Numbers!.Tiers).Must(tiers => IsUnique(tiers, tier => tier.TierId))
                .WithErrorCode("VALUE_TWICE").WithMessage("A tier has one prefix.");
            RuleForEach(c => c.Body.Numbers!.Tiers).ChildRules(tier =>
            {
                tier.RuleFor(one => one.TierId).MerchantId();
                tier.RuleFor(one => one.Prefix).Characters("A-Z", 1, MaxPrefixLength)
                    .WithErrorCode("PREFIX_INVALID").WithMessage(PrefixRule);
            });
        }

        private const string PrefixRule = "A prefix has 1 to 8 letters A to Z.";

        private static bool IsUnique<T>(T[]? list, Func<T, string> id) =>
            list is null || list.DistinctBy(id).Count() == list.Length;
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<JoiningSettings>(Setting, db, caller, time);
}
