using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Projects;

/// <summary>
/// Ends a project by a named person, for <see cref="AcceptProject"/> and <see cref="CancelProject"/>. Neither the
/// person who opened it nor a person in its split accepts it. The same decision again changes nothing and answers the
/// same.
/// </summary>
internal static class EndProject
{
    /// <summary>The task and its achievement; without an achievement the task is cancelled.</summary>
    public sealed record Command(string ProjectId, long? Achieved, string Reason) : IRequest<Project>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).Words();
            RuleFor(c => c.Achieved).InclusiveBetween(0, Money.Limit)
                .WithErrorCode("OUT_OF_RANGE").WithMessage($"achieved must be between 0 and {Money.Limit}.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<Command, Project>
    {
        public Task<Project> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => End(transaction, command, caller.RequirePerson()), cancel);

        private async Task<Project> End(ShopTransaction transaction, Command command, Person person)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            reads.Commissions.LockProject(shop, command.ProjectId);
            // Its time is read under the lock, so that no settlement run closes the period meanwhile.
            reads.Commissions.LockPeople(shop, []);
            var state = reads.ShopState(shop);
            var found = reads.Commissions.FindProject(shop, command.ProjectId);
            var source = reads.Commissions.NextSource();
            await reads.Run(transaction.Cancel);
            var kept = found.First ?? throw ProjectProblems.ProjectNotFound.For(command.ProjectId);
            var now = state.First!.Now(caller.Shop, time);
            var project = kept.ToProject(now);
            if (project.Decision is { } before) return Same(project, before, command);
            var decided = new ProjectDecision(false, command.Reason, person.OperatorId, now);
            var writes = transaction.Batch();
            if (command.Achieved is { } achieved)
            {
                var commissions = await settings.Get(transaction, state.First.SettingsVersion);
                var paid = new NewSource(
                    source.First, AccrualSource.Task, kept.ProjectId, kept.PlanKey,
                    AccrualSource.MaturesAt(commissions.ByKey(kept.PlanKey)!.Content, now, now));
                FourEyes.Check(project.OpenedBy, person);
                decided = await Accept(
                    transaction, project, decided with { Achieved = achieved }, paid, writes, commissions.Stops);
            }
            writes.Commissions.DecideProject(shop, kept, decided, command.Achieved is null ? null : source.First);
            var ended = kept with { Decision = Json.Write(decided) };
            writes.Log(shop, caller, new AuditEntry(
                "project", kept.ProjectId, project, ended.ToProject(now), command.Reason));
            await writes.Commit(transaction.Cancel);
            return ended.ToProject(now);
        }

        private async Task<ProjectDecision> Accept(
            ShopTransaction transaction, Project project, ProjectDecision decided, NewSource source, SqlBatch writes,
            IReadOnlyList<AccrualStop> stops)
        {
            var (shop, content, now) = (caller.Shop, project.Content, decided.DecidedAt);
            if (project.Status == ProjectRow.Expired)
                throw ProjectProblems.ProjectExpired.Because($"The project expired at {Json.Text(content.Deadline)}.");
            var worth = content.Worth(decided.Achieved!.Value) ?? throw ProjectProblems.GoalNotReached.Because(
                $"Achieving {decided.Achieved} of {content.Target} pays nothing.", "#/achieved");
            var reads = transaction.Batch();
            var people = reads.Commissions.ProjectPeople(shop.Id, content.Split.Select(part => part.CustomerId));
            var limits = reads.InForce(PaymentLimits.Setting, shop.Id);
            await reads.Run(transaction.Cancel);
            content.RequireWithin(limits.Content);
            var checking = transaction.Batch();
            var own = checking.OwnCustomer(
                shop.Id, caller.RequirePerson(), [.. people.List.Select(person => person.Key)]);
            await checking.Run(transaction.Cancel);
            own.Refuse();
            var parts = content.Parts(worth);
            var shares = content.Split.Select((part, i) =>
            {
                var person = people.List.Find(one => one.CustomerId == part.CustomerId)!;
                return (Person: person, Amount: person.Bar is null ? parts[i] : 0, Part: parts[i]);
            }).ToList();
            writes.Commissions.Accrue(
                new PostingContext(shop.Id, now, now), shop.Currency, source,
                [.. shares.Where(one => one.Amount > 0).Select(one => new SourceShare(
                    content.RuleId, PlanRule.Project, one.Person.Key, one.Person.Tier!, one.Amount))],
                stops);
            return decided with
            {
                Accepted = true,
                Worth = shop.Money(worth),
                MaturesAt = source.MaturesAt,
                Shares = [.. shares.Select(one => new ProjectShare(
                    one.Person.CustomerId, shop.Money(one.Part), shop.Money(one.Amount), one.Person.Tier,
                    one.Person.Bar))],
            };
        }

        private static Project Same(Project project, ProjectDecision before, Command command) =>
            before.Achieved == command.Achieved
                ? project
                : throw ProjectProblems.ProjectEnded.Because($"The project has ended: {project.Status}.");
    }
}
