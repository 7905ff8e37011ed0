namespace SocialCommerce.Membership.Relations;

/// <summary>Sets what the stages of relations ask for, and how the score falls.</summary>
public static class PutRelationSettings
{
    private const int MaxDays = 366;
    private const int MaxCount = 1_000;
    private const int MaxWeight = 1_000_000;

    /// <summary>Three interactions on two days within 90 days, and weights from 50 to 400.</summary>
    public static readonly Setting<RelationSettings> Setting = new("relationSettings", new RelationSettings(
        90, 3, 2, new RelationWeights(100, 50, 100, 150, 200, 400, 400), new RelationFloors(1, 100, 200, 400)));

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<RelationSettings>("/v1/relation-settings")
            .Describe(
                "putRelationSettings", "Membership", "Set the stages of relations",
                "Sets how many interactions on how many days participation needs, within which window events count "
                    + "together, what each kind of event adds to the score, and with which score a stage is kept. "
                    + "Without settings these are three interactions on two days within 90 days. Stages follow at "
                    + "once, also those of the past. Sending the settings in force changes nothing.")
            .Example("""
                {"windowDays": 60, "interactions": 4, "interactionDays": 2,
                 "weights": {"reply": 100, "reviewRead": 50, "interaction": 100, "groupActivity": 150,
                   "privilegeUse": 200, "purchase": 400, "referral": 400},
                 "floors": {"trust": 1, "participation": 100, "ceremony": 200, "belonging": 400}}
                """)
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator).Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<RelationSettings>("/v1/relation-settings")
            .Describe(
                "getRelationSettings", "Membership", "Get the stages of relations",
                "Returns what the stages of relations ask for and how the score falls, with the version as the ETag.")
            .Scope(Scopes.MembershipRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<RelationSettings>>
    {
        public Validator()
        {
            RuleFor(c => c.Body.WindowDays).Between(1, MaxDays);
            RuleFor(c => c.Body.Interactions).Between(1, MaxCount);
            RuleFor(c => c.Body.InteractionDays).Between(1, MaxCount);
            RuleFor(c => c.Body.InteractionDays).LessThanOrEqualTo(c => c.Body.Interactions)
                .WithErrorCode("OUT_OF_RANGE").WithMessage("At most as many days as interactions.");
            RuleFor(c => c.Body.Weights.Reply).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.ReviewRead).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.Interaction).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.GroupActivity).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.PrivilegeUse).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.Purchase).Between(0, MaxWeight);
            RuleFor(c => c.Body.Weights.Referral).Between(0, MaxWeight);
            RuleFor(c => c.Body.Floors.Trust).Between(0, MaxWeight);
            RuleFor(c => c.Body.Floors.Participation).Between(0, MaxWeight);
            RuleFor(c => c.Body.Floors.Ceremony).Between(0, MaxWeight);
            RuleFor(c => c.Body.Floors.Belonging).Between(0, MaxWeight);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<RelationSettings>(Setting, db, caller, time);
}
