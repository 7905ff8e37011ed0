using SocialCommerce.Commissions.AccrualStopping;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Projects;

/// <summary>
/// Opens a project with goal, deadline, amount and a split among partners that adds up. The amount may not exceed the
/// shop's limit. The same project again changes nothing and answers the same.
/// </summary>
internal static class OpenProject
{
    private const int MaxPeople = 100;
    private const int AllBps = 10_000;

    /// <summary>The task.</summary>
    public sealed record Command(string ProjectId, ProjectContent Content) : IRequest<CreatedOrExisting<Project>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/projects", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "openProject", "Commissions", "Open a project",
                "Opens a project bonus: goal, deadline, amount, and the split among partners, in basis points that add "
                    + "up to 10,000 or in amounts that add up to the total. Nothing is paid until the project is "
                    + "accepted. Repeating the same project under its id returns it unchanged. The API rejects other "
                    + "content under that id, a deadline in the past, an amount above the shop's limit, a rule that is "
                    + "not a project rule of the plan in force, and customers who are not active partners.")
            .Example("""
                {"projectId": "trial-events-june", "content": {"ruleId": "task", "goal": "10 trial events by 30 June",
                 "deadline": "2026-06-30T16:00:00Z", "amount": {"amount": 500000, "currency": "CNY"}, "target": 10,
                 "payment": "proRata", "split": [{"customerId": "c-1001", "bps": 6000},
                   {"customerId": "c-1002", "bps": 4000}]}}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Operator)
            .Problems(
                ProjectProblems.ProjectConflict, ProjectProblems.BeneficiaryNotPartner,
                CustomerProblems.CustomerUnknown, ProjectProblems.DeadlinePast,
                PaymentLimitProblems.ProjectExceedsLimit, AccrualStopProblems.RuleUnknown,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ProjectId).MerchantId();
            RuleFor(c => c.Content.RuleId).MerchantId();
            RuleFor(c => c.Content.Goal).Words();
            RuleFor(c => c.Content.Target).InclusiveBetween(1, Money.Limit)
                .WithErrorCode("OUT_OF_RANGE").WithMessage($"The target must be between 1 and {Money.Limit}.");
            RuleFor(c => c.Content.Payment).OneOf(ProjectContent.AllOrNothing, ProjectContent.ProRata);
            RuleFor(c => c.Content.Amount.Amount).InclusiveBetween(1, Money.Limit)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage($"The amount must be between 1 and {Money.Limit}.");
            RuleFor(c => (Money?)c.Content.Amount).InShopCurrency();
            RuleFor(c => c.Content.Split).Count(1, MaxPeople)
                .WithErrorCode("SPLIT_COUNT").WithMessage($"A split must name 1 to {MaxPeople} partners.");
            RuleForEach(c => c.Content.Split).NotNull().WithErrorCode("REQUIRED").ChildRules(part =>
            {
                part.RuleFor(p => p.CustomerId).MerchantId();
                part.RuleFor(p => p.Bps).InclusiveBetween(0, AllBps)
                    .WithErrorCode("OUT_OF_RANGE").WithMessage($"A part must be between 0 and {AllBps} basis points.");
                part.RuleFor(p => p.Amount!.Amount).InclusiveBetween(0, Money.Limit).When(p => p.Amount is not null)
                    .WithErrorCode("OUT_OF_RANGE").WithMessage($"A part must be between 0 and {Money.Limit}.");
                part.RuleFor(p => p.Amount).InShopCurrency();
            });
            RuleFor(c => c.Content).Must(AddsUp).When(c => c.Content.Split.All(part => part is not null))
                .OverridePropertyName("Content.Split").WithErrorCode("SPLIT_MISMATCH")
                .WithMessage("Parts must be basis points adding up to 10,000, or amounts adding up to the total.");
            RuleFor(c => c.Content.Split)
                .Must(split => split.DistinctBy(part => part?.CustomerId).Count() == split.Count)
                .WithErrorCode("PERSON_REPEATED").WithMessage("A split must name each partner once.");
        }

        private static bool AddsUp(ProjectContent content) =>
            content.Split.All(part => part is { Bps: not null, Amount: null })
                ? Sum(content.Split) == AllBps
                : content.Split.All(part => part is { Bps: null, Amount: not null })
                    && Sum(content.Split) == content.Amount.Amount;

        private static Int128 Sum(IReadOnlyList<ProjectPart> split) =>
            split.Aggregate(Int128.Zero, (sum, part) => sum + part.Weight);
    }

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Project>>
    {
        public Task<CreatedOrExisting<Project>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Open(transaction, command, caller.RequirePerson()), cancel);

        private async Task<CreatedOrExisting<Project>> Open(ShopTransaction transaction, Command command, Person person)
        {
            var (shop, content) = (transaction.ShopId, command.Content);
            var reads = transaction.Batch();
            reads.Commissions.LockProject(shop, command.ProjectId);
            var state = reads.ShopState(shop);
            var known = reads.Commissions.FindProject(shop, command.ProjectId);
            var people = reads.Commissions.ProjectPeople(shop, content.Split.Select(part => part.CustomerId));
            var limits = reads.InForce(PaymentLimits.Setting, shop);
            await reads.Run(transaction.Cancel);
            var now = state.First!.Now(caller.Shop, time);
            if (known.First is { } kept) return new CreatedOrExisting<Project>(Same(kept, content, now), false);
            if (content.Deadline <= now)
                throw ProjectProblems.DeadlinePast.Because(
                    $"The deadline must be after the shop's clock: {Json.Text(now)}.", "#/content/deadline");
            content.RequireWithin(limits.Content);
            CheckPeople(content, people.List);
            var plan = (await settings.Get(transaction, state.First.SettingsVersion)).InForce(now);
            if (plan?.Content.Rules.Any(r => r.RuleId == content.RuleId && r.Kind == PlanRule.Project) != true)
                throw AccrualStopProblems.RuleUnknown.Because(
                    "The plan in force has no project rule with this id.", "#/content/ruleId");

            var writes = transaction.Batch();
            var made = new ProjectRow(
                0, command.ProjectId, plan.Key, Json.Write(content), person.OperatorId, now, null);
            writes.Do(InsertSql, new
            {
                shop,
                made.ProjectId,
                made.PlanKey,
                rule = content.RuleId,
                made.Content,
                made.OpenedBy,
                now,
            });
            writes.Log(shop, caller, new AuditEntry("project", command.ProjectId, null, content));
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<Project>(made.ToProject(now), true);
        }

        private static Project Same(ProjectRow kept, ProjectContent content, DateTimeOffset now) =>
            JsonDifference.First(kept.ReadContent(), content) is { } pointer
                ? throw ProjectProblems.ProjectConflict.Because(
                    "This projectId belongs to another project.", $"#/content{pointer[1..]}")
                : kept.ToProject(now);

        /// <summary>Money is for partners only.</summary>
        private static void CheckPeople(ProjectContent content, List<ProjectPerson> people)
        {
            for (var i = 0; i < content.Split.Count; i++)
            {
                var found = people.Find(person => person.CustomerId == content.Split[i].CustomerId);
                if (found is null)
                    throw CustomerProblems.CustomerUnknown.Because(
                        $"There is no customer '{content.Split[i].CustomerId}'.", $"#/content/split/{i}/customerId");
                if (found.Bar is not null)
                    throw ProjectProblems.BeneficiaryNotPartner.Because(
                        $"Customer '{found.CustomerId}' is not an active partner.", $"#/content/split/{i}/customerId");
            }
        }
    }

    private const string InsertSql = """
        insert into projects (shop_id, project_id, plan_key, rule, content, opened_by, recorded_at)
        values (@shop, @projectId, @planKey, @rule, @content::jsonb, @openedBy, @now)
        """;
}
